import type { TurnContext } from 'botbuilder'
import { type Answers, has, isAnonymous, isReferrer, isUnreached, isWatched } from '../intake/form/answers.ts'
import { submissionKind } from '../intake/form/route.ts'
import { say, turnOf } from './turn.ts'

/**
 * What happens next, for whoever wants to know: who reads it, what a worker does, and what does not happen. Before
 * she sends it names neither the matter nor the service, as anybody may be looking.
 */
export async function sayNext(context: TurnContext): Promise<void> {
  const { state } = turnOf(context)
  if (state.case?.revision) return sayNextOf(context)
  for (const about of ['start', 'worker', 'decision', 'free']) await say(context, `say.whatNext.${about}`)
  if (state.answers['safety.seen'] && !isWatched(state.answers)) await say(context, 'say.police')
}

/** Of what she has sent. */
async function sayNextOf(context: TurnContext): Promise<void> {
  const { state, due } = turnOf(context)
  await sayAfterSending(context, due)
  if (submissionKind(state.answers) === 'application') await say(context, 'say.whatNext.long')
}

/** `until`: how long it is kept, in milliseconds since 1970. */
export async function sayAfterSending(context: TurnContext, until: number): Promise<void> {
  const { answers } = turnOf(context).state
  if (isAnonymous(answers))
    return say(context, isUnreached(answers) ? 'say.nextConsultationUnreached' : 'say.nextConsultation')
  await say(context, nextOf(answers))
  await say(context, 'say.nextMore', { until })
  await say(context, 'say.nextUrgent')
}

/** A decision is spoken of only where a person has said who it is about, and how to be reached. */
function nextOf(answers: Answers): string {
  if (has(answers, 'contact.way', 'codeOnly')) return isWatched(answers) ? 'say.nextCodeShut' : 'say.nextCode'
  const other = isReferrer(answers)
  if (submissionKind(answers) !== 'application') return other ? 'say.nextRequestOther' : 'say.nextRequest'
  return other ? 'say.nextReferrer' : 'say.next'
}
