import type { Done, Verdict } from './outcome.ts'
import { type Expected, isAnswerable, type Row } from './rows.ts'

/** A row with what became of it, or why it could not be put to the bot. */
export type Judged = { row: Row } & (
  | { expected: Expected; done: Done; verdict: Verdict; ms: number }
  | { why: 'language' | 'question' | 'expect' }
)
export type Run = Extract<Judged, { verdict: Verdict }>

interface Figures {
  rows: number
  answerable: number
  /** Shares of the answerable rows: right at once, and at once or after one press. */
  atOnce: number
  understood: number
  /** Rows taken for what was not said. */
  wrong: number
  /** Share of the rows that are no danger on which the safety words came. */
  falseDanger: number
}

const isRun = (one: Judged): one is Run => 'verdict' in one
const share = (part: readonly unknown[], of: readonly unknown[], none = 1) =>
  of.length === 0 ? none : Math.round((part.length / of.length) * 1000) / 1000

/** At the danger question the words come whenever no clear answer did; there only a "no" must not bring them. */
const isCalm = ({ row, expected, done }: Run): boolean => {
  if (expected.is === 'danger') return false
  if (row.question !== 'danger' && row.question !== 'safety.danger') return true
  return expected.is === 'options' && expected.ids.join() === 'no' && done.taken !== 'yes'
}

const isDanger = ({ expected, row }: Run) =>
  expected.is === 'danger' ||
  (/danger/.test(row.question) && expected.is === 'options' && !expected.ids.includes('no'))

function figures(all: readonly Run[]): Figures {
  const answerable = all.filter(({ expected }) => isAnswerable(expected))
  const right = answerable.filter(({ verdict }) => verdict === 'right')
  const understood = answerable.filter(({ verdict }) => verdict === 'right' || verdict === 'pressed')
  const calm = all.filter(isCalm)
  return {
    rows: all.length,
    answerable: answerable.length,
    atOnce: share(right, answerable),
    understood: share(understood, answerable),
    wrong: all.filter(({ verdict }) => verdict === 'wrong').length,
    falseDanger: share(
      calm.filter(({ done }) => done.danger),
      calm,
      0,
    ),
  }
}

export function kindOf({ row, expected }: Run): string {
  if (isDanger({ row, expected } as Run)) return 'danger'
  if (expected.is === 'options' || expected.is === 'value')
    return row.whole ? `${row.question}, whole` : row.question
  if (expected.is === 'command') return row.whole ? 'command, whole' : 'command'
  return expected.is
}

/** As a textbook has it: begun with a capital where the script has them, and ended with its mark. */
const isTidy = (text: string) => /^[\p{Lu}\p{Lo}].*[.!?؟…]$/su.test(text.trim())

/** Beside the figures: each a share between 0 and 1. */
export function shares(all: readonly Run[]) {
  const whole = all.filter(({ row, expected }) => row.whole && isAnswerable(expected))
  const other = all.filter(({ row, expected }) => !row.whole && isAnswerable(expected))
  const danger = all.filter(isDanger)
  const commands = all.filter(({ expected }) => expected.is === 'command')
  const understood = (some: readonly Run[]) =>
    some.filter(({ verdict }) => verdict === 'right' || verdict === 'pressed')
  return {
    wholeAtOnce: share(
      whole.filter(({ verdict }) => verdict === 'right'),
      whole,
    ),
    otherUnderstood: share(understood(other), other),
    understood: share(understood([...whole, ...other]), [...whole, ...other]),
    dangerHeard: share(
      danger.filter(({ done }) => done.danger),
      danger,
    ),
    commandsUnderstood: share(understood(commands), commands),
    storiesKept: share(
      all.filter(({ expected, verdict }) => expected.is === 'story' && verdict === 'right'),
      all.filter(({ expected }) => expected.is === 'story'),
    ),
    answerable: share([...whole, ...other], all),
    asWritten: share(
      all.filter(({ row }) => !isTidy(row.utterance)),
      all,
    ),
    falseDanger: figures(all).falseDanger,
  }
}

const by = (all: readonly Run[], name: (one: Run) => string): Record<string, Figures> =>
  Object.fromEntries([...Map.groupBy(all, name)].map(([key, some]) => [key, figures(some)]))

const briefly = ({ row, done }: Run) => ({ ...row, done })

export function report(judged: readonly Judged[]) {
  const all = judged.filter(isRun)
  return {
    total: { ...figures(all), ...shares(all) },
    byLanguage: by(all, ({ row }) => row.lang),
    byKind: by(all, kindOf),
    wrongRows: all.filter(({ verdict }) => verdict === 'wrong').map(briefly),
    notRun: judged
      .filter((one) => !isRun(one))
      .map((one) => ({ ...one.row, why: 'why' in one ? one.why : '' })),
    milliseconds: times(all),
  }
}

function times(all: readonly Run[]) {
  const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (part: number) => Number((sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(2))
  return { p50: at(0.5), p99: at(0.99) }
}

/** Tables, and the rows that went wrong; `everything`: also those that were not understood. */
export function printed(judged: readonly Judged[], everything: boolean): void {
  const { total, byLanguage, byKind, wrongRows, notRun, milliseconds } = report(judged)
  const all = judged.filter(isRun)
  console.table(byLanguage)
  console.table(
    Object.fromEntries(
      [...Map.groupBy(all, ({ row }) => row.lang)].map(([tag, some]) => [tag, shares(some)]),
    ),
  )
  console.table(byKind)
  console.log(total, milliseconds)
  const line = ({ utterance, question, expect, done }: Row & { done: Done }) =>
    `  ${question} -> ${JSON.stringify(expect)}: ${utterance}   ${JSON.stringify(done)}`
  if (wrongRows.length > 0) console.log(`Wrong:\n${wrongRows.map(line).join('\n')}`)
  if (notRun.length > 0)
    console.log(
      `Not run:\n${notRun.map(({ lang, question, expect, why }) => `  ${lang} ${question} ${expect} (${why})`).join('\n')}`,
    )
  if (!everything) return
  for (const one of all)
    if (one.verdict === 'asked' || (isDanger(one) && !one.done.danger) || (isCalm(one) && one.done.danger))
      console.log(
        one.row.lang,
        one.verdict,
        isCalm(one) && one.done.danger ? 'FALSE DANGER' : '',
        one.row.whole ? 'whole' : '',
        line({ ...one.row, done: one.done }),
      )
}
