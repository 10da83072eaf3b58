import type { TurnContext } from 'botbuilder'
import { isWatched } from '../intake/form/answers.ts'
import { leftToRight } from '../intake/form/plain-text.ts'
import { controlDialog, say, sayEphemeral, turnOf } from './turn.ts'

/**
 * A return code that was issued on a page: it can be shown again until she says that she has it, as she may not have
 * been able to write it down. After that nobody can show it, and only a new one can be given.
 */

export const sayCode = (context: TurnContext, code: string, until: number): Promise<void> =>
  sayEphemeral(context, 'say.codeIssued', { code: leftToRight(code), until })

/**
 * Says it once more, and what it opens; where it has no word yet, one is chosen next.
 * @returns the dialog to go on with; `undefined` where none can be shown, or a new one would open more
 */
export async function showIssued(context: TurnContext, at?: string): Promise<string | undefined> {
  const { state, due } = turnOf(context)
  const { issued, answers, codeShut, passphrase } = state
  const watched = isWatched(answers)
  if (!issued || (codeShut && !watched)) return undefined
  await sayCode(context, issued, due)
  if (!watched && !passphrase) {
    state.choosing = at ? { at } : {}
    return 'word'
  }
  await say(context, codeShut ? 'say.codeShut' : passphrase ? 'say.codeWord' : 'say.codeNoWord')
  return controlDialog(at) ?? 'root'
}
