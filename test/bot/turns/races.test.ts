import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Services } from '../../../bot/services.ts'
import { openStores } from '../../support/open-stores.ts'
import { type Call, freshServices, Person, walkTo, watched } from '../../support/talk.ts'

const HOUR = 3_600_000

for (const [name, open] of Object.entries(openStores))
  describe(`Two processes at once, on ${name}`, () => {
    let now: number
    let here: Services
    let there: Services
    let close: () => Promise<void>
    /** What the other process does just before the `nth` such call of this one. */
    let before: { on: Call['on']; what: Call['what']; nth: number; does: () => Promise<unknown> } | null

    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      now = Date.now()
      before = null
      const env = { MASTER_KEY: randomBytes(32).toString('base64'), DRAFT_HOURS: '72' }
      const see = async ({ on, what }: Call) => {
        if (before?.on !== on || before.what !== what) return
        before.nth -= 1
        if (before.nth > 0) return
        const { does } = before
        before = null
        await does()
      }
      here = freshServices(env, watched(opened.store, see), () => now)
      there = freshServices(env, opened.store, () => now)
    })
    afterEach(async () => {
      for (const one of [here, there]) {
        one.watch.stop()
        one.receipts.stop()
      }
      await close()
    })

    describe('what a process was too slow to do', () => {
      const worker = { id: 'w', name: 'Worker' }
      const key = 'identity.name'
      let person: Person
      let elsewhere: Person
      const found = () => there.cases.get(person.last.state.case!.id)
      /** This process is about to write to the case; the other one has done the same by then, and then she does more. */
      const overtaken = (what: Call['what'], does: () => Promise<unknown>) => {
        const finishes = async () => {
          elsewhere.last = { ...person.last, state: (await there.conversations.load(person.id))!.state }
          await there.turns.finish(person.id)
          await does()
        }
        before = { on: 'cases', what, nth: 1, does: finishes }
      }
      const did = async (what: Promise<Person>) => {
        await what
        assert.equal(before, null)
      }

      beforeEach(async () => {
        person = await walkTo(new Person(here), 'en')
        elsewhere = Object.assign(new Person(there), { id: person.id })
      })

      it('opens no talk again that a worker has ended since', async () => {
        overtaken('create', async () => {
          const [one] = await there.cases.list({}, 1)
          await there.desk.claim(one!.id, worker)
          await there.desk.message(one!.id, worker, { id: 'm', text: 'Hello', language: 'en' })
          await there.desk.release(one!.id, worker, { to: 'bot' })
        })
        await did(person.command('human'))
        assert.equal((await found())?.talk, 'bot')
      })

      it('lets no worker read what she has taken back since', async () => {
        const shared = async () => (await found())?.content?.shared?.[key]?.status
        await person.command('human')
        overtaken('replace', async () => {
          assert.equal(await shared(), 'answered')
          await elsewhere.send({ question: 'control.waiting', value: ['goOn'] })
          await elsewhere.picks(`remove:${key}`)
          assert.notEqual(await shared(), 'answered')
        })
        await did(person.picks('yes'))
        assert.notEqual(await shared(), 'answered')
      })

      it('takes nothing out that she has sent anew since', async () => {
        const sent = async () => (await found())?.content?.record?.answers[key]?.value
        await person.picks('send')
        await person.picks('review')
        overtaken('replace', async () => {
          await elsewhere.send({ question: 'control.review', value: [`change:${key}`] })
          await elsewhere.writes('Amal')
          await elsewhere.picks('send')
          assert.equal(await sent(), 'Amal')
        })
        await did(person.picks(`remove:${key}`))
        assert.equal(await sent(), 'Amal')
      })
    })

    it('a return code whose turn lost the race opens nothing: one is left, the one she was given', async () => {
      const person = await walkTo(new Person(here), 'en', 'what.forms')
      // First the turn is kept, then what it brought: in between, the other process brings it too.
      before = { on: 'conversations', what: 'replace', nth: 2, does: () => there.turns.finish(person.id) }
      await person.command('code')
      assert.equal(before, null)
      const codes = await here.store.collection('codes').find({ limit: 10 })
      const { state } = (await here.conversations.load(person.id))!
      assert.deepEqual(
        codes.map(({ id }) => id),
        [state.code],
      )
    })

    it('a draft that she sends while it is listed to be erased stays, and so does its case', async () => {
      const person = await walkTo(new Person(there), 'en')
      now += 73 * HOUR
      before = { on: 'conversations', what: 'read', nth: 1, does: () => person.picks('send') }
      await here.sweep.once()
      assert.equal(before, null)
      const { state } = (await there.conversations.load(person.id))!
      assert.equal(state.answers['what.forms']?.status, 'answered')
      assert.ok((await there.cases.get(state.case!.id))?.content?.record)
    })

    it('nothing to know her by is left of a case that is erased while it is being kept', async () => {
      const person = await walkTo(new Person(here), 'en')
      const erase = async () => {
        const [found] = await there.cases.list({}, 1)
        await there.cases.erase(found!.id)
      }
      before = { on: 'duplicateHints', what: 'create', nth: 1, does: erase }
      await person.picks('send')
      assert.equal(before, null)
      assert.deepEqual(await here.store.collection('duplicateHints').find({ limit: 10 }), [])
    })

    it('a case broken open is written down before it is: without that, nothing is opened', async () => {
      const person = await walkTo(new Person(here), 'en')
      await person.picks('send')
      const [found] = await there.cases.list({}, 1)
      const away = async () => {
        throw new Error('away')
      }
      before = { on: 'audit', what: 'create', nth: 1, does: away }
      const worker = { id: 'w', name: 'Worker' }
      await assert.rejects(here.desk.open(found!.id, worker, { why: 'danger', words: '' }), /away/)
      assert.equal(before, null)
      assert.deepEqual(await here.accessGrants.of(found!.id, found!.key), [])
    })
  })
