import type { Carried, Closing, Fate } from './carried.ts'
import type { State } from './conversation.ts'

/** What opens it again: any message of hers, the same, and START alone. */
const firmness: readonly Closing[] = ['unreachable', 'asked', 'stopped']

const carriedOf = (state: State): Carried => {
  state.carried ??= { unsent: [], reached: [], doors: [] }
  return state.carried
}

export const closedWhy = ({ carried }: Pick<State, 'carried'>): Closing | undefined => {
  const last = carried?.doors.at(-1)?.to
  return last === 'open' ? undefined : last
}

/** Nothing goes to her number from here on, and what had still to go never will. */
export function shut(state: State, why: Closing, at: number): boolean {
  const { push } = state
  if (!push) return false
  const carried = carriedOf(state)
  const lost = state.log.filter(({ seq, from }) => from === 'worker' && push.due.includes(seq))
  carried.unsent.push(...lost.map(({ seq }) => seq))
  const before = closedWhy(state)
  // What she asked for is not softened by what a carrier finds out later.
  const isNews = !before || firmness.indexOf(why) > firmness.indexOf(before)
  if (isNews) carried.doors.push({ at, to: why })
  if (!isNews && push.closed && lost.length === 0 && push.due.length === 0) return false
  Object.assign(push, { due: [], closed: true })
  touch(state)
  return true
}

/** She has opened it again. */
export function reopen(state: State, at: number): void {
  if (!closedWhy(state)) return
  carriedOf(state).doors.push({ at, to: 'open' })
  touch(state)
}

/** What the carrier says of a line. What did not get there in one of its parts did not get there. */
export function report(state: State, seq: number, reached: boolean): boolean {
  const carried = carriedOf(state)
  const isHers = state.log.some((line) => line.seq === seq && line.from === 'worker')
  if (!isHers || carried.unsent.includes(seq) || (reached && carried.reached.includes(seq))) return false
  carried.reached = carried.reached.filter((one) => one !== seq)
  carried[reached ? 'reached' : 'unsent'].push(seq)
  touch(state)
  return true
}

/** The carrier took it after all, while the number was being closed. */
export function taken(state: State, sent: ReadonlySet<number>): void {
  const { carried, push } = state
  if (!carried || !push?.closed || !carried.unsent.some((seq) => sent.has(seq))) return
  carried.unsent = carried.unsent.filter((seq) => !sent.has(seq))
  touch(state)
}

export function fateOf({ push, carried }: Pick<State, 'push' | 'carried'>, seq: number): Fate {
  if (carried?.unsent.includes(seq)) return 'unsent'
  if (push?.due.includes(seq)) return 'waits'
  return carried?.reached.includes(seq) ? 'reached' : 'sent'
}

/** Whoever looks at the case is shown it. */
function touch(state: State): void {
  if (state.case) state.effects.push({ kind: 'touch', case: state.case.id })
}
