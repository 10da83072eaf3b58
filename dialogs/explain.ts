import type { DialogContext } from 'botbuilder-dialogs'
import { textKey } from '../intake/form/channels.ts'
import { answersToQuestions } from '../intake/form/questions-of-hers.ts'
import { again } from './interruptions.ts'
import { onLockScreen } from './lock-screen.ts'
import { say, tongue, turnOf } from './turn.ts'
import type { Kind } from './understanding/kinds.ts'

/**
 * A question of hers is answered in a few words, then ours is asked again. Where the answer is not approved, or may
 * not stand on a locked phone, a person and the number are offered instead.
 */
export async function explain(dc: DialogContext, about: Kind): Promise<unknown> {
  const turn = turnOf(dc.context)
  const approved = answersToQuestions[about]?.approvedBy != null
  const key = `answer.${about}`
  const quiet = onLockScreen(dc.context) && !textKey(key, turn.t(tongue(turn)))
  if (quiet || (!approved && turn.approvedOnly)) await say(dc.context, 'say.askPerson')
  else await say(dc.context, key)
  if (!quiet && !approved && !turn.approvedOnly) await say(dc.context, 'say.notApproved')
  return again(dc)
}
