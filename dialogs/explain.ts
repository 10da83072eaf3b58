import type { TurnContext } from 'botbuilder'
import type { DialogContext } from 'botbuilder-dialogs'
import { textKey } from '../intake/form/channels.ts'
import { answersToQuestions } from '../intake/form/questions-of-hers.ts'
import { again } from './interruptions.ts'
import { onLockScreen } from './lock-screen.ts'
import { say, tongue, turnOf } from './turn.ts'
import type { Kind } from './understanding/kinds.ts'

/**
 * A question of hers, in a few words, where the answer is approved and may stand on a locked phone.
 * @returns whether it was answered
 */
export async function tellAnswer(context: TurnContext, about: Kind): Promise<boolean> {
  const turn = turnOf(context)
  const approved = answersToQuestions[about]?.approvedBy != null
  const key = `answer.${about}`
  const quiet = onLockScreen(context) && !textKey(key, turn.t(tongue(turn)))
  if (quiet || (!approved && turn.approvedOnly)) return false
  await say(context, key)
  if (!approved) await say(context, 'say.notApproved')
  return true
}

/** Then ours is asked again; what may not be answered is for a person, or for who answers the phone. */
export async function explain(dc: DialogContext, about: Kind): Promise<unknown> {
  if (!(await tellAnswer(dc.context, about))) await say(dc.context, 'say.askPerson')
  return again(dc)
}
