import assert from 'node:assert/strict'
import type { CaseDoc } from '../../intake/case/case.ts'
import type { ConversationDoc } from '../../intake/conversation/conversation.ts'
import { type CollectionName, type Doc, shapes } from '../../intake/store/ports.ts'
import { openStores } from '../support/open-stores.ts'
import { freshServices, Person, sweptMeanwhile, walkTo } from '../support/talk.ts'

const HOUR = 3_600_000

for (const [name, open] of Object.entries(openStores))
  describe(`bot/sweep: what cannot be opened holds up nothing else, on ${name}`, () => {
    let now: number
    let services: ReturnType<typeof freshServices>
    let close: () => Promise<void>
    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      now = Date.now()
      services = freshServices({ DRAFT_HOURS: '72' }, opened.store, () => now)
    })
    afterEach(async () => {
      services.watch.stop()
      services.receipts.stop()
      await close()
    })

    async function spoil(collection: CollectionName, id: string): Promise<void> {
      const all = services.store.collection<Doc & { sealed: string }>(collection)
      const { etag, ...doc } = (await all.read(id))!
      await all.replace({ ...doc, sealed: `${doc.sealed.slice(0, -6)}AAAAAA` }, etag)
    }
    const conversation = (id: string) => services.store.collection<ConversationDoc>('conversations').read(id)

    it('a draft that was damaged goes on its date, and so do those after it', async () => {
      const [first, second] = [new Person(services), new Person(services)]
      await walkTo(first, 'en', 'what.forms')
      now += HOUR
      await walkTo(second, 'en', 'what.forms')
      await spoil('conversations', first.id)
      now += 74 * HOUR
      await services.sweep.once()
      assert.deepEqual([await conversation(first.id), await conversation(second.id)], [null, null])
    })

    it('a damaged case is erased when she deletes everything, and on its date', async () => {
      const asks = async () => {
        const person = await walkTo(new Person(services), 'en', 'what.forms')
        await person.command('human')
        return person
      }
      const [deletes, stays] = [await asks(), await asks()]
      const ids = [deletes, stays].map((person) => person.last.state.case!.id)
      for (const id of ids) await spoil('cases', id)
      await deletes.says('delete everything').catch(() => {})
      await deletes.picks('yes').catch(() => {})
      await services.sweep.once()
      now += 74 * HOUR
      await sweptMeanwhile(services)
      await services.sweep.once()
      const all = services.store.collection<CaseDoc>('cases')
      for (const id of ids) {
        const left = (await all.read(id))!
        assert.deepEqual([left.application, left.sealed], ['closed', ''], id)
        assert.equal(await services.store.collection('keys').read(left.key), null)
      }
      assert.equal(await conversation(stays.id), null)
    })

    it('a way out that fails leaves the rest of the round to be done', async () => {
      const person = await walkTo(new Person(services), 'en', 'what.forms')
      now += 74 * HOUR
      services.sweep.also(async () => {
        throw new Error('away')
      })
      let done = false
      services.sweep.also(async () => {
        done = true
      })
      await services.sweep.once()
      assert.ok(done)
      assert.equal(await conversation(person.id), null)
    })

    it('what lies beside a case goes with it, however much it is', async () => {
      const person = await walkTo(new Person(services), 'en', 'what.forms')
      await person.command('human')
      const id = person.last.state.case!.id
      const links = services.store.collection<Doc & { case: string; request: string }>('links')
      for (let at = 0; at < 1100; at += 1)
        await links.create({ id: `l${at}`, part: `l${at}`, changed: now, case: id, request: 'r' })
      await services.cases.erase(id)
      assert.deepEqual(await links.find({ where: { case: id }, limit: 1 }), [])
    })
  })

describe('What lies beside a case', () => {
  it('is read to its end, and the newest last, however much it is', async () => {
    const services = freshServices()
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('human')
    const { id, key } = (await services.cases.get(person.last.state.case!.id))!
    for (let order = 1; order <= 1205; order += 1)
      await services.messages.add(
        { case: id, order, from: 'person', text: `${order}`, language: 'en', at: order },
        key,
      )
    const all = await services.messages.of(id, key)
    assert.deepEqual([all.length, all.at(-1)?.text], [1205, '1205'])
  })
})

describe('Every collection has an end', () => {
  /** What ends what is kept in it. A new one is written down here, with a test of its own that it does. */
  const ends: Record<CollectionName, string> = {
    conversations: 'sweep: on the date she was told',
    cases: 'with its conversation, or once taken: number and times stay',
    entries: 'with its case',
    duplicateHints: 'with its case',
    links: 'with its case',
    receipts: 'with its conversation, and by age',
    keys: 'with what it sealed',
    codes: 'with its conversation, and when used',
    dedupe: 'sweep: after 48 hours',
    teams: 'a card with the closing of its case; beside that sealed places of staff, and case numbers',
    optOuts: 'when the number writes again; a keyed hash only',
    workers: 'staff: for the audit to have names',
    audit: 'kept: who viewed and changed what, never content',
    wordings: 'our own words',
    leases: 'of processes',
  }
  it('and the list of them is whole', () =>
    assert.deepEqual(Object.keys(ends).sort(), Object.keys(shapes).sort()))
})
