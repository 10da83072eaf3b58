import { type Answers, has, isWatched } from '../form/answers.ts'
import { type Ask, ask } from '../form/ask.ts'
import { traitsOf } from '../form/channels.ts'
import { isControl, type Stage, type Standing } from '../form/controls.ts'
import { questions } from '../form/form.ts'
import type { Translate } from '../form/words.ts'
import type { State } from './conversation.ts'
import type { Line } from './line.ts'

/** Where a conversation stands, as far as its questions depend on it. */
export function standingOf(state: State, languages: readonly string[]): Standing {
  const { answers, case: made, talk, channel, story, hiddenUpTo } = state
  const { language, guess, reachable, maybe, rewriting } = state
  return {
    ...{ answers, languages, language, guess, reachable, maybe, rewriting },
    together: traitsOf(channel).together,
    sent: (made?.revision ?? 0) > 0,
    hasCode: state.code !== undefined,
    issued: state.issued !== undefined,
    shut: state.code !== undefined && state.codeShut === true,
    needsWord: traitsOf(channel).lockScreen,
    quiet: story !== undefined && isRead(answers, channel, hiddenUpTo),
    given: state.asks?.given,
    // Where it rings she was asked already whether and when she may be written to.
    alone: talk?.noWorkerTold === true && !traitsOf(channel).lockScreen,
    unshared: isUnshared(state),
    stage: stageOf(state),
    watched: isWatched(answers),
    messages: hiddenMessages(state).length > 0,
  }
}

/** What was sent is read already: a "no" to reading it would be worth nothing. */
export const isUnshared = ({ answers, shared, case: made }: State): boolean =>
  Object.values(answers).some((answer) => answer?.status === 'answered') &&
  !shared &&
  (!made?.revision || made.dirty)

const stageOf = ({ over, talk, case: made }: State): Stage =>
  over ?? (talk?.announced === 'waiting' ? 'waiting' : made?.taken ? 'taken' : 'queue')

/** What a worker wrote before she left, or came back: the page no longer shows it. */
export const hiddenMessages = ({ log, hiddenUpTo }: State): Line[] =>
  log.filter(({ from, seq }) => from === 'worker' && seq <= hiddenUpTo)

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
