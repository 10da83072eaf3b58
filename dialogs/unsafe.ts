import type { TurnContext } from 'botbuilder'
import type { State } from '../intake/conversation/conversation.ts'
import { has } from '../intake/form/answers.ts'
import { MINUTE } from '../intake/hours/time.ts'
import type { Given } from './hear.ts'
import { say, turnOf } from './turn.ts'

/**
 * Where she says that it is not safe, or that she is not sure, nothing more is asked: one neutral screen comes first,
 * with leaving, a code, going on and the numbers, and the matter off it. Whether somebody may see is asked again when
 * that may have changed.
 */

/** Others see whom she did not ask to, danger, neither of them ruled out, or not safe to answer now. */
export const isUnsafeNow = (key: string, { status, value }: Given): boolean =>
  status === 'unsafe' ||
  (key.startsWith('safety.') && !['no', 'together'].includes(String(value)) && status !== 'skipped')

/** What she could not answer is asked once more when she goes on; of safety that it is not safe is an answer. */
export function askAgain(state: State, key: string, { status }: Given): void {
  if (status === 'unsafe' && !key.startsWith('safety.')) state.changing = key
}

/** So long after she said who may see, it may be otherwise, in milliseconds. */
const CHANGES = 10 * MINUTE
/** What is asked there is nothing to have open while somebody stands behind her. */
const heavy: readonly string[] = ['situation', 'more.what']
const ASKED_AGAIN = 'safety.seen again'

/** Who may see is asked once more, by the walk from the top; why is said first. */
async function askSeen(context: TurnContext): Promise<void> {
  const { state } = turnOf(context)
  const { 'safety.seen': _, ...answers } = state.answers
  state.answers = answers
  await say(context, 'say.seenAgain')
}

/** When she goes on after a pause. */
export async function seenAfterPause(context: TurnContext): Promise<void> {
  const { state, now } = turnOf(context)
  const said = state.answers['safety.seen']?.at
  if (said !== undefined && now - said > CHANGES) await askSeen(context)
}

/**
 * Before a heavy section, once for each: on the short path only where somebody might see, so that it stays short.
 * @returns whether it is asked now
 */
export async function seenBeforeHeavy(context: TurnContext, section: string): Promise<boolean> {
  const { state } = turnOf(context)
  const name = `${ASKED_AGAIN}: ${section}`
  const said = state.answers['safety.seen']
  if (!heavy.includes(section) || !said || state.noticesGiven.includes(name)) return false
  if (section === 'situation' && !has(state.answers, 'safety.seen', 'yes', 'maybe')) return false
  state.noticesGiven.push(name)
  await askSeen(context)
  return true
}
