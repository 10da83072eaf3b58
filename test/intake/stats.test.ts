import assert from 'node:assert/strict'
import fc from 'fast-check'
import { LEAST, statsOf, suppress, weekOf } from '../../intake/case/stats.ts'

const cells = (...counts: number[]) => counts.map((count, at) => ({ id: `c${at}`, count }))
const shown = (...counts: number[]) => suppress(cells(...counts)).map(({ count }) => count)

describe('intake/stats', () => {
  for (const [given, expected] of [
    [
      [5, 10, 0],
      [5, 10, 0],
    ],
    // One small number could be worked out from the total: the next smallest goes with it.
    [
      [3, 10, 20],
      [null, null, 20],
    ],
    [
      [1, 4, 20],
      [null, null, 20],
    ],
    // Two that make less than five are still known to be small.
    [
      [1, 2, 20, 30],
      [null, null, null, 30],
    ],
    [
      [1, 1, 1, 2, 9],
      [null, null, null, null, 9],
    ],
    [
      [3, 0],
      [null, null],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ] as [number[], (number | null)[]][])
    it(`shows ${given.join(', ')} as ${expected.map((one) => one ?? '–').join(', ')}`, () => {
      assert.deepEqual(shown(...given), expected)
    })

  it('never lets a small number be worked out from the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 12 }), (counts) => {
        const total = counts.reduce((all, one) => all + one, 0)
        const result = shown(...counts)
        for (const [at, count] of result.entries()) {
          if (count === null) continue
          assert.equal(count, counts[at])
          assert.ok(count === 0 || count >= LEAST)
        }
        const hidden = result.filter((one) => one === null).length
        const rest = total - result.reduce<number>((all, one) => all + (one ?? 0), 0)
        if (hidden > 0 && total >= LEAST) assert.ok(hidden >= 2 && rest >= LEAST, `${counts}`)
      }),
    )
  })

  it('knows ISO weeks at the ends of years', () => {
    for (const [day, week] of [
      ['2026-01-01', '2026-W01'],
      ['2027-01-01', '2026-W53'],
      ['2027-01-03', '2026-W53'],
      ['2027-01-04', '2027-W01'],
      ['2024-12-30', '2025-W01'],
      ['2025-12-29', '2026-W01'],
      ['2026-05-04', '2026-W19'],
      ['2026-05-10', '2026-W19'],
    ] as const)
      assert.equal(weekOf(Date.parse(`${day}T12:00:00Z`)), week, day)
  })

  const now = Date.parse('2026-05-06T12:00:00Z')
  const found = (count: number, more: object = {}) =>
    Array.from({ length: count }, () => ({
      created: now,
      language: 'ar',
      kind: 'self',
      channel: 'web',
      urgent: 0,
      application: 'sent' as const,
      ...more,
    }))

  it('counts by week, language, kind, channel, urgency, waiting and outcome', async () => {
    const docs = [
      ...found(6, { urgent: 1, waited: 299_999 }),
      ...found(5, { waited: 300_000, created: now - 7 * 86_400_000 }),
      ...found(7, { application: 'closed', outcome: 'referred', waited: 5 * 86_400_000, channel: 'sms' }),
      ...found(8, { language: 'fi', kind: 'child' }),
    ]
    const { total, tables } = await statsOf(docs, 4, now)
    const of = (name: keyof typeof tables) =>
      Object.fromEntries(tables[name].filter(({ count }) => count !== 0).map(({ id, count }) => [id, count]))
    assert.equal(total, 25)
    assert.deepEqual(of('week'), { '2026-W18': 5, '2026-W19': 20 })
    assert.deepEqual(
      tables.week.map(({ id }) => id),
      ['2026-W16', '2026-W17', '2026-W18', '2026-W19'],
    )
    assert.deepEqual(of('language'), { ar: 20, fi: 10 })
    assert.deepEqual(of('kind'), { self: 20, child: 10 })
    assert.deepEqual(of('channel'), { web: 20, sms: 5 })
    assert.deepEqual(of('urgency'), { urgent: 5, other: 20 })
    assert.deepEqual(of('waiting'), { '5min': 5, '15min': 5, longer: 5, notTaken: 10 })
    assert.deepEqual(of('outcome'), { open: 20, referred: 5 })
  })

  it('does not show a total under five', async () => {
    assert.equal((await statsOf(found(4), 4, now)).total, null)
    assert.equal((await statsOf([], 4, now)).total, 0)
  })

  it('names no row of so few, and no number beside', async () => {
    const { tables } = await statsOf(found(2, { language: 'ti', urgent: 1 }), 4, now)
    for (const cells of Object.values(tables)) assert.ok(cells.every(({ count }) => count === null))
    assert.deepEqual([tables.language, tables.kind, tables.outcome], [[], [], []])
  })
})
