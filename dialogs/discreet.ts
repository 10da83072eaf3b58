import type { TurnContext } from 'botbuilder'
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs'
import { isLocked, tried } from '../intake/conversation/check-word.ts'
import { textKey, traitsOf } from '../intake/form/channels.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { heardIn } from './heard.ts'
import { effect, isForm, say, sayEphemeral, type Turn, tongue, turnOf } from './turn.ts'

/**
 * What is different where words stand on a locked phone: some questions are not asked there at all, and whoever
 * writes after a pause must know the word.
 */
export const onLockScreen = (context: TurnContext): boolean =>
  traitsOf(turnOf(context).state.channel).lockScreen

/** Before anything worth protecting is told, she chooses the word that protects it. */
export const needsWord = (context: TurnContext): boolean =>
  onLockScreen(context) && !turnOf(context).state.passphrase

const isTexted = (turn: Turn, key: string): boolean =>
  textKey(`${key}.ask`, turn.t(tongue(turn))) !== null &&
  (isControl(key) || questions.get(key)?.sms === 'yes')

/** The dialog to begin instead of asking `key` here; `null`: it may be asked. */
export function detourOf(context: TurnContext, key: string): 'word' | 'elsewhere' | null {
  if (!onLockScreen(context)) return null
  const elsewhere = !isTexted(turnOf(context), key)
  const telling = isForm(key) && !key.startsWith('safety.')
  if (needsWord(context) && (elsewhere || telling)) return 'word'
  return elsewhere ? 'elsewhere' : null
}

export async function detour(dc: DialogContext, to: string): Promise<DialogTurnResult> {
  const { state } = turnOf(dc.context)
  delete state.changing
  delete state.optionalSection
  await dc.cancelAllDialogs()
  return dc.beginDialog(to)
}

export const lockedOut = (context: TurnContext): boolean => {
  const { state, now } = turnOf(context)
  return isLocked(state, now)
}

/** Asks for the word; what is said until it is right is wiped at the next turn. */
export async function askWord(dc: DialogContext): Promise<void> {
  await dc.cancelAllDialogs()
  await dc.beginDialog('control.check')
}

/**
 * Whoever writes is asked for the word. Until then nothing is passed on or kept, and only danger is heard: what to
 * do in danger tells nothing of her. The button that leaves leaves. True once it is right.
 */
export async function unlock(dc: DialogContext): Promise<boolean> {
  const turn = turnOf(dc.context)
  const { state, said, now } = turn
  if (said.command === 'exit') {
    state.gone = 'left'
    await say(dc.context, 'say.left')
    return false
  }
  const { opens, check } = await tried(state.passphrase!, said.text ?? '', now)
  state.passphrase = check
  if (turn.line) turn.line.text = '•••'
  if (opens === 'other') {
    effect(dc.context, { kind: 'aside' })
    return false
  }
  if (opens === 'here') {
    state.verifiedAt = now
    await dc.cancelAllDialogs()
    await say(dc.context, 'say.checked')
    return true
  }
  if (said.text && heardIn(turn, 'control.check').danger)
    await sayEphemeral(dc.context, 'say.danger', undefined)
  await askWord(dc)
  return false
}
