import { asciiDigit } from '../../intake/form/digits.ts'
import type { Ear } from './heard.ts'
import type { Span } from './lexicon.ts'
import { read } from './message.ts'

const DIGIT = /^number:(\d)$/
/** Not what may stand around an option: "her" and "his" are articles to that, and another number here. */
const AROUND = new Set(['{courtesy}', 'option:contact.value:'])

/**
 * A number to be called at as people say it: digits as words, the letter o for a zero, "my number is" before it. `null`:
 * there is more in it than that, or none.
 */
export function numberSaid(text: string, ear: Ear): string | null {
  const { tokens } = read(text, ear.spelling)
  const spans = ear.lexicon.find(tokens).filter(({ slipped }) => !slipped)
  const written = tokens.map(({ word }) => digitsOf(word))
  // "Two 050 …" may be the second one: digits are all written or all said.
  const digits = written.some((one) => one !== null) ? written : tokens.map((_, at) => spokenAt(spans, at))
  const first = digits.findIndex((one) => one !== null)
  const last = digits.findLastIndex((one) => one !== null)
  if (first < 0) return null
  const around = spans.filter(({ name }) => AROUND.has(name))
  const isAround = (at: number) => around.some(({ from, to }) => from <= at && at < to)
  const whole = digits.every((one, at) => (at < first || at > last ? isAround(at) : one !== null))
  return whole ? (/\+\s*\p{Nd}/u.test(text) ? '+' : '') + digits.join('') : null
}

/** Latin o and Cyrillic о. */
function digitsOf(word: string): string | null {
  const written = word.replace(/\p{Nd}/gu, asciiDigit).replace(/[oо]/g, '0')
  return /^\d+$/.test(written) ? written : null
}

const spokenAt = (spans: readonly Span[], at: number): string | null =>
  spans.flatMap(({ name, from, to }) =>
    from === at && to === at + 1 ? (DIGIT.exec(name)?.[1] ?? []) : [],
  )[0] ?? null
