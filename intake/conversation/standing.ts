import { type Answers, has } from '../form/answers.ts'
import { type Ask, ask } from '../form/ask.ts'
import { traitsOf } from '../form/channels.ts'
import { isControl, type Standing } from '../form/controls.ts'
import { questions } from '../form/form.ts'
import type { Translate } from '../form/words.ts'
import type { State } from './conversation.ts'

/** Where a conversation stands, as far as its questions depend on it. */
export const standingOf = (
  {
    answers,
    language,
    guess,
    case: made,
    code,
    asks,
    talk,
    channel,
    reachable,
    maybe,
    story,
    hiddenUpTo,
  }: State,
  languages: readonly string[],
): Standing => ({
  answers,
  languages,
  language,
  guess,
  together: traitsOf(channel).together,
  sent: (made?.revision ?? 0) > 0,
  hasCode: code !== undefined,
  needsWord: traitsOf(channel).lockScreen,
  reachable,
  maybe,
  quiet: story !== undefined && isRead(answers, channel, hiddenUpTo),
  given: asks?.given,
  // Where it rings she was asked already whether and when she may be written to.
  alone: talk?.noWorkerTold === true && !traitsOf(channel).lockScreen,
})

/** Others may see this screen, it is a locked phone's, or whoever is here came back with a code. */
const isRead = (answers: Answers, channel: string, hidden: number): boolean =>
  traitsOf(channel).lockScreen || hidden > 0 || has(answers, 'safety.seen', 'yes', 'maybe')

/** What `key` asks in a conversation as it stands, or `null` for a key that is no question (any more). */
export const askIn = (
  state: State,
  key: string | undefined,
  languages: readonly string[],
  t: Translate,
): Ask | null =>
  key && (isControl(key) || questions.has(key)) ? ask(key, standingOf(state, languages), t) : null
