import { type Answers, isAnonymous } from './answers.ts'
import { asciiDigit } from './digits.ts'
import { questions } from './form.ts'

/** How a person may be told from a text, without reading it: what has a look of its own. */
const signs: readonly RegExp[] = [
  /[^\s@]+@[^\s@]+\.[^\s@]+/,
  // A Finnish personal identity code, its sign or letter in any of the forms in use.
  /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b/i,
  // 3.4.1995, 3/4/95, 1995-04-03.
  /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/,
  // A phone or customer number: seven digits or more, with what people put between them.
  /(?:\d[\s()./-]{0,2}){6,}\d/,
]

/** "Her name is …", where no capital shows that it is one. */
const called =
  /\bnamed? \p{L}|\bname(?:'s|’s| is) \p{L}|\bnim(?:i|ensä) on \p{L}|\bheter \p{L}|зовут \p{L}|اسم(?:ها|ه) \p{L}/iu

/** A word with a capital that does not begin a sentence: who, where or for whom, in scripts that have capitals. */
const CAPITAL = /(?<=[\p{L}\p{N},)] )\p{Lu}\p{Ll}[\p{L}\p{M}-]*/gu

const dayAndMonth = new Intl.DateTimeFormat('en', { weekday: 'long', month: 'long', timeZone: 'UTC' })
/** With a capital in English, and nobody's name: days, months, and the country that everybody here is in. */
const common = new Set(
  // The first days of the months of this year fall on each day of the week.
  Array.from({ length: 12 }, (_, month) => dayAndMonth.formatToParts(Date.UTC(2024, month)))
    .flat()
    .map(({ value }) => value),
)
const isCommon = (word: string) => common.has(word) || /^(?:Finn?|Suom|Финл|Финск)/u.test(word)

const isNaming = (text: string): boolean =>
  called.test(text) || (text.match(CAPITAL) ?? []).some((word) => !isCommon(word))

/** `telling`: of a text in which somebody tells something, and where a name is no answer. */
export const mayIdentify = (text: string, telling = false): boolean => {
  const plain = text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit)
  return signs.some((sign) => sign.test(plain)) || (telling && isNaming(plain))
}

/** Longest answer of a question, in characters, from which on something is told there. */
const TELLS = 500

/** Nobody agreed to be known, and what is written there is of that person. */
export const isOfUnnamed = (key: string, answers: Answers): boolean =>
  isAnonymous(answers) && questions.get(key)?.kind === 'text' && !key.startsWith('referrer.')
export const isTelling = (key: string): boolean => (questions.get(key)?.max ?? 0) >= TELLS
