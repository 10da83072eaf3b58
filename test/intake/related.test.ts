import assert from 'node:assert/strict'
import type { EntryDoc } from '../../intake/case/entries.ts'
import { relatedCases } from '../../intake/case/related.ts'
import { openStores } from '../support/open-stores.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`intake/related: ${name}`, () => {
    it('is said of both alike, once, and goes from both', async () => {
      const { store, close } = await open()
      const entries = store.collection<EntryDoc>('entries')
      const all = relatedCases(entries, () => 9)
      const said = async () =>
        [await all.of('1'), await all.of('2')].map(([one]) => one && [one.case, one.who])
      // Two processes at once, from either side: whoever was first is told by both.
      await Promise.all([
        all.add('1', '2', { who: 'aino', why: 'told' }),
        relatedCases(entries, () => 9).add('2', '1', { who: 'bertta', why: 'papers' }),
      ])
      const [one, two] = await said()
      assert.deepEqual([one![0], two![0]], ['2', '1'])
      assert.equal(one![1], two![1])
      assert.equal((await all.of('1'))[0]!.why, (await all.of('2'))[0]!.why)
      await all.remove('2', '1')
      assert.deepEqual(await said(), [undefined, undefined])

      // Linked and taken back at once: both sides say the same afterwards.
      for (const [one, other] of [
        ['1', '2'],
        ['2', '1'],
      ] as const) {
        await Promise.all([all.add('1', '2', { who: 'aino', why: 'told' }), all.remove(one, other)])
        const [mine, theirs] = await said()
        assert.equal(mine === undefined, theirs === undefined)
        await all.remove('1', '2')
      }

      await all.add('1', '2', { who: 'aino', why: 'told' })
      await all.add('3', '1', { who: 'aino', why: 'told' })
      await all.erase('1')
      assert.deepEqual(await entries.find({ limit: 10 }), [])
      await close()
    })
  })
