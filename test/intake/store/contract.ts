/** What every engine owes the intake, whichever it is: run against each of them, never skipped. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Collection, Doc, Store } from '../../../intake/store/ports.ts'

interface Case extends Doc {
  application?: string
  rank?: string | null
  urgent?: boolean
  sealed?: unknown
}
interface Entry extends Doc {
  order: number
}

export function storeContract(
  name: string,
  open: () => Promise<{ store: Store; close: () => Promise<void> }>,
) {
  describe(`store contract: ${name}`, () => {
    let store: Store
    let close: () => Promise<void>
    let cases: Collection<Case>
    let some: Case
    /** Its own state for each test, as a real account keeps what earlier runs left. */
    let application: string

    before(async () => {
      ;({ store, close } = await open())
      cases = store.collection<Case>('cases')
      await cases.read('none')
    })
    after(() => close())
    beforeEach(() => {
      application = randomUUID()
      const id = randomUUID()
      some = { id, part: id, changed: 1, application, sealed: { deep: ['سلام', 'a\u0000b', '😀', null] } }
    })

    it('answers', () => store.ping())

    it('gives back what was created, and nothing else', async () => {
      const made = await cases.create(some)
      assert.equal(typeof made?.etag, 'string')
      assert.deepEqual(made, { ...some, etag: made?.etag })
      assert.deepEqual(await cases.read(some.id), made)
    })

    it('has no document that was never created', async () => {
      assert.equal(await cases.read(some.id), null)
      assert.equal(await cases.replace(some, 'x'), null)
      assert.equal(await cases.read(some.id), null)
    })

    it('creates once, and leaves the first as it was', async () => {
      const made = await cases.create(some)
      assert.equal(await cases.create({ ...some, changed: 2 }), null)
      assert.deepEqual(await cases.read(some.id), made)
    })

    it('lets exactly one of 50 creators win', async () => {
      const made = await Promise.all(
        Array.from({ length: 50 }, (_, changed) => cases.create({ ...some, changed })),
      )
      const winners = made.filter((doc) => doc !== null)
      assert.equal(winners.length, 1)
      assert.deepEqual(await cases.read(some.id), winners[0])
    })

    it('replaces the version asked for, and takes a version as a document', async () => {
      const first = await cases.create(some)
      const second = await cases.replace({ ...first!, changed: 2 }, first!.etag)
      assert.notEqual(second?.etag, first?.etag)
      assert.deepEqual(second, { ...some, changed: 2, etag: second?.etag })
      assert.deepEqual(await cases.read(some.id), second)
    })

    it('refuses an old version, and changes nothing', async () => {
      const first = await cases.create(some)
      const second = await cases.replace({ ...some, changed: 2 }, first!.etag)
      assert.equal(await cases.replace({ ...some, changed: 3 }, first!.etag), null)
      assert.deepEqual(await cases.read(some.id), second)
    })

    it('changes the version even when the document stays the same', async () => {
      const first = await cases.create(some)
      const second = await cases.replace(some, first!.etag)
      assert.notEqual(second?.etag, first?.etag)
    })

    it('lets exactly one of 50 replacements of a version win', async () => {
      const first = await cases.create(some)
      const made = await Promise.all(
        Array.from({ length: 50 }, (_, i) => cases.replace({ ...some, changed: 100 + i }, first!.etag)),
      )
      const winners = made.filter((doc) => doc !== null)
      assert.equal(winners.length, 1)
      assert.deepEqual(await cases.read(some.id), winners[0])
    })

    it('removes, whether or not it was there', async () => {
      const first = await cases.create(some)
      await cases.remove(some.id)
      await cases.remove(some.id)
      assert.equal(await cases.read(some.id), null)
      assert.equal(await cases.replace(some, first!.etag), null)
      assert.deepEqual(await cases.find({ where: { application }, limit: 9 }), [])
      assert.ok(await cases.create(some))
    })

    it('keeps partitions apart', async () => {
      const entries = store.collection<Entry>('entries')
      const [a, b] = [randomUUID(), randomUUID()]
      for (const part of [a, b]) assert.ok(await entries.create({ id: 'm1', part, changed: 1, order: 1 }))
      assert.equal(await entries.read('m1'), null)
      await entries.remove('m1', a)
      assert.equal(await entries.read('m1', a), null)
      assert.equal((await entries.read('m1', b))?.part, b)
    })

    it('finds by equality, in order, up to the limit', async () => {
      for (const rank of ['c', 'a', 'd', 'b']) await cases.create({ ...some, ...fresh(), rank })
      await cases.create({ ...some, ...fresh(), application: randomUUID(), rank: 'a' })
      const ranks = async (descending: boolean, limit: number) =>
        (await cases.find({ where: { application }, order: { field: 'rank', descending }, limit })).map(
          (c) => c.rank,
        )
      assert.deepEqual(await ranks(false, 9), ['a', 'b', 'c', 'd'])
      assert.deepEqual(await ranks(true, 2), ['d', 'c'])
    })

    it('gives found documents whole, with the version to replace them by', async () => {
      const made = await cases.create(some)
      assert.deepEqual(await cases.find({ where: { application }, limit: 1 }), [made])
    })

    it('leaves out what has no field to sort by', async () => {
      for (const rank of ['b', undefined, null, 'a']) await cases.create({ ...some, ...fresh(), rank })
      const found = await cases.find({ where: { application }, order: { field: 'rank' }, limit: 9 })
      assert.deepEqual(
        found.map((c) => c.rank),
        ['a', 'b'],
      )
    })

    it('takes the lower bound in and the upper bound out', async () => {
      for (const changed of [9, 10, 11, 100]) await cases.create({ ...some, ...fresh(), changed })
      const changes = async (from?: number, below?: number) =>
        (
          await cases.find({
            where: { application },
            range: { field: 'changed', from, below },
            order: { field: 'changed' },
            limit: 9,
          })
        ).map((c) => c.changed)
      assert.deepEqual(await changes(10), [10, 11, 100])
      assert.deepEqual(await changes(undefined, 100), [9, 10, 11])
      assert.deepEqual(await changes(10, 11), [10])
    })

    it('asks by true and false', async () => {
      for (const urgent of [true, false, undefined]) await cases.create({ ...some, ...fresh(), urgent })
      const found = await cases.find({ where: { application, urgent: false }, limit: 9 })
      assert.deepEqual(
        found.map((c) => c.urgent),
        [false],
      )
    })

    it('finds in one partition', async () => {
      const entries = store.collection<Entry>('entries')
      const [a, b] = [randomUUID(), randomUUID()]
      for (const part of [a, b])
        for (const order of [10, 9, 2]) await entries.create({ id: `m${order}`, part, changed: 1, order })
      const found = await entries.find({ where: { part: a }, order: { field: 'order' }, limit: 9 })
      assert.deepEqual(
        found.map((m) => [m.part, m.order]),
        [
          [a, 2],
          [a, 9],
          [a, 10],
        ],
      )
    })

    it('takes a value for a value, whatever is written in it', async () => {
      await cases.create(some)
      for (const odd of ["' OR 1=1 --", '" OR true', '@p0', '\u0000'])
        assert.deepEqual(await cases.find({ where: { application: odd }, limit: 1 }), [])
    })

    it('refuses a field that is not in the shape, and a limit that is none', async () => {
      await assert.rejects(cases.find({ where: { sealed: 'x' }, limit: 1 }), RangeError)
      await assert.rejects(cases.find({ order: { field: 'sealed' }, limit: 1 }), RangeError)
      await assert.rejects(cases.find({ range: { field: 'sealed', from: 1 }, limit: 1 }), RangeError)
      for (const limit of [0, -1, 1.5, Number.NaN]) await assert.rejects(cases.find({ limit }), RangeError)
    })

    it('refuses an id that only one engine could keep', async () => {
      for (const id of ['a/b', 'a\\b', 'a?b', 'a#b', ''])
        await assert.rejects(cases.create({ ...some, id, part: 'p' }))
    })

    it('keeps collections apart', async () => {
      await cases.create(some)
      for (const other of [
        'conversations',
        'keys',
        'codes',
        'workers',
        'wordings',
        'leases',
        'audit',
      ] as const) {
        assert.equal(await store.collection(other).read(some.id), null)
        assert.ok(await store.collection(other).create(fresh()))
      }
    })
  })
}

function fresh(): Doc {
  const id = randomUUID()
  return { id, part: id, changed: 1 }
}
