/** A word as it is compared with examples, and what the lexicon knows it for: names of phrases that begin with it. */
export interface Sound {
  word: string
  means: readonly string[]
  sentence: number
}

/** How many features are told apart: two that share a number are one, which is rare enough to do no harm. */
export const SIZE = 1 << 15

/**
 * What there is to weigh in one word of a message: the word, its parts of two to five letters (endings and spellings
 * differ, the middle of a word does not), its beginning with those of the few words before it, and what it means.
 */
export function features(
  sounds: readonly Sound[],
  i: number,
  take: (feature: number, weight: number) => void,
): void {
  ofWord(sounds[i]!.word, take)
  ofPlace(sounds, i, take)
}

/** What a word is by itself, wherever it stands. */
export function ofWord(word: string, take: (feature: number, weight: number) => void): void {
  const marked = `<${word.slice(0, LONGEST)}>`
  take(hash(marked), 1)
  for (let from = 0; from < marked.length - 1; from += 1) {
    let part = FIRST
    for (let size = 1; size <= LONGEST_PART && from + size <= marked.length; size += 1) {
      part = stir(part, marked.charCodeAt(from + size - 1))
      if (size >= SHORTEST_PART) take(settle(part), PART)
    }
  }
}

/** The same of where it stands, and what it means there. */
export function ofPlace(
  sounds: readonly Sound[],
  i: number,
  take: (feature: number, weight: number) => void,
): void {
  const { word, means } = sounds[i]!
  for (let before = Math.max(0, i - REACH); before < i; before += 1)
    take(hash(`${sounds[before]!.word.slice(0, STEM)}~${word.slice(0, STEM)}`), 1)
  for (const name of means) take(hash(name), 1)
}

const LONGEST = 24
const SHORTEST_PART = 2
const LONGEST_PART = 5
const PART = 0.5
const REACH = 3
const STEM = 4

// FNV-1a, with its bits stirred once more at the end.
const FIRST = 2_166_136_261
const stir = (x: number, code: number): number => Math.imul(x ^ code, 16_777_619)
function settle(x: number): number {
  const mixed = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 13)) >>> 0) % SIZE
}
function hash(text: string): number {
  let x = FIRST
  for (let i = 0; i < text.length; i += 1) x = stir(x, text.charCodeAt(i))
  return settle(x)
}

/** A whole message as numbers, so that long ones weigh no more than short ones. */
export interface Vector {
  at: Uint32Array
  by: Float32Array
  /** Of its length, where a feature that comes twice counts as one. */
  square: number
}

export function vector(sounds: readonly Sound[]): Vector {
  const [at, by]: [number[], number[]] = [[], []]
  let norm = 0
  for (let i = 0; i < sounds.length; i += 1)
    features(sounds, i, (feature, weight) => {
      at.push(feature)
      by.push(weight)
      norm += weight * weight
    })
  const length = Math.sqrt(norm) || 1
  const sums = new Map<number, number>()
  at.forEach((feature, i) => {
    sums.set(feature, (sums.get(feature) ?? 0) + by[i]! / length)
  })
  return {
    at: Uint32Array.from(sums.keys()),
    by: Float32Array.from(sums.values()),
    square: [...sums.values()].reduce((sum, weight) => sum + weight * weight, 0),
  }
}
