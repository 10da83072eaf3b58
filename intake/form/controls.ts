import { type Answers, isAnonymous } from './answers.ts'
import type { Maybe } from './maybe.ts'
import { offered } from './route.ts'

/**
 * Questions about the conversation itself rather than about the person: nothing of them is kept as an answer.
 * Their options depend on where the conversation stands. An option's title is the locale key beside it.
 */
export interface Standing {
  answers: Answers
  languages: readonly string[]
  /** Language guessed from what she wrote first. */
  guess?: string | undefined
  sent: boolean
  hasCode: boolean
  /** Questions whose answers are to be handed in. */
  given?: readonly string[] | undefined
  /** She waits for a person, and was told that nobody is here. */
  alone?: boolean | undefined
  /** Her own words are not to be read on this screen: others may see it, or somebody else may hold it. */
  quiet?: boolean
  /** What she may have meant, and is asked about. */
  maybe?: Maybe | undefined
  /** She has let a worker see how to reach her. */
  reachable?: boolean | undefined
}

interface ControlOption {
  id: string
  title: string
}

const plain =
  (...ids: (string | false)[]) =>
  (key: string): ControlOption[] =>
    ids.filter((id) => id !== false).map((id) => ({ id, title: `${key}.option.${id}` }))

const answered = (s: Standing) =>
  Object.keys(s.answers)
    .filter((key) => s.answers[key])
    .map((key) => ({ id: key, title: `${key}.label` }))

const tables: Record<string, (s: Standing, key: string) => ControlOption[]> = {
  'control.language': (s) =>
    [...s.languages]
      .sort((a, b) => Number(b === s.guess) - Number(a === s.guess))
      .map((id) => ({ id, title: `language.${id}` })),
  'control.review': (s, key) =>
    plain('send', offered(s.answers).length > 0 && 'more', 'change', 'remove', 'keep', 'deleteAll')(key),
  'control.more': (s, key) => [
    ...plain('done')(key),
    ...offered(s.answers).map(({ id }) => ({ id, title: `section.${id}` })),
  ],
  'control.change': (s, key) => [...answered(s), ...plain('back')(key)],
  'control.remove': (s, key) => [...answered(s), ...plain('back')(key)],
  'control.sent': (s, key) =>
    plain('more', 'review', !isAnonymous(s.answers) && !s.hasCode && 'code', 'human', 'deleteAll')(key),
  'control.paused': (s, key) => plain('goOn', !s.hasCode && 'code', 'human', 'deleteAll')(key),
  'control.notNow': (_, key) => plain('begin', 'human', 'leave')(key),
  'control.deleteAll': (_, key) => plain('no', 'yes')(key),
  'control.story': (_, key) => plain('yes', 'no')(key),
  'control.copy': (_, key) => plain('no', 'yes')(key),
  'control.handIn': (_, key) => plain('yes', 'review', 'no')(key),
  'control.share': (_, key) => plain('no', 'yes')(key),
  'control.waiting': (s, key) =>
    plain('goOn', 'share', s.alone === true && !isAnonymous(s.answers) && 'callBack')(key),
  'control.textBack': (_, key) => plain('day', 'anytime', 'no')(key),
  'control.callBack': (_, key) => plain('yes', 'change', 'no')(key),
  'control.code': () => [],
  'control.word': () => [],
  'control.check': () => [],
  'control.elsewhere': (_, key) => plain('web', 'human', 'deleteAll')(key),
}

export const isControl = (key: string): boolean => Object.hasOwn(tables, key)

export const controlOptions = (key: string, standing: Standing): ControlOption[] =>
  tables[key]?.(standing, key) ?? []
