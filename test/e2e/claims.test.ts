import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Services, services } from '../../bot/services.ts'
import { openStore } from '../../intake/store/open.ts'
import type { Store } from '../../intake/store/ports.ts'
import { readConfig } from '../../platform/config.ts'
import { Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'
import { Person, sweptMeanwhile } from '../support/talk.ts'

const preload = join(import.meta.dirname, '../support/die.mjs')
const MINUTE = 60_000

/** Who has a case when several processes are asked for it, and what a killed one leaves behind. */
for (const [name, open] of Object.entries(storeSettings))
  describe(`claims from several processes on ${name}`, () => {
    let setting: StoreSetting
    let store: Store
    let here: Services
    const running: Running[] = []
    const start = async (die?: string) => {
      const env = { ...setting.env, ...(die ? { DIE_AT: die } : {}) }
      const one = await startProcess(env, die ? preload : undefined)
      running.push(one)
      return one
    }

    beforeEach(async () => {
      setting = await open()
      const config = readConfig(setting.env)
      store = await openStore(config)
      here = services(config, store)
    })
    afterEach(async () => {
      await Promise.all(running.splice(0).map((one) => one.kill()))
      await store.close()
      await setting.close()
    })

    async function asking(): Promise<{ person: Person; id: string }> {
      const person = new Person(here)
      await person.send({ question: 'control.language', value: ['en'] })
      await person.command('human')
      return { person, id: person.last.state.case!.id }
    }
    /** Signs in where `at` is, and works there. */
    const worker = (at: Running, who: string) => Worker.signIn(at.newest(), who)
    const claimsOf = async (id: string) =>
      (await here.audit.of(id)).filter(({ what }) => what === 'claim').length
    const told = async ({ id }: Person) =>
      (await here.conversations.load(id))!.state.log.flatMap(({ say }) =>
        say?.startsWith('talk.') ? [say] : [],
      )

    it('fifty of one case from four: one wins, and forty-nine are told who has it', async () => {
      for (let count = 0; count < 4; count += 1) await start()
      const workers: Worker[] = []
      for (let count = 0; count < 50; count += 1)
        workers.push(await worker(running[count % 4]!, `Worker ${count}`))
      const { person, id } = await asking()
      const answers = await Promise.all(workers.map((one) => one.claim(id)))
      const won = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []))
      assert.equal(won.length, 1)
      const refused = answers
        .filter(({ status }) => status === 409)
        .map(({ body }) => body.error as unknown as { by: string })
      assert.equal(refused.length, 49)
      assert.deepEqual([...new Set(refused.map(({ by }) => by))], [`Worker ${won[0]}`])
      assert.deepEqual(await told(person), ['talk.waiting', 'talk.joined'])
      assert.equal(await claimsOf(id), 1)
    })

    it('twenty cases and five workers: all are claimed, none twice', async () => {
      for (let count = 0; count < 4; count += 1) await start()
      const ids: string[] = []
      for (let count = 0; count < 20; count += 1) ids.push((await asking()).id)
      const workers: Worker[] = []
      for (let count = 0; count < 5; count += 1)
        workers.push(await worker(running[count % 4]!, `Worker ${count}`))

      /** Takes whatever waits longest until nothing waits, as everybody else does. */
      async function work(one: Worker): Promise<string[]> {
        const taken: string[] = []
        for (;;) {
          const [first] = await one.cases('waiting')
          if (!first) return taken
          const { status } = await one.claim(first.id)
          if (status === 200) taken.push(first.id)
          else assert.equal(status, 409)
        }
      }
      const taken = (await Promise.all(workers.map(work))).flat()
      assert.deepEqual(taken.sort(), ids.sort())
      for (const id of ids) assert.equal(await claimsOf(id), 1)
    })

    /** A process that is killed once the claim is written, before she is told of it. */
    async function killedAtClaim() {
      const dying = await start('write:conversations:1')
      const other = await start()
      const { person, id } = await asking()
      const aino = await worker(dying, 'Aino')
      await assert.rejects(aino.claim(id))
      const found = (await here.cases.get(id))!
      assert.deepEqual([found.talk, found.content?.assigneeName, found.toNotify], ['claimed', 'Aino', 1])
      assert.ok(!(await told(person)).includes('talk.joined'))
      return { person, id, aino, other }
    }
    it('killed between claim and notice: the worker tries again at another, and all is well', async () => {
      const { person, id, aino, other } = await killedAtClaim()
      aino.base = new URL('/', other.chat).href
      assert.equal((await aino.claim(id)).status, 200)
      assert.equal((await told(person)).at(-1), 'talk.joined')
      assert.equal((await aino.say(id, 'Hei')).status, 200)
      assert.equal((await here.cases.get(id))!.toNotify, undefined)
    })

    it('killed between claim and notice: the sweep of another tells her that somebody is there', async () => {
      const { person, id } = await killedAtClaim()
      // Whoever swept when it was killed keeps the lease for a while.
      await sweptMeanwhile(here)
      await here.sweep.once()
      assert.equal((await told(person)).at(-1), 'talk.joined')
      assert.equal((await here.cases.get(id))!.talk, 'claimed')
    })

    it('killed between claim and notice, and the worker never comes back: somebody else takes it', async () => {
      const { person, id, other } = await killedAtClaim()
      const later = services(readConfig(setting.env), store, () => Date.now() + 11 * MINUTE)
      await later.sweep.once()
      const found = (await here.cases.get(id))!
      assert.deepEqual([found.talk, found.assignee], ['waiting', ''])
      const bertta = await worker(other, 'Bertta')
      assert.deepEqual(
        (await bertta.cases('waiting')).map((one) => one.id),
        [id],
      )
      assert.equal((await bertta.claim(id)).status, 200)
      assert.equal((await told(person)).at(-1), 'talk.joined')
      await person.says('Hello?')
      const { messages } = (await bertta.open(id)).body as unknown as { messages: { text: string }[] }
      assert.deepEqual(
        messages.map(({ text }) => text),
        ['Hello?'],
      )
    })
  })
