import { AS_PRINTED, inOwnScript, type Spelling } from './spelling.ts'
import { plain } from './text.ts'

/** One word of a message, with the ways it may be meant: "jooo" is joo, and "والشرطة" is الشرطة. */
export interface Token {
  word: string
  forms: readonly string[]
  /** Which sentence it stands in, and whether a comma or the like stands before it. */
  sentence: number
  apart: boolean
  /** Something is written on to it, such as an "and". */
  tied: boolean
}

export interface Message {
  tokens: Token[]
  /** Sentences that end in a question mark: "Police?" asks; it does not answer. */
  asking: ReadonlySet<number>
  /** A dash between numbers: "1-3" is those two, or all three. */
  ranges: boolean
}

/** Characters that the layers after safety see: enough for an answer, a wish or a question. */
export const SEEN = 500
const LONGEST_WORD = 40
/** Four times what is accepted of any message; danger is looked for in all of it. */
const MOST_READ = 16_000

const PIECES = /[\p{L}\p{M}\p{N}]+|[.!?؟՞፧。…\n;؛]|[,،、:()"«»“”/+&|•]|[-–—~〜]/gu
const DASH = /^[-–—~〜]$/
const UNSPACED = /[\p{sc=Thai}\p{sc=Han}\p{sc=Khmer}\p{sc=Lao}\p{sc=Myanmar}]/u
const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** Cuts a message into words, in one pass. */
export function read(text: string, spelling: Spelling = AS_PRINTED): Message {
  const tokens: Token[] = []
  let sentence = 0
  let apart = false
  const asking = new Set<number>()
  let ranges = false
  let last = ''
  let before = ''
  // What is said over and over is looked at once.
  const known = new Map<string, Omit<Token, 'sentence' | 'apart'>>()
  for (const [piece] of plain(text.slice(0, MOST_READ)).matchAll(PIECES)) {
    if (/[\p{L}\p{M}\p{N}]/u.test(piece)) {
      if (/^\d/.test(piece) && DASH.test(last) && /^\d+$/.test(before)) ranges = true
      for (const word of UNSPACED.test(piece) ? segments(piece) : [piece]) {
        const said = known.get(word) ?? wordOf(word, spelling)
        known.set(word, said)
        tokens.push({ ...said, sentence, apart })
        apart = false
      }
    } else if (/[.!?؟՞፧。…\n;؛]/.test(piece)) {
      if (/[?؟՞፧]/.test(piece)) asking.add(tokens.at(-1)?.sentence ?? 0)
      sentence += 1
      apart = true
    } else apart = true
    before = last
    last = piece
  }
  return { tokens, asking, ranges }
}

function* segments(piece: string): Iterable<string> {
  for (const { segment, isWordLike } of words.segment(piece)) if (isWordLike) yield segment
}

const wordOf = (word: string, spelling: Spelling) => ({
  word: word.length > LONGEST_WORD ? word : inOwnScript(word, spelling),
  forms: formsOf(word, spelling),
  tied: spelling.prefixes.some((one) => word.startsWith(one)),
})

function formsOf(word: string, spelling: Spelling): string[] {
  if (word.length > LONGEST_WORD) return []
  const forms = new Set([word, inOwnScript(word, spelling)])
  if (/(.)\1\1/u.test(word)) for (const twice of ['$1$1', '$1']) forms.add(word.replace(/(.)\1{2,}/gu, twice))
  for (const prefix of spelling.prefixes) {
    const rest = word.startsWith(prefix) ? word.slice(prefix.length) : ''
    if (rest.length > 1 || /^\d+$/.test(rest)) forms.add(rest)
  }
  for (const form of [...forms]) for (const meant of spelling.alike.get(form) ?? []) forms.add(meant)
  return [...forms]
}

/** How many words the first `SEEN` characters hold. */
export function seen({ tokens }: Message): number {
  let length = 0
  const end = tokens.findIndex(({ word }) => {
    length += word.length + 1
    return length > SEEN
  })
  return end < 0 ? tokens.length : end
}
