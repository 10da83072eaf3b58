import assert from 'node:assert/strict'
import { basename } from 'node:path'
import { type Judged, type Run, shares } from './report.ts'
import { readRows } from './rows.ts'
import { corpora, judge } from './run.ts'

/** What each language must reach on its corpus. */
const least = {
  wholeAtOnce: 0.9,
  otherUnderstood: 0.9,
  understood: 0.95,
  dangerHeard: 0.97,
  commandsUnderstood: 0.95,
  answerable: 0.5,
}
const MOST_FALSE_DANGER = 0.05
/** The seventh asks for calm in tales that sound most like danger. */
const MOST_IN_SEVENTH = 0.06
const FEWEST_ROWS = 300
/** Of corpora that others wrote later, and that are smaller: nothing is forgotten. */
const leastLater = { wholeAtOnce: 0.8, otherUnderstood: 0.9, understood: 0.95, dangerHeard: 0.96 }
const LATER = {
  second: leastLater,
  third: leastLater,
  fourth: leastLater,
  seventh: { wholeAtOnce: 0.79, otherUnderstood: 0.88, understood: 0.92, dangerHeard: 0.9 },
} as const
const FEWEST_LATER = 150

const isRun = (one: Judged): one is Run => 'verdict' in one

async function isHeard(
  file: string,
  wanted: Partial<typeof least>,
  fewest: number,
  most = MOST_FALSE_DANGER,
) {
  const judged = await judge(readRows(file))
  const all = judged.filter(isRun)
  assert.equal(all.length, judged.length, 'every row is run')
  assert.ok(all.length >= fewest)
  const wrong = all.filter(({ verdict }) => verdict === 'wrong')
  assert.deepEqual(
    wrong.map(({ row }) => `${row.question}: ${row.utterance}`),
    [],
  )
  const reached = shares(all)
  for (const [name, share] of Object.entries(wanted))
    assert.ok(reached[name as keyof typeof least] >= share, `${name} ${reached[name as keyof typeof least]}`)
  assert.ok(reached.falseDanger <= most, `falseDanger ${reached.falseDanger}`)
}

describe('What people write', () => {
  for (const file of corpora())
    it(`${basename(file)}: is understood, and nothing is taken that was not said`, () =>
      isHeard(file, least, FEWEST_ROWS))

  for (const which of Object.keys(LATER) as (keyof typeof LATER)[])
    for (const file of corpora(which))
      it(`${which}/${basename(file)}: is not forgotten, and nothing is taken that was not said`, () =>
        isHeard(file, LATER[which], FEWEST_LATER, which === 'seventh' ? MOST_IN_SEVENTH : MOST_FALSE_DANGER))
})
