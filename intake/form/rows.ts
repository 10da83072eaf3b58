import { regional } from '../hours/time.ts'
import { type Answer, type Answers, type DateParts, has, speaker, type Value } from './answers.ts'
import { form, questions } from './form.ts'
import { formerOption, labelOf } from './former.ts'
import { onRoute, unansweredKeys } from './route.ts'
import { worded } from './wording.ts'
import type { Translate } from './words.ts'

/** One answer as it is read: by the person in the review, by a caseworker, on paper, in an export. */
export interface Row {
  key: string
  group: string
  label: string
  status: Answer['status']
  /** In the reader's language for choices; a person's own words stay in hers. */
  text: string
  /** BCP 47 tag of `text`: the reader's for choices, hers for free words. */
  language: string
  /** True when `text` is what the person wrote herself. */
  verbatim: boolean
  /** Ids of what was chosen. */
  chosen?: readonly string[]
}

function showDate(value: DateParts, language: string): string {
  const { year, month, day } = value
  const options: Intl.DateTimeFormatOptions = { calendar: 'gregory', timeZone: 'UTC', year: 'numeric' }
  if (month) options.month = 'long'
  if (month && day) options.day = 'numeric'
  return new Intl.DateTimeFormat(regional(language), options).format(
    Date.UTC(year, (month ?? 1) - 1, day ?? 1),
  )
}

/** An answer's value in words: option titles for ids, a date by its parts, free words as they were written. */
export function showValue(key: string, value: Value, answers: Answers, t: Translate): string {
  const field = questions.get(key)
  if (typeof value === 'object' && !Array.isArray(value)) return showDate(value, t.language)
  if (field?.kind === 'text') return String(value)
  const who = field?.about ? speaker(answers) : 'self'
  const ids = Array.isArray(value) ? value : [value]
  return listed(
    ids.map((id) =>
      field?.options.includes(id) ? worded(t, `${key}.option.${id}`, who) : formerOption(key, id, t),
    ),
  )
}

/** Several things beside each other: a dot parts them in every script, where list grammar differs or is missing. */
export const listed = (things: string[]): string => things.join(' · ')

/** Every answer on the route, in the order of the form; after them those of another version of it. */
export function rows(answers: Answers, t: Translate): Row[] {
  const others = Object.keys(answers).filter((key) => !questions.has(key))
  const keys = [...[...questions.keys()].filter((key) => onRoute(key, answers)), ...others]
  return keys.flatMap((key) => (answers[key] ? [rowOf(key, answers[key], answers, t)] : []))
}

function rowOf(key: string, answer: Answer, answers: Answers, t: Translate): Row {
  const { status, value } = answer
  const text = value === undefined ? t(`status.${status}`) : showValue(key, value, answers, t)
  const field = questions.get(key)
  // Of a question that is not asked here, what has no words is hers.
  const own =
    status === 'answered' && (field ? field.kind === 'text' : typeof value === 'string' && text === value)
  const label = labelOf(key, t)
  const group = `group.${key.split('.')[0]}`
  return {
    ...{ key, label, status, text },
    group: t.has(group) ? t(group) : label,
    language: own ? answer.language : t.language,
    verbatim: own,
    ...(field?.options.length && value !== undefined ? { chosen: [value].flat().map(String) } : {}),
  }
}

/** Questions that belong to this person and have not been asked: another thing than one she passed over. */
export function unasked(answers: Answers, t: Translate): Pick<Row, 'key' | 'group' | 'label'>[] {
  return form
    .flatMap((section) => unansweredKeys(section, answers))
    .map((key) => ({ key, group: t(`group.${key.split('.')[0]}`), label: t(`${key}.label`) }))
}

/** Is somebody in danger, by what was answered? Marks a case as urgent once it is sent or a person asked for. */
export const isUrgent = (answers: Answers): boolean =>
  has(answers, 'safety.danger', 'yes') ||
  has(answers, 'referral.urgent', 'yes') ||
  has(answers, 'needs.childrenWhere', 'inDanger') ||
  has(answers, 'needs.tonight', 'no')
