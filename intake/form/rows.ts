import { type Answer, type Answers, type DateParts, has, speaker, type Value } from './answers.ts'
import { form, questions } from './form.ts'
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
}

function showDate(value: DateParts, language: string): string {
  const { year, month, day } = value
  const options: Intl.DateTimeFormatOptions = { calendar: 'gregory', timeZone: 'UTC', year: 'numeric' }
  if (month) options.month = 'long'
  if (month && day) options.day = 'numeric'
  return new Intl.DateTimeFormat(language, options).format(Date.UTC(year, (month ?? 1) - 1, day ?? 1))
}

/** An answer's value in words: option titles for ids, a date by its parts, free words as they were written. */
export function showValue(key: string, value: Value, answers: Answers, t: Translate): string {
  const field = questions.get(key)
  if (typeof value === 'object' && !Array.isArray(value)) return showDate(value, t.language)
  if (field?.kind === 'text') return String(value)
  const who = field?.about ? speaker(answers) : 'self'
  const ids = Array.isArray(value) ? value : [value]
  return listed(ids.map((id) => worded(t, `${key}.option.${id}`, who)))
}

/** Several things beside each other: a dot parts them in every script, where list grammar differs or is missing. */
export const listed = (things: string[]): string => things.join(' · ')

/** Every answer on the route, in the order of the form. */
export function rows(answers: Answers, t: Translate): Row[] {
  return form.flatMap((section) =>
    Object.entries(section.questions).flatMap(([key, field]): Row[] => {
      const answer = answers[key]
      if (!answer || !onRoute(key, answers)) return []
      const own = field.kind === 'text' && answer.status === 'answered'
      const text =
        answer.value === undefined ? t(`status.${answer.status}`) : showValue(key, answer.value, answers, t)
      return [
        {
          key,
          group: t(`group.${key.split('.')[0]}`),
          label: t(`${key}.label`),
          status: answer.status,
          text,
          language: own ? answer.language : t.language,
          verbatim: own,
        },
      ]
    }),
  )
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
