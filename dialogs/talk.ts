import type { TurnContext } from 'botbuilder'
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { State } from '../intake/conversation/conversation.ts'
import { isUnshared } from '../intake/conversation/standing.ts'
import { isAnonymous } from '../intake/form/answers.ts'
import { traitsOf } from '../intake/form/channels.ts'
import { effect, say, turnOf } from './turn.ts'

/** Asking for a person. The queue learns the language, the waiting time and the urgency, nothing else. */
export function askHuman(step: WaterfallStepContext): Promise<DialogTurnResult> {
  requestTalk(step.context)
  return step.cancelAllDialogs()
}

/** Remembered among what was said: she was asked whether she may be written to where it rings. */
export const ASKED_BACK = 'control.textBack'

/**
 * What to ask while she waits: on a phone that others may see, first whether she may be written to later; then
 * whether the worker may read what she said before.
 */
export function waitingControl(state: State): string {
  const { channel, answers, noticesGiven, talk } = state
  if (talk?.callBack) return 'control.callBack'
  const rings = traitsOf(channel).lockScreen && !isAnonymous(answers)
  if (rings && !answers['contact.way'] && !noticesGiven.includes(ASKED_BACK)) return ASKED_BACK
  return isUnshared(state) ? 'control.share' : 'control.waiting'
}

/** `call`: it is a call she wants; `failure`: nobody but the program asks. */
export function requestTalk(context: TurnContext, how: { failure?: true; call?: true } = {}): void {
  const turn = turnOf(context)
  const { state } = turn
  delete state.calling
  state.case ??= { id: turn.caseId(), revision: 0, dirty: false }
  const back = state.talk?.back ?? state.open?.key ?? turn.said.question
  state.talk = { announced: state.talk?.announced ?? 'waiting', ...(back ? { back } : {}) }
  effect(context, { kind: 'wait', case: state.case.id, ...how })
}

export async function share(context: TurnContext): Promise<void> {
  const { state } = turnOf(context)
  state.shared = true
  if (state.case) effect(context, { kind: 'share', case: state.case.id })
  await say(context, 'talk.shared')
}

/** She said no: what she sent before is read all the same. */
export const sayHidden = (context: TurnContext): Promise<void> =>
  say(context, turnOf(context).state.case?.revision ? 'talk.notHandedIn' : 'talk.notShared')

/** The truth when nobody comes now; `opens` as `from/before`, and empty where no hours are told. */
export async function sayAlone(
  context: TurnContext,
  { somebody, opens }: { somebody: boolean; opens: string },
): Promise<void> {
  await say(context, somebody ? 'talk.outOfHours' : 'talk.nobody')
  if (opens) await say(context, 'talk.opens', { opens })
}

/** The same to whoever wants a call: her number is asked next, so in one sentence. */
export const sayNoCall = (
  context: TurnContext,
  { opens, ...presence }: { somebody: boolean; opens: string },
): Promise<void> =>
  opens ? say(context, 'talk.callOpens', { opens }) : sayAlone(context, { ...presence, opens: '' })

/** Nobody took it, however often they were called. */
export async function sayUnanswered(context: TurnContext, { opens }: { opens: string }): Promise<void> {
  await say(context, 'talk.unanswered')
  if (opens) await say(context, 'talk.opens', { opens })
}

/** Still in the queue, but the questions go on until somebody comes. */
export async function meanwhile(context: TurnContext): Promise<void> {
  const { talk } = turnOf(context).state
  if (talk?.announced !== 'waiting' || talk.meanwhile) return
  talk.meanwhile = true
  await say(context, 'talk.meanwhile')
}

/** What she writes while a person is asked for goes to that person, not to the program. */
export const listening = (context: TurnContext): boolean => {
  const { talk } = turnOf(context).state
  return talk !== undefined && !talk.meanwhile
}
