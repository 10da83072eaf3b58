import { type Answers, isAnonymous, isReferrer, isUnreached } from './answers.ts'
import { form, OWN_WORDS, questions } from './form.ts'
import type { Maybe, Rewriting } from './maybe.ts'
import { offered } from './route.ts'

/**
 * Questions about the conversation itself rather than about the person: nothing of them is kept as an answer. What
 * they ask and offer depends on where the conversation stands. A new one is one row below and its words.
 */

/** Where a conversation stands, as far as a question depends on it. */
export interface Standing {
  answers: Answers
  languages: readonly string[]
  /** The language she chose, and the one guessed before that. */
  language?: string | undefined
  guess?: string | undefined
  /** Her channel can show several questions on one screen. */
  together?: 'any' | 'boxes' | undefined
  sent: boolean
  hasCode: boolean
  /** That code can be shown once more: she has not said yet that she has it. */
  issued?: boolean
  /** That code opens nothing she said: it was issued while others could see. */
  shut?: boolean
  /** She cannot go on here without a word of hers. */
  needsWord?: boolean
  /** Questions whose answers are to be handed in. */
  given?: readonly string[] | undefined
  /** She waits for a person, and was told that nobody is here. */
  alone?: boolean | undefined
  /** Her own words are not to be read on this screen: others may see it, or somebody else may hold it. */
  quiet?: boolean
  /** What she may have meant, and is asked about. */
  maybe?: Maybe | undefined
  rewriting?: Rewriting | undefined
  /** She has let a worker see how to reach her. */
  reachable?: boolean | undefined
  /** Something that she has answered may not be read by a worker yet. */
  unshared?: boolean
  /** Where what she sent stands. */
  stage?: Stage
  /** Others may see the screen: what she sent is not named there. */
  watched?: boolean
  /** What a worker wrote is not in sight: she came back, or left. */
  messages?: boolean
}

/**
 * In the queue; there while she waits for a person, too; taken by the agency's own system; or it has ended. While a
 * worker has it, she talks with that worker, and nothing is asked.
 */
export type Stage = 'queue' | 'waiting' | 'taken' | 'ended'

type When = (s: Standing) => boolean

/** An option of its own, whose title is `<control>.option.<id>`, or of another name; only `when` that is so. */
interface Own {
  id: string
  when?: When
  title?: string
}

/** Options taken from elsewhere: those there are now, all there may be, and the locale key of each. */
interface Taken {
  now: (s: Standing) => string[]
  all: (languages: readonly string[]) => readonly string[]
  title: (id: string) => string
}

interface Control {
  /** Other words than `<control>.ask`, the first of these that it is time for. */
  asks?: Record<string, When>
  options?: (Own | Taken)[]
  /** Answered in words: a return code. */
  typed?: true
  /** Answered by a word that protects her: it stands in no log. */
  secret?: true
  /** It may be passed over. */
  skip?: When
  /** Answers shown above the options: all, or these. */
  shows?: (s: Standing) => readonly string[] | 'all'
  /** Asked only where words stand on a locked phone; elsewhere there are none for it. */
  lockScreen?: true
}

const own = (...ids: string[]): Own[] => ids.map((id) => ({ id }))
const when = (test: When, id: string, title = id): Own => ({ id, when: test, title })
const everything = () => 'all' as const

const isNamed: When = ({ answers }) => !isAnonymous(answers)
const isUnanswerable: When = ({ answers }) => isUnreached(answers)
const forAnother: When = (s) => isReferrer(s.answers) && isNamed(s)
/** Who sends for another consents to nothing: the person has, or nobody is named. */
function sends(answers: Answers): 'send' | 'sendReferral' | 'sendAnonymous' {
  if (!isReferrer(answers)) return 'send'
  return isAnonymous(answers) ? 'sendAnonymous' : 'sendReferral'
}
/** What the button that sends says, as a locale key. */
export const sendTitle = (answers: Answers): string => `control.review.option.${sends(answers)}`
const hasMore: When = ({ answers }) => offered(answers).length > 0
const hasNoCode: When = ({ hasCode }) => !hasCode
const isWatched: When = ({ watched }) => watched === true
/** She is alone now, and can have one that opens. */
const opensNone: When = (s) => s.shut === true && !isWatched(s)
const isIssued: When = (s) => s.issued === true && !opensNone(s)

const languages: Taken = {
  now: ({ languages: all, guess }) => [...all].sort((a, b) => Number(b === guess) - Number(a === guess)),
  all: (all) => all,
  title: (id) => `language.${id}`,
}
const sections: Taken = {
  now: ({ answers }) => offered(answers).map(({ id }) => id),
  all: () => form.filter(({ essential }) => !essential).map(({ id }) => id),
  title: (id) => `section.${id}`,
}
const answered: Taken = {
  now: ({ answers }) => Object.keys(answers).filter((key) => answers[key]),
  all: () => [...questions.keys()],
  title: (key) => `${key}.label`,
}

/** How somebody can safely be called back, and in which language, in the order it is asked. */
export const reach: readonly string[] = [
  'contact.way',
  'contact.value',
  'contact.rules',
  'contact.callLanguage',
]

const table: Record<string, Control> = {
  'control.language': { asks: { guess: ({ guess }) => Boolean(guess) }, options: [languages] },
  'control.review': {
    asks: {
      askAgain: ({ sent }) => sent,
      askReferrer: forAnother,
      askUnreached: isUnanswerable,
      askAnonymous: (s) => !isNamed(s),
    },
    shows: everything,
    options: [
      ...['send', 'sendReferral', 'sendAnonymous'].map((title) =>
        when(({ answers }) => sends(answers) === title, 'send', title),
      ),
      when(hasMore, 'more'),
      ...own('change', 'remove', 'keep', 'deleteAll'),
    ],
  },
  'control.more': { options: [...own('done'), sections] },
  'control.change': {
    shows: everything,
    options: [
      { ...answered, now: (s) => answered.now(s).filter((key) => questions.has(key)) },
      ...own('back'),
    ],
  },
  'control.remove': { shows: everything, options: [answered, ...own('back')] },
  'control.sent': {
    asks: {
      quiet: isWatched,
      waiting: ({ stage }) => stage === 'waiting',
      taken: ({ stage }) => stage === 'taken',
      ended: ({ stage }) => stage === 'ended',
    },
    options: [
      when(isWatched, 'status'),
      when((s) => s.messages === true, 'messages'),
      ...own('next', 'more', 'review'),
      when(
        (s) => (isNamed(s) || isUnanswerable(s)) && (hasNoCode(s) || (isWatched(s) && isIssued(s))),
        'code',
      ),
      when((s) => isNamed(s) && opensNone(s), 'code', 'newCode'),
      when(isWatched, 'alone'),
      ...own('human'),
      when((s) => !isWatched(s), 'withdraw'),
      when(isWatched, 'deleteAll'),
    ],
  },
  'control.paused': {
    asks: { watched: isWatched },
    options: [
      ...own('goOn'),
      when(isWatched, 'alone'),
      when(hasNoCode, 'code'),
      when(opensNone, 'code', 'newCode'),
      when(isIssued, 'code', 'showCode'),
      ...own('human', 'deleteAll'),
    ],
  },
  'control.notNow': { options: own('begin', 'human', 'leave') },
  'control.deleteAll': { options: own('no', 'yes') },
  'control.story': { shows: () => [OWN_WORDS], options: own('yes', 'no') },
  'control.copy': { options: own('no', 'yes') },
  'control.handIn': { shows: ({ given = [] }) => given, options: own('yes', 'review', 'no') },
  'control.share': { asks: { askChanged: ({ sent }) => sent }, options: own('no', 'yes', 'goOn') },
  'control.waiting': {
    asks: { askAlone: (s) => s.alone === true && !s.reachable && isNamed(s) },
    options: [
      ...own('goOn'),
      when((s) => s.unshared === true, 'share'),
      when((s) => s.alone === true && isNamed(s), 'callBack'),
      ...own('stop'),
    ],
  },
  'control.textBack': { lockScreen: true, options: own('day', 'anytime', 'no', 'goOn') },
  'control.callBack': { shows: () => reach, options: own('yes', 'change', 'no') },
  'control.code': { typed: true },
  'control.word': { secret: true, skip: ({ needsWord }) => !needsWord },
  'control.wordAgain': { secret: true },
  'control.second': { secret: true, skip: () => true },
  'control.secondAgain': { secret: true },
  'control.check': { secret: true },
  'control.elsewhere': { lockScreen: true, options: own('web', 'human', 'deleteAll') },
}

export const isControl = (key: string): boolean => Object.hasOwn(table, key)

export const isSecret = (key: string | undefined): boolean => table[key ?? '']?.secret === true

export const isTyped = (key: string): boolean => table[key]?.typed === true || isSecret(key)

/** Every control there is. */
export const controls: readonly string[] = Object.keys(table)

/** The locale key it is asked with now. */
export function controlAsk(key: string, standing: Standing): string {
  const asks = Object.entries(table[key]?.asks ?? {})
  return `${key}.${asks.find(([, test]) => test(standing))?.[0] ?? 'ask'}`
}

/** Of the answers, those that it shows above its options. */
export const controlRows = (key: string, standing: Standing): readonly string[] | 'all' =>
  table[key]?.shows?.(standing) ?? []

interface ControlOption {
  id: string
  /** Locale key. */
  title: string
}

export const controlOptions = (key: string, standing: Standing): ControlOption[] =>
  (table[key]?.options ?? []).flatMap((option) => {
    if ('now' in option) return option.now(standing).map((id) => ({ id, title: option.title(id) }))
    const { id, when: test = () => true, title = id } = option
    return test(standing) ? [{ id, title: titleOf(key, title) }] : []
  })

/** The title of passing it over, as a locale key; `null` where it must be answered. */
export const controlSkip = (key: string, standing: Standing): string | null =>
  table[key]?.skip?.(standing) ? `${key}.skip` : null

const titleOf = (key: string, id: string) => `${key}.option.${id}`

/** Every word it may need, wherever a conversation stands. */
export function controlWords(key: string, all: readonly string[]): string[] {
  const { asks = {}, options = [], skip, lockScreen } = table[key] ?? {}
  const titles = options.flatMap((option) =>
    'now' in option ? option.all(all).map(option.title) : [titleOf(key, option.title ?? option.id)],
  )
  const words = [`${key}.ask`, ...Object.keys(asks).map((name) => `${key}.${name}`), ...titles]
  if (skip) words.push(`${key}.skip`)
  return lockScreen ? words.map((word) => `sms.${word}`) : words
}
