import { type Answers, speaker, type Value } from '../form/answers.ts'
import type { Contacts } from '../form/contacts.ts'
import { isControl, sendTitle } from '../form/controls.ts'
import { questions } from '../form/form.ts'
import { labelOf } from '../form/former.ts'
import { DO, doTitle } from '../form/maybe.ts'
import { readIn, sayPhrase } from '../form/phrases.ts'
import { listed, rows, showValue } from '../form/rows.ts'
import { wording } from '../form/wording.ts'
import type { Translate } from '../form/words.ts'
import { clockAt, dateInFull, inFinland, openingIn } from '../hours/time.ts'
import type { Line, Machine } from './line.ts'

/** A line as somebody reads it. */
export interface Bubble {
  seq: number
  at: number
  from: Line['from']
  text: string
  language: string
  machine?: Machine
  /** What to do in danger. */
  danger?: true
}

interface Reading {
  answers: Answers
  contacts: Contacts
  t: Translate
}

const dates = new Set(['date', 'until'])

function params(line: Line, { answers, contacts, t }: Reading): Record<string, string | number> {
  const shown: Record<string, string | number> = { ...contacts }
  for (const [name, value] of Object.entries(line.with ?? {})) {
    if (name === 'keys') shown[name] = labels(String(value), t)
    else if (name === 'list') shown[name] = numbered(String(value), { answers, t })
    else if (name === 'who') shown[name] = t(`role.referrer.option.${value}`)
    else if (name === 'today')
      shown[name] = inFinland(t.language, { dateStyle: 'full' }).format(Number(value))
    else if (name === 'clock') shown[name] = clockAt(t.language, Number(value))
    else if (name === 'opens') shown[name] = opening(String(value), t)
    else shown[name] = dates.has(name) ? dateInFull(t.language, Number(value)) : value
  }
  return shown
}

/** `from/before`, in milliseconds since 1970, as the day and the hours in Finland. */
function opening(span: string, { language }: Translate): string {
  const [from = 0, before = 0] = span.split('/').map(Number)
  return openingIn(language, from, before)
}

/** Question keys, separated by commas, as their labels. */
const labels = (keys: string, t: Translate) => listed(keys.split(',').map((key) => labelOf(key, t)))

/** The options of a question with the numbers they may be answered by. */
function numbered(key: string, { answers, t }: Pick<Reading, 'answers' | 't'>): string {
  const { options = [], about } = questions.get(key) ?? {}
  const titles = options.map((id) => t(wording(t, `${key}.option.${id}`, about ? speaker(answers) : 'self')))
  return titles.map((title, i) => `${i + 1} ${title}`).join('\n')
}

/** What a line says in the reader's language, or `null` for a line that is nothing to read any more. */
export function show(line: Line, reading: Reading): Bubble | null {
  const { answers, t } = reading
  const bubble = (text: string, language = t.language): Bubble => ({
    seq: line.seq,
    at: line.at,
    from: line.from,
    text,
    language,
  })
  if (line.text !== undefined)
    return { ...bubble(line.text, line.language), ...(line.machine ? { machine: line.machine } : {}) }
  if (line.phrase) {
    const { words, language: sent } = line
    const said = sayPhrase(line.phrase, line.filled ?? {}, { ...reading, words, sent })
    return bubble(said, readIn(words, t.language, sent))
  }
  if (line.say === 'copy.rows')
    return bubble(
      rows(answers, t)
        .map((row) => `${row.label}: ${row.text}`)
        .join('\n') || t('copy.empty'),
    )
  if (line.say) {
    const danger = /^say\.danger(Talk)?(Other)?$/.test(line.say)
    return { ...bubble(t(line.say, params(line, reading))), ...(danger ? { danger } : {}) }
  }
  if (!line.question || line.value === undefined) return null
  return bubble(shownValue(line.question, line.value, reading))
}

/** What is asked again with nothing else asked between is read once, where it stands last. */
export function withoutRepeats(log: readonly Line[]): Line[] {
  const asks = log.filter(({ from, question }) => from === 'bot' && question)
  const repeated = new Set(asks.filter(({ question }, i) => asks[i + 1]?.question === question))
  return log.filter((line) => !repeated.has(line))
}

/**
 * The line of the question before the open one. Where nothing is asked, what stands before it is the matter, and only
 * what was said since is read.
 */
export const lastAsked = (log: readonly Line[], open = Number.POSITIVE_INFINITY): number =>
  log.findLast(({ from, question, seq }) => from === 'bot' && question && seq < open)?.seq ?? 0

function shownValue(key: string, value: Value, { answers, t }: Reading): string {
  const [verb, row] = String(value).split(':')
  // A row's own button in the review: "Change an answer: where it happened".
  if (key === 'control.review' && row) return `${t(`control.review.option.${verb}`)}: ${labelOf(row, t)}`
  if (key === 'control.review' && value === 'send') return t(sendTitle(answers))
  if (typeof value === 'string' && value.startsWith(DO)) return t(doTitle(value))
  const own = questions.get(key)?.options.includes(String(value))
  if (!own && typeof value === 'string' && t.has(`pass.${value}`)) return t(`pass.${value}`)
  if (typeof value === 'string' && isControl(key)) {
    const title = [`${key}.option.${value}`, `language.${value}`, `section.${value}`, `${value}.label`].find(
      (one) => t.has(one),
    )
    return title ? t(title) : value
  }
  return showValue(key, value, answers, t)
}
