/** How words are written in a language, beside how they are printed. */
export interface Spelling {
  /** What is written on to the next word, such as "and". */
  prefixes: readonly string[]
  /** What a word of speech or haste stands for: "int" is "inte", "u" is "you". */
  alike: ReadonlyMap<string, readonly string[]>
  /** Letters of its script for those of a keyboard that has none, the longest first. */
  latin: ReadonlyMap<string, string>
}

export const AS_PRINTED: Spelling = { prefixes: [], alike: new Map(), latin: new Map() }

interface Written {
  prefixes?: string[]
  /** By the word that is meant: the ways it is written. */
  alike?: Record<string, string[]>
  latin?: Record<string, string>
}

export function spellingOf({ prefixes = [], alike = {}, latin = {} }: Written): Spelling {
  const meant = Object.entries(alike).flatMap(([word, ways]) => ways.map((way) => [way, word] as const))
  const byWay = [...Map.groupBy(meant, ([way]) => way)]
  const longestFirst = Object.entries(latin).sort(([a], [b]) => b.length - a.length)
  return {
    prefixes,
    alike: new Map(byWay.map(([way, all]) => [way, all.map(([, word]) => word)])),
    latin: new Map(longestFirst),
  }
}

const LATIN = /^\p{Script=Latin}+$/u

/** A word in the letters of its language: "opasnost" is опасност. */
export function inOwnScript(word: string, { latin }: Spelling): string {
  if (latin.size === 0 || !LATIN.test(word)) return word
  let written = ''
  for (let at = 0; at < word.length; ) {
    const [from, to] = longestAt(word, at, latin)
    written += to
    at += from.length
  }
  return written
}

function longestAt(word: string, at: number, latin: Spelling['latin']): readonly [string, string] {
  for (let size = LONGEST; size > 0; size -= 1) {
    const from = word.slice(at, at + size)
    const to = latin.get(from)
    if (to !== undefined) return [from, to]
  }
  return [word[at]!, word[at]!]
}

const LONGEST = 4

/** A phrase with choices, "(i am|we are) (very|) tired", in each of its wordings. */
export function wordings(phrase: string): string[] {
  const [, before, choices, after] = /^([^(]*)\(([^)]*)\)(.*)$/.exec(phrase) ?? []
  if (choices === undefined) return [phrase]
  return choices.split('|').flatMap((one) => wordings(`${before}${one}${after}`))
}

/** One of its wordings, the i-th of each of its choices. */
export const wording = (phrase: string, i: number): string =>
  phrase
    .replace(/\(([^)]*)\)/g, (_, choices: string) => choices.split('|').at(i % choices.split('|').length)!)
    .replace(/\s+/g, ' ')
    .trim()
