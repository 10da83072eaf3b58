import assert from 'node:assert/strict'
import { Bounded } from '../../platform/bounded.ts'

describe('platform/bounded', () => {
  it('forgets what was set longest ago, and nothing while there is room', () => {
    const kept = new Bounded<string, number>(2).set('a', 1).set('b', 2).set('a', 3)
    assert.deepEqual(
      [...kept],
      [
        ['b', 2],
        ['a', 3],
      ],
    )
    kept.set('c', 4)
    assert.deepEqual(
      [...kept],
      [
        ['a', 3],
        ['c', 4],
      ],
    )
  })
})
