import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type AuditDoc, audit } from '../../intake/audit/audit.ts'
import { type Heads, hashOf } from '../../intake/audit/chain.ts'
import { verify } from '../../intake/audit/verify.ts'
import { pageOf, readCursor, showCursor } from '../../intake/store/paging.ts'
import type { Collection, Store } from '../../intake/store/ports.ts'
import { openStores } from '../support/open-stores.ts'

const key = Buffer.alloc(32, 1)

for (const [name, open] of Object.entries(openStores))
  describe(`the audit: ${name}`, () => {
    let store: Store
    let close: () => Promise<void>
    let lines: Collection<AuditDoc>
    let now = 1_700_000_000_000
    const clock = () => now
    /** A process of its own on the same store. */
    const started = () => audit(lines, clock, key)
    const broken = async (...earlier: Heads[]) =>
      (await verify(lines, [key], ...earlier)).flatMap(({ broken }) => (broken ? [broken] : []))
    const all = () => lines.find({ limit: 1000, order: { field: 'changed' } })
    const acts = async () =>
      (await all()).filter(({ what }) => what === 'view').sort((a, b) => a.order - b.order)
    const change = async (line: AuditDoc & { etag: string }, to: Partial<AuditDoc>) => {
      const { etag, ...rest } = line
      assert.ok(await lines.replace({ ...rest, ...to }, etag))
    }

    beforeEach(async () => {
      ;({ store, close } = await open())
      lines = store.collection<AuditDoc>('audit')
      const one = started()
      for (const who of ['a', 'b', 'c', 'd']) {
        now += 1000
        await one.note(who, 'view', '12345678901234567890')
      }
      await one.anchor()
    })
    afterEach(() => close())

    it('is whole when nobody touched it, however many processes write at once', async () => {
      const processes = [started(), started(), started()]
      await Promise.all(
        processes.flatMap((one, p) =>
          Array.from({ length: 20 }, (_, at) => one.note(`p${p}`, 'view', String(at))),
        ),
      )
      await Promise.all(processes.map((one) => one.anchor()))
      assert.deepEqual(await broken(), [])
      const written = (await all()).filter(({ who }) => /^p\d$/.test(who))
      assert.equal(written.length, 60)
      // Each process its own chain, in which its lines stand in the order they were noted.
      assert.equal(new Set(written.map(({ part }) => part)).size, 3)
      const first = written.filter(({ who }) => who === 'p0').sort((a, b) => a.order - b.order)
      assert.deepEqual(
        first.map((line) => line.case),
        Array.from({ length: 20 }, (_, at) => String(at)),
      )
    })

    it('says so when a line is not kept, or another stands in its place', async () => {
      for (const there of [null, { ...(await acts())[0]!, who: 'x' }]) {
        const refusing = { ...lines, create: async () => null, read: async () => there }
        await assert.rejects(audit(refusing, clock, key).note('a', 'view', '1'), /could not be written/)
      }
    })

    for (const [field, value] of [
      ['who', 'x'],
      ['what', 'close'],
      ['case', '0'],
      ['changed', 1_600_000_000_000],
      ['previous', 'x'],
      ['hash', 'x'],
    ] as const)
      it(`finds a changed line: ${field}`, async () => {
        await change((await acts())[1]!, { [field]: value })
        assert.deepEqual(await broken(), [{ order: 3, why: 'changed' }])
      })

    it('finds a line changed together with its hash by somebody without the key', async () => {
      const line = (await acts())[1]!
      const { etag: _, hash: __, ...rest } = { ...line, who: 'x' }
      await change(line, { who: 'x', hash: hashOf(Buffer.alloc(32), rest) })
      assert.deepEqual(await broken(), [{ order: 3, why: 'changed' }])
    })

    it('finds a line that does not follow the one before, though it is hashed with the key', async () => {
      const line = (await acts())[1]!
      const { etag: _, hash: __, ...rest } = { ...line, previous: '' }
      await change(line, { previous: '', hash: hashOf(key, rest) })
      assert.deepEqual(await broken(), [{ order: 3, why: 'unlinked' }])
    })

    it('finds a removed line: first, inner and last', async () => {
      const [, second, , last] = await acts()
      await lines.remove(last!.id, last!.part)
      assert.deepEqual(await broken(), [{ order: 5, why: 'cut' }])
      await lines.remove(second!.id, second!.part)
      assert.deepEqual(await broken(), [{ order: 3, why: 'missing' }])
      const start = (await all()).find(({ what, part }) => what === 'start' && part === second!.part)!
      await lines.remove(start.id, start.part)
      assert.deepEqual(await broken(), [{ order: 1, why: 'missing' }])
    })

    it('finds reordered lines, also when all that numbers them is swapped', async () => {
      const [, second, third] = await acts()
      await change(second!, { who: third!.who, changed: third!.changed })
      await change(third!, { who: second!.who, changed: second!.changed })
      assert.deepEqual(await broken(), [{ order: 3, why: 'changed' }])
    })

    it('finds a whole chain removed, and the tail of the anchors by the next process', async () => {
      const [{ part: cut }] = (await acts()) as unknown as [AuditDoc]
      await started().note('e', 'view', '1')
      const anchors = (await all()).find(({ what }) => what === 'anchor')!
      await lines.remove(anchors.id, anchors.part)
      assert.deepEqual(await broken(), [{ order: 2, why: 'cut' }])
      const lost = (await all()).filter(({ part }) => part === cut)
      for (const line of lost) await lines.remove(line.id, line.part)
      assert.ok((await broken()).some(({ order, why }) => order === 1 && why === 'cut'))
    })

    it('finds what was cut from every chain at once by what an earlier check printed', async () => {
      const reports = await verify(lines, [key])
      const earlier = Object.fromEntries(
        reports.map(({ chain, lines, head }) => [chain, [lines, head] as const]),
      )
      assert.deepEqual(await broken(earlier), [])
      for (const line of await all()) await lines.remove(line.id, line.part)
      assert.deepEqual(await broken(), [])
      assert.equal((await broken(earlier)).length, reports.length)
    })

    it('anchors only what went on', async () => {
      const before = (await all()).length
      const another = started()
      await another.anchor()
      await another.anchor()
      await another.anchor()
      assert.equal((await all()).length, before + 2)
      now += 1000
      await another.note('f', 'view', '1')
      await another.anchor()
      assert.equal((await all()).length, before + 5)
      assert.deepEqual(await broken(), [])
    })

    it('goes on in a new chain after a write of which nothing is known', async () => {
      let fail: 'before' | 'after' | undefined
      const shaky: Collection<AuditDoc> = {
        ...lines,
        create: async (doc) => {
          if (fail === 'before') throw new Error('lost')
          const made = await lines.create(doc)
          if (fail === 'after') throw new Error('lost')
          return made
        },
      }
      const one = audit(shaky, clock, key)
      await one.note('g', 'view', '1')
      for (fail of ['before', 'after'] as const) await assert.rejects(one.note('h', 'view', '1'))
      fail = undefined
      await one.note('i', 'view', '1')
      assert.deepEqual(await broken(), [])
      assert.equal((await all()).filter(({ who }) => who === 'i').length, 1)
    })

    it('is given by page, each line once, though many have one time', async () => {
      const one = started()
      for (let at = 0; at < 7; at += 1) await one.note('z', 'view', 'same')
      for (const since of [undefined, 0]) {
        const seen: string[] = []
        for (let after: ReturnType<typeof readCursor> = null; ; ) {
          const page = await one.page(
            { case: 'same', ...(since === undefined ? {} : { from: since, oldestFirst: true }) },
            after,
            3,
          )
          seen.push(...page.map(({ id }) => id))
          const last = page.at(-1)
          if (!last) break
          after = readCursor(showCursor([last.changed, last.id]))
        }
        assert.equal(seen.length, 7)
        assert.deepEqual(seen, since === undefined ? [...seen].sort().reverse() : [...seen].sort())
      }
    })

    it('pages over more of one value than it asks for at once', async () => {
      const docs = Array.from({ length: 130 }, () => randomUUID())
      const keep = store.collection('workers') as Collection<AuditDoc>
      for (const id of docs) await keep.create({ id, part: id, changed: 1, seen: 5 } as unknown as AuditDoc)
      const query = { field: 'seen' }
      const first = await pageOf(keep, query, null, 20)
      const second = await pageOf(keep, query, [5, first.at(-1)!.id], 200)
      assert.deepEqual(
        [...first, ...second].map(({ id }) => id),
        docs.sort(),
      )
    })
  })
