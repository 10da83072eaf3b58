import type { TurnContext } from 'botbuilder'
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs'
import { isLocked, tried } from '../intake/conversation/check-word.ts'
import { textKey, traitsOf } from '../intake/form/channels.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { heardIn } from './heard.ts'
import { effect, isForm, say, sayEphemeral, type Turn, tongue, turnOf } from './turn.ts'
import type { Understood } from './understanding/kinds.ts'

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
export function redirectOf(context: TurnContext, key: string): 'word' | 'elsewhere' | null {
  if (!onLockScreen(context)) return null
  const elsewhere = !isTexted(turnOf(context), key)
  const telling = isForm(key) && !key.startsWith('safety.')
  if (needsWord(context) && (elsewhere || telling)) return 'word'
  return elsewhere ? 'elsewhere' : null
}

export async function redirect(dc: DialogContext, to: string): Promise<DialogTurnResult> {
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
  const meant = said.text ? heardIn(turn, 'control.check') : null
  const opens = state.passphrase ? await opened(turn) : isCover(turn, meant) ? 'here' : null
  if (turn.line) Object.assign(turn.line, { text: '•••', ...(state.covered ? { once: true } : {}) })
  // Where replies are fetched, the same page or client would go on showing this conversation.
  if (opens === 'other' && state.push) {
    effect(dc.context, { kind: 'aside' })
    return false
  }
  if (opens === 'here') {
    state.verifiedAt = now
    delete state.covered
    await dc.cancelAllDialogs()
    await say(dc.context, 'say.checked')
    return true
  }
  if (meant?.danger) await sayEphemeral(dc.context, 'say.danger', undefined)
  if (!state.covered) await askWord(dc)
  else if (!meant?.danger) await cover(dc)
  return false
}

/** One try of her word. */
async function opened({ state, said, now }: Turn): Promise<'here' | 'other' | null> {
  const { opens, check } = await tried(state.passphrase!, said.text ?? '', now)
  state.passphrase = check
  return opens
}

const isCover = ({ said }: Turn, meant: Understood | null): boolean =>
  said.command === 'cover' || (meant?.is === 'command' && meant.whole && meant.command === 'cover')

/**
 * In place of the conversation stands the day, as a calendar tells it, whatever is said; only danger is heard. Her
 * word leads back, and where she chose none, what she asked for it with.
 */
export async function cover(dc: DialogContext): Promise<void> {
  const { state, now } = turnOf(dc.context)
  state.covered = true
  delete state.verifiedAt
  delete state.open
  delete state.issuedAt
  await dc.cancelAllDialogs()
  await sayEphemeral(dc.context, 'say.cover', { today: now })
}
