import type { TurnContext } from 'botbuilder'
import { isAnonymous } from '../intake/form/answers.ts'
import { OWN_WORDS, questions } from '../intake/form/form.ts'
import { forget, say, type Turn, tongue, touched, turnOf } from './turn.ts'

/**
 * Keeps what she wrote that answers nothing: her story is never lost. It is sent only after a yes of its own. Of
 * somebody who has not agreed, nothing that tells who it is may stay, so it is not kept and she is told why.
 */
export async function keepStory(context: TurnContext): Promise<void> {
  const turn = turnOf(context)
  const { state, line, said, now } = turn
  const text = said.text?.trim()
  if (!text) return
  if (isAnonymous(state.answers)) {
    if (line) line.text = '•••'
    return say(context, 'say.storyNotKept')
  }
  const before = state.answers[OWN_WORDS]
  const words = [before?.value, text].filter(Boolean).join('\n')
  const { max } = questions.get(OWN_WORDS)!
  const language = state.language ?? turn.guess(text) ?? 'und'
  const kept = {
    status: 'answered' as const,
    value: words.slice(0, max),
    language,
    wording: turn.wording(tongue(turn)),
    at: now,
  }
  state.answers = { ...state.answers, [OWN_WORDS]: kept }
  state.story = 'kept'
  touched(state)
  if (line) line.question = OWN_WORDS
  await say(context, words.length > max ? 'say.storyCut' : 'say.storyKept', { max })
}

/** She does not want to begin: what she wrote unasked is gone. */
export function dropStory(turn: Turn): void {
  if (!turn.state.story) return
  delete turn.state.story
  forget(turn, OWN_WORDS)
}
