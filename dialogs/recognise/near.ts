// How near a message is to a phrase: the same but for a typo, or holding it among other words.
import { distance } from 'fastest-levenshtein'
import { fold, wordsOf } from './text.ts'

/** The same words but for a slip of the finger in the longer ones, or for the spaces between them. */
export function similar(said: string, phrase: string): boolean {
  if (sameLetters(said, phrase)) return true
  const [heard, meant] = [wordsOf(fold(said)), wordsOf(fold(phrase))]
  return heard.length === meant.length && heard.every((word, i) => slipped(word, meant[i]!))
}

/** The same but for accents and spaces: "safeplace", "незнаю". */
export function sameLetters(said: string, phrase: string): boolean {
  const [a, b] = [said, phrase].map((text) => fold(text).replaceAll(' ', ''))
  return a === b && a!.length > 3
}

/** The first letter stands: a typo there reads säker in osäker, согласен in несогласен. Digits have no typos. */
export function slipped(word: string, meant: string): boolean {
  if (word === meant) return true
  if (word[0] !== meant[0] || /\d/.test(word + meant)) return false
  const letters = Math.min(word.length, meant.length)
  return letters >= 4 && distance(word, meant) <= (letters < 7 ? 1 : 2)
}

export interface Span {
  id: string
  from: number
  to: number
}

/** Where each phrase stands in the message, less those that are only a piece of a longer one ("work" in "forced work"). */
export function spansIn(
  said: string[],
  phrases: { id: string; phrase: string }[],
  same: (word: string, meant: string) => boolean,
): Span[] {
  const all = phrases.flatMap(({ id, phrase }) => {
    const meant = wordsOf(phrase)
    return said.flatMap((_, from) =>
      meant.length && meant.every((word, i) => same(said[from + i] ?? '', word))
        ? [{ id, from, to: from + meant.length }]
        : [],
    )
  })
  return all.filter(
    (a) => !all.some((b) => b.to - b.from > a.to - a.from && b.from <= a.from && b.to >= a.to),
  )
}
