import { distance } from 'fastest-levenshtein'

const SLIPS = 2

/** A slip would make the one of the other, or who hears the one would guess the other. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [letters(one), letters(other)]
  return a.includes(b) || b.includes(a) || distance(a, b) <= SLIPS
}

const letters = (word: string) =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
