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
