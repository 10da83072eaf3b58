import type { TurnContext } from 'botbuilder'
import { casesOf, type Effect, type State } from '../intake/conversation/conversation.ts'
import type { Line } from '../intake/conversation/line.ts'
import { standingOf } from '../intake/conversation/standing.ts'
import { type Answer, type Answers, type DateParts, hasConsent, isAnonymous } from '../intake/form/answers.ts'
import { askKey } from '../intake/form/ask.ts'
import { traitsOf } from '../intake/form/channels.ts'
import { isConsent } from '../intake/form/consents.ts'
import { isControl, isSecret, type Standing } from '../intake/form/controls.ts'
import { isEssential, questions } from '../intake/form/form.ts'
import { leftToAsk, onRoute, orphans } from '../intake/form/route.ts'
import { CONSENT } from '../intake/form/translator.ts'
import type { Translate } from '../intake/form/words.ts'
import type { Ear } from './understanding/heard.ts'
import type { Press, Understood } from './understanding/kinds.ts'

/** What a person did, whatever the channel. */
export interface Said {
  text?: string
  /** The question this answers, as the channel carried it back. */
  question?: string
  /** Ids chosen by button; ways of passing among them. */
  value?: string[]
  date?: DateParts
  /** Of a screen with several questions: what she said to each of them. */
  parts?: Readonly<Record<string, string>>
  command?: Press
  /** She sent files or pictures: none is kept, and she is told. */
  files?: boolean
  /** She was asked whether this is what she meant, and it is. */
  meant?: true
}

/** All that a dialog sees of one turn. It changes `state`, and says things; it reaches nothing else. */
export interface Turn {
  state: State
  said: Said
  /** The line her message became; a dialog names the question it answers, or wipes what must not stay. */
  line?: Line
  languages: readonly string[]
  t: (language: string) => Translate
  /** What is heard in a language. */
  ear: (language: string) => Ear
  /** Version of a language's wording, kept with every answer. */
  wording: (language: string) => string
  /** Guesses the language of a text among `languages`; a guess is always confirmed. */
  guess: (text: string) => string | null
  /** Only words that were approved may be said. */
  approvedOnly: boolean
  now: number
  /** When this conversation is erased unless sent, in milliseconds since 1970. */
  due: number
  /** A new random case number. */
  caseId: () => string
  /** While true, walking says nothing: a position is rebuilt, not spoken. */
  muted?: boolean
  /** What her words mean to a question, once it was worked out. */
  /** The question whose answer was shown back to her before this message. */
  shownBack?: string | undefined
  understood?: { key: string | undefined; text: string; language: string; meant: Understood }
  /** The question asked last in this turn, spoken or not. */
  asked?: string
}

const TURN = Symbol('turn')
type Context = Pick<TurnContext, 'turnState' | 'sendActivity'>

export const setTurn = (context: Context, turn: Turn) => context.turnState.set(TURN, turn)
export const turnOf = (context: Context): Turn => context.turnState.get(TURN)

export const tongue = ({ state, languages }: Turn): string => state.language ?? state.guess ?? languages[0]!

/**
 * She is asked in no language before she has one: she chose it, or it is likely, and her screen has all of them beside
 * what it shows.
 */
export const speaks = ({ language, guess, channel }: State): boolean =>
  language !== undefined || (guess !== undefined && traitsOf(channel).together === 'any')

export const standing = ({ state, languages }: Turn): Standing => standingOf(state, languages)

/** A line as a dialog speaks it; `bot/turns/turns.ts` holds it back, numbers it and keeps it. */
export type Spoken = Partial<Omit<Line, 'seq' | 'at'>>

const speak = async (context: Context, line: Spoken) => {
  if (!turnOf(context).muted) await context.sendActivity({ type: 'message', channelData: line })
}

export const say = (context: Context, key: string, params?: Line['with']) =>
  speak(context, params ? { say: key, with: params } : { say: key })

/** Says what must not stay in the log: it is gone at the next turn. */
export const sayEphemeral = (context: Context, key: string, params: Line['with']) =>
  speak(context, { say: key, ...(params ? { with: params } : {}), once: true })

/** What somebody else wrote, shown once more: gone at the next turn. */
export const sayAgain = (context: Context, { seq: _, at: __, ...line }: Line) =>
  speak(context, { ...line, once: true })

/** It never becomes more without being said. */
function leftAt({ answers, left }: State): State['left'] {
  const told = leftToAsk(answers)
  return { told, ...(left && told > left.told ? { more: true } : {}) }
}

export async function ask(context: Context, key: string): Promise<void> {
  const turn = turnOf(context)
  const { state } = turn
  const language = tongue(turn)
  turn.asked = key
  if (!turn.muted && isEssential(key)) state.left = leftAt(state)
  // What was typed of a word stays no longer than it is asked about.
  if (!isSecret(key) && key !== 'control.language') await leaveChoosing(context)
  if (key === 'control.language' && !state.language && !state.guess) {
    const list = turn.languages.map((tag) => turn.t(tag)('language.word')).join(' · ')
    await speak(context, { text: list, question: key })
  } else {
    const line = { say: askKey(key, standing(turn), turn.t(language)), question: key }
    await speak(context, key === 'control.check' ? { ...line, once: true } : line)
  }
}

/** A code whose word she did not choose opens nothing, and she is told before she relies on it. */
async function leaveChoosing(context: Context): Promise<void> {
  const { state } = turnOf(context)
  const without = state.choosing && state.code && !state.passphrase
  delete state.choosing
  if (without) await say(context, 'say.codeNoWord')
}

/** Says it unless it was said before in this conversation, remembered by the name `as`. */
export async function sayOnce(context: Context, key: string, params?: Line['with'], as = key): Promise<void> {
  const { state } = turnOf(context)
  if (state.noticesGiven.includes(as)) return
  state.noticesGiven.push(as)
  await say(context, key, params)
}

export const effect = (context: Context, what: Effect) => turnOf(context).state.effects.push(what)

/** Something is to be sent anew. */
export const touched = (state: State): void => {
  delete state.over
  if (state.case) state.case.dirty = true
}

/** Files an answer under its question, and drops those that no longer have one. */
export async function keep(
  context: Context,
  key: string,
  given: Pick<Answer, 'status' | 'value'>,
  /** Version of the words it was asked in, where another process asked it. */
  wording?: string,
): Promise<void> {
  const turn = turnOf(context)
  const { state } = turn
  const language = tongue(turn)
  // Answering a question in it, beside which others could be chosen, chooses it.
  state.language ??= language
  const answer: Answer = { ...given, language, wording: wording ?? turn.wording(language), at: turn.now }
  const before = state.answers
  state.answers = { ...state.answers, [key]: answer }
  // A consent taken back holds at once, sent or not.
  if (isConsent(key) && hasConsent(before, key) && !hasConsent(state.answers, key)) retract(state, key)
  if (state.changing === key) delete state.changing
  // Who sees the screen is of this moment: it is nothing to be sent anew.
  if (key !== 'safety.seen') touched(state)
  // Whether a program may translate is the worker's to know at once, sent or not.
  if (key === CONSENT && state.case) effect(context, { kind: 'touch', case: state.case.id })
  // What had no place before was given its place by another version of the form.
  const placeless = new Set(orphans(before))
  const fallen = [
    ...orphans(state.answers).filter((one) => !placeless.has(one)),
    ...unconsented(key, state.answers),
  ]
  if (fallen.length === 0) return
  for (const one of fallen) forget(turn, one)
  await say(context, 'say.orphans', { keys: fallen.join(',') })
}

/**
 * Her own words may name the person: without consent, what others wrote about her does not stay; nor does what this
 * form cannot tell to be something else.
 */
const unconsented = (key: string, answers: Answers): string[] =>
  key === 'referrer.consent' && isAnonymous(answers)
    ? Object.keys(answers)
        .filter((one) => (questions.get(one)?.kind ?? 'text') === 'text')
        .filter((one) => answers[one]?.status === 'answered' && !one.startsWith('referrer.'))
        .filter((one) => !questions.has(one) || onRoute(one, answers))
    : []

/** Takes out the lines that quote an answer, except the one that gives it anew. */
export function unquote({ state, line: anew }: Turn, key: string): void {
  state.log = state.log.filter((line) => line.from !== 'person' || line.question !== key || line === anew)
}

/** Takes an answer out, with every line that quotes it. */
export function forget(turn: Turn, key: string): void {
  const { [key]: _, ...rest } = turn.state.answers
  turn.state.answers = rest
  unquote(turn, key)
  touched(turn.state)
  retract(turn.state, key)
}

/** Out of what workers can read: a case that the desk has closed can still be read there. */
function retract(state: State, key: string): void {
  for (const one of casesOf(state)) state.effects.push({ kind: 'retract', case: one, keys: [key] })
}

export const isForm = (key: string | undefined): key is string => key !== undefined && questions.has(key)

/** The dialog behind a control's question; choosing a language is always on the way from the top. */
export const controlDialog = (key: string | undefined): string | undefined =>
  key && isControl(key) && key !== 'control.language' ? key.slice('control.'.length) : undefined
