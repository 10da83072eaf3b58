import type { Outcome } from '../../bot/turns/transaction.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import type { Expected } from './rows.ts'

/** What the bot did with a message: what it took, carried out, said and offered. */
export interface Done {
  /** The value now kept under the open question, or its way of passing. */
  taken?: unknown
  /** A command that was carried out. */
  command?: string
  /** Kept as her own words. */
  story: boolean
  danger: boolean
  hard: boolean
  question?: string
  offered: string[]
  /** What she wrote was shown back to her: "is this it?" */
  shownBack?: true
}

/** The dialog a command opens, by the question it asks. */
const opens: Record<string, string> = {
  'control.paused': 'stop',
  'control.deleteAll': 'delete',
  'control.language': 'language',
  'control.copy': 'copy',
  'control.code': 'code',
}

export function doneIn(before: State, { state, lines }: Outcome, key: string): Done {
  const says = lines.filter(({ from }) => from === 'bot').map(({ say }) => say ?? '')
  const was = before.answers[key]
  const now = state.answers[key]
  const isTaken =
    now !== undefined && (now.at !== was?.at || JSON.stringify(now.value) !== JSON.stringify(was?.value))
  const story = state.story === 'kept' && key !== 'what.ownWords'
  const asked = says.find((one) => one.startsWith('answer.'))
  const command = commandIn(before, state, says, key)
  return {
    ...(isTaken ? { taken: now.status === 'answered' ? now.value : now.status } : {}),
    ...(!isTaken && leads(before, state, key) ? { taken: leads(before, state, key) } : {}),
    ...(command ? { command } : {}),
    story,
    danger: says.some((one) => one.startsWith('say.danger')),
    hard: state.maybe?.hard === true,
    ...(state.maybe?.text !== undefined ? { shownBack: true as const } : {}),
    ...(asked ? { question: asked.slice('answer.'.length) } : {}),
    offered:
      state.maybe && !state.maybe.hard
        ? [...state.maybe.options, ...state.maybe.commands.map((c) => `do:${c}`)]
        : [],
  }
}

/** An answer that is none to keep: "no, not now", "only information", a choice of a control. */
function leads(before: State, state: State, key: string): string | undefined {
  if (state.open?.key === before.open?.key && key !== 'control.language') return undefined
  if (key === 'consent.start' && state.open?.key === 'control.notNow') return 'no'
  if (key === 'control.language' && state.language) return state.language
  return undefined
}

function commandIn(before: State, state: State, says: string[], key: string): string | undefined {
  if (state.gone === 'left') return 'exit'
  if (state.talk && !before.talk) return 'human'
  if (says.includes('say.help')) return 'help'
  if (says.includes('say.know')) return 'know'
  if (state.changing || says.includes('say.tooFew')) return 'back'
  const opened = state.open?.key && state.open.key !== key ? opens[state.open.key] : undefined
  if (opened) return opened
  const passed = state.answers[key]
  if (passed && passed.status !== 'answered' && passed.at !== before.answers[key]?.at) return passed.status
  // Asked once more and nothing else said: that is what she wished for.
  return says.length === 1 && says[0]?.startsWith(key) && !state.maybe ? 'repeat' : undefined
}

export type Verdict = 'right' | 'pressed' | 'asked' | 'wrong'

/** Right at once, right after one press, asked again though it could be answered, or taken for what was not said. */
export function verdictOf(expected: Expected, done: Done): Verdict {
  const acted = done.command && !['help', 'know', 'repeat'].includes(done.command)
  const idle = done.taken === undefined && !acted
  const offers = (id: string) => done.offered.includes(id)
  switch (expected.is) {
    case 'danger':
      // Said by itself it is the button: nothing more is asked until she goes on.
      if (done.danger && (idle || done.command === 'stop' || typeof done.taken === 'string')) return 'right'
      return idle ? 'asked' : 'wrong'
    case 'value':
      if (done.shownBack) return 'pressed'
      return done.taken !== undefined && !done.command ? 'right' : acted ? 'wrong' : 'asked'
    case 'reask':
      return idle ? 'right' : 'wrong'
    case 'story':
      return !idle ? 'wrong' : done.story ? 'right' : 'asked'
    case 'hard':
      return done.hard ? 'right' : idle ? 'asked' : 'wrong'
    case 'question':
      return done.question === expected.about ? 'right' : idle ? 'asked' : 'wrong'
    case 'command':
      if (done.command === expected.command || done.taken === PASSED[expected.command]) return 'right'
      if (offers(`do:${expected.command}`)) return 'pressed'
      return idle ? 'asked' : 'wrong'
    case 'options': {
      const taken = [done.taken].flat().map(String).sort().join()
      if (done.taken !== undefined)
        return taken === [...expected.ids].sort().join() || taken === expected.or ? 'right' : 'wrong'
      // An option that is a person, and asking for one, come to the same.
      if (acted)
        return expected.or === done.command || expected.ids.join() === done.command ? 'right' : 'wrong'
      return expected.ids.some(offers) || (expected.or && offers(`do:${expected.or}`)) ? 'pressed' : 'asked'
    }
  }
}

const PASSED: Record<string, string> = {
  skip: 'skipped',
  unknown: 'unknown',
  inPerson: 'inPerson',
  unsafe: 'unsafe',
}
