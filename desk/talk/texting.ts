import type { Case } from '../../intake/case/case.ts'
import { whereItWent } from '../../intake/conversation/alias.ts'
import type { Conversations, State } from '../../intake/conversation/conversation.ts'
import { traitsOf } from '../../intake/form/channels.ts'

/** What became of what is sent to where she is, and whether anything is taken there; `null` where she comes to look. */
export async function textingOf(
  { content, channel }: Case,
  conversations: Pick<Conversations, 'load'>,
): Promise<Pick<State, 'push' | 'carried'> | null> {
  if (!content || !traitsOf(channel).rings) return null
  const { state } = (await whereItWent(conversations, content.conversation)) ?? {}
  return state?.push ? { push: state.push, carried: state.carried } : null
}
