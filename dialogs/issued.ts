import type { TurnContext } from 'botbuilder'
import type { Line } from '../intake/conversation/line.ts'
import { isWatched } from '../intake/form/answers.ts'
import { leftToRight } from '../intake/form/plain-text.ts'
import { controlDialog, say, sayEphemeral, turnOf } from './turn.ts'

/**
 * A return code that was issued on a page: it can be shown again until she says that she has it, as she may not have
 * been able to write it down. After that nobody can show it, and only a new one can be given.
 */

/** `shut`: it opens nothing, which is said before its first digit. */
export const sayCode = (context: TurnContext, code: string, until: number, shut: boolean): Promise<void> =>
  sayEphemeral(context, shut ? 'say.codeShut' : 'say.codeIssued', { code: leftToRight(code), until })

/** A line that shows a code, whatever it opens. */
export const showsCode = ({ say }: Pick<Line, 'say'>): boolean =>
  say === 'say.codeIssued' || say === 'say.codeShut'

/**
 * Says it once more, and what it opens; where it has no word yet, one is chosen next.
 * @returns the dialog to go on with; `undefined` where none can be shown, or a new one would open more
 */
export async function showIssued(context: TurnContext, at?: string): Promise<string | undefined> {
  const { state, due, now } = turnOf(context)
  const { issued, answers, codeShut, passphrase } = state
  const watched = isWatched(answers)
  if (!issued || (codeShut && !watched)) return undefined
  state.issuedAt = now
  await sayCode(context, issued, due, codeShut === true)
  if (!watched && !passphrase) {
    state.choosing = at ? { at } : {}
    return 'word'
  }
  if (!codeShut) await say(context, passphrase ? 'say.codeWord' : 'say.codeNoWord')
  return controlDialog(at) ?? 'root'
}
