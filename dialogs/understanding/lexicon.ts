import { distance } from 'fastest-levenshtein'
import type { Token } from './message.ts'
import { AS_PRINTED, inOwnScript, type Spelling, wordings } from './spelling.ts'
import { fold, normalise } from './text.ts'

/** Where a phrase stands in a message, under the name it was given; `slipped`: but for a slip of the finger. */
export interface Span {
  name: string
  from: number
  to: number
  slipped: boolean
}

/** Phrases that begin alike share their beginning. */
interface Node {
  names: string[]
  next: Map<number, Node>
}

const SHORTEST_SLIP = 5
const LONGEST_PART = 24

/**
 * Phrases of a language, found in one pass over a message. A word may end, begin or be surrounded by `*`, which
 * stands for any letters. Every step is a look-up of a word, or of a beginning or end of it: long messages cost
 * as much more as they are longer.
 */
export class Lexicon {
  readonly #ids = new Map<string, number>()
  readonly #whole = new Map<string, number[]>()
  readonly #begins = new Map<string, number[]>()
  readonly #ends = new Map<string, number[]>()
  /** The few with a `*` elsewhere: what the letters are to begin with, hold and end with. */
  readonly #holds: { parts: string[]; id: number }[] = []
  readonly #slips = new Map<string, { word: string; id: number }[]>()
  readonly #root: Node = { names: [], next: new Map() }
  /** Names by their letters alone: "safeplace" and "незнаю" are whole messages too. */
  readonly #joined = new Map<string, Set<string>>()
  /** Names by their words as they are meant. */
  readonly #loose = new Map<string, Set<string>>()
  readonly #spelling: Spelling
  readonly #anyOrder: boolean

  constructor(spelling: Spelling = AS_PRINTED, anyOrder = false) {
    this.#spelling = spelling
    this.#anyOrder = anyOrder
  }

  /** `rigid` phrases are heard as they are spelled: kylmä, cold, is one letter from kyllä, yes. */
  add(name: string, phrase: string, rigid = false): void {
    for (const one of wordings(phrase)) this.#add(name, one, rigid)
  }

  #add(name: string, phrase: string, rigid: boolean): void {
    const parts = phrase
      .trim()
      .split(/\s+/)
      .flatMap((part) => (part.includes('*') ? [starred(part)] : normalise(part).split(' ')))
      .filter(Boolean)
    if (parts.length === 0) return
    let node = this.#root
    for (const part of parts) {
      const id = this.#word(part, rigid)
      const next = node.next.get(id) ?? { names: [], next: new Map() }
      node.next.set(id, next)
      node = next
    }
    if (!node.names.includes(name)) node.names.push(name)
    const letters = fold(parts.join(''))
    if (letters.length > 3 && !letters.includes('*')) add(this.#joined, letters, name)
    if (parts.length > 1 && !letters.includes('*'))
      add(this.#loose, this.#looseKey(parts, isOrdered(name)), name)
  }

  /** Forgives slips of the finger in the first `forgiven` words. */
  find(tokens: readonly Token[], forgiven = tokens.length): Span[] {
    // The same word is looked up once, however often it is said.
    const known = new Map<string, Map<number, boolean>>()
    const hear = (token: Token, forgiving: boolean) => {
      const name = forgiving ? token.word : `${token.word} `
      const ids = known.get(name) ?? this.#hear(token, forgiving)
      known.set(name, ids)
      return ids
    }
    const heard = tokens.map((token, i) => hear(token, i < forgiven))
    const spans: Span[] = []
    const walk = (node: Node, from: number, to: number, slipped: boolean) => {
      for (const [id, slip] of heard[to] ?? []) {
        const next = node.next.get(id)
        if (!next) continue
        for (const name of next.names) spans.push({ name, from, to: to + 1, slipped: slipped || slip })
        walk(next, from, to + 1, slipped || slip)
      }
    }
    for (let from = 0; from < heard.length; from += 1) walk(this.#root, from, from, false)
    return spans
  }

  /** What the whole message may be, spaces left out. */
  joined(tokens: readonly Token[]): ReadonlySet<string> {
    return this.#joined.get(fold(tokens.map(({ word }) => word).join(''))) ?? new Set()
  }

  /** What the whole message may be, each word taken for the one it stands for; an option in any order, where that means the same. */
  loosely(tokens: readonly Token[]): string[] {
    if (tokens.length < 2) return []
    const words = tokens.map(({ word }) => word)
    return [true, false].flatMap((ordered) =>
      [...(this.#loose.get(this.#looseKey(words, ordered)) ?? [])].filter(
        (name) => isOrdered(name) === ordered,
      ),
    )
  }

  #looseKey(words: readonly string[], ordered: boolean): string {
    const meant = words.map((word) => {
      const own = inOwnScript(word, this.#spelling)
      return fold(this.#spelling.alike.get(own)?.[0] ?? own)
    })
    return (ordered || !this.#anyOrder ? meant : meant.sort()).join(' ')
  }

  #word(part: string, rigid: boolean): number {
    const known = this.#ids.get(part)
    const id = known ?? this.#ids.size
    if (known === undefined) {
      this.#ids.set(part, id)
      this.#index(part, id)
    }
    // A keyboard without ä writes a.
    if (!rigid && !part.includes('*') && part.length >= SHORTEST_SLIP)
      for (const shorter of shortenings(part)) push(this.#slips, shorter, { word: part, id })
    return id
  }

  #index(part: string, id: number): void {
    for (const spelling of new Set([part, fold(part)])) {
      const parts = spelling.split('*')
      if (parts.length === 1) push(this.#whole, spelling, id)
      else if (parts.length === 2 && !parts[1]) push(this.#begins, parts[0]!, id)
      else if (parts.length === 2 && !parts[0]) push(this.#ends, parts[1]!, id)
      else this.#holds.push({ parts, id })
    }
  }

  /** Ids of the words a token may be; true: only by a slip. */
  #hear({ forms, word }: Token, forgiving: boolean): Map<number, boolean> {
    const ids = new Map<number, boolean>()
    const heard = (found: number[] = []) => {
      for (const id of found) ids.set(id, false)
    }
    for (const form of forms) {
      heard(this.#whole.get(form))
      for (let n = 1; n <= form.length && n <= LONGEST_PART; n += 1) {
        heard(this.#begins.get(form.slice(0, n)))
        heard(this.#ends.get(form.slice(-n)))
      }
      for (const { parts, id } of this.#holds) if (holds(form, parts)) ids.set(id, false)
    }
    if (ids.size === 0 && forgiving && word.length >= SHORTEST_SLIP && word.length <= LONGEST_PART)
      for (const shorter of shortenings(word))
        for (const { word: meant, id } of this.#slips.get(shorter) ?? [])
          if (isSlip(word, meant)) ids.set(id, true)
    return ids
  }
}

/** "Well, yes" and "yes, well" are not the same. */
const isOrdered = (name: string) => name.startsWith('{')

/** The first letter stands: a typo there reads säker in osäker, согласен in несогласен. Digits have no typos. */
function isSlip(word: string, meant: string): boolean {
  if (word[0] !== meant[0] || /\d/.test(word)) return false
  return distance(word, meant) <= (Math.min(word.length, meant.length) < 7 ? 1 : 2) || swapped(word, meant)
}

/** Two letters in the wrong order. */
function swapped(word: string, meant: string): boolean {
  if (word.length !== meant.length) return false
  const at = [...word].findIndex((letter, i) => letter !== meant[i])
  return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2) === meant
}

/** A word with one letter left out, each way: two words that share one are a slip apart. */
function* shortenings(word: string): Iterable<string> {
  yield word
  for (let i = 1; i < word.length; i += 1) yield word.slice(0, i) + word.slice(i + 1)
}

function holds(word: string, parts: string[]): boolean {
  const [open, close] = [parts[0]!, parts.at(-1)!]
  if (!word.startsWith(open) || !word.endsWith(close) || word.length < open.length + close.length)
    return false
  return parts.slice(1, -1).every((part) => word.includes(part))
}

/** `*ني` or `kill*`: the letters in one spelling, the stars where they were. */
const starred = (part: string) =>
  part
    .split('*')
    .map((letters) => normalise(letters).replaceAll(' ', ''))
    .join('*')

const push = <V>(map: Map<string, V[]>, key: string, value: V) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
const add = (map: Map<string, Set<string>>, key: string, value: string) => {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}
