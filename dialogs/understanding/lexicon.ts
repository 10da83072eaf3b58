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

/** A place in a phrase. Phrases that begin alike share their beginning, but for what stands in choices. */
interface Node {
  names: string[]
  next: Map<number, Node>
  choices?: Map<number, Node[]>
}

const node = (): Node => ({ names: [], next: new Map() })

/** Of a phrase with more wordings than these, none is known by its letters alone or in another order. */
const MOST_WRITTEN_OUT = 400

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
  readonly #root = node()
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
    const pieces = piecesOf(phrase)
    this.#lay(name, pieces, rigid)
    if (waysOf(pieces) <= MOST_WRITTEN_OUT)
      for (const one of wordings(phrase)) this.#writeOut(name, partsOf(one))
  }

  /** Choices meet again after them, so that a phrase costs as much as it is long, not as it has wordings. */
  #lay(name: string, pieces: Pieces, rigid: boolean): void {
    let at: Node[] = [this.#root]
    for (const choices of pieces) {
      const meet = choices.length > 1 ? node() : null
      at = [...new Set(choices.flatMap((words) => this.#walk(at, words, meet, rigid)))]
    }
    for (const { names } of at.filter((one) => one !== this.#root))
      if (!names.includes(name)) names.push(name)
  }

  /** Where some words lead to: to `meet`, if that is given, else on the way that is shared. */
  #walk(from: Node[], words: readonly string[], meet: Node | null, rigid: boolean): Node[] {
    return words.reduce((at, word, i) => {
      const id = this.#word(word, rigid)
      if (!meet) return at.map((one) => shared(one, id))
      const next = i === words.length - 1 ? meet : node()
      for (const one of at) {
        one.choices ??= new Map()
        push(one.choices, id, next)
      }
      return [next]
    }, from)
  }

  #writeOut(name: string, parts: readonly string[]): void {
    const letters = fold(parts.join(''))
    if (letters.includes('*')) return
    if (letters.length > 3) add(this.#joined, letters, name)
    if (parts.length > 1) add(this.#loose, this.#looseKey(parts, isOrdered(name)), name)
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
    const start: Reached = { places: new Map([[this.#root, false]]), names: [], next: new Map() }
    for (let from = 0; from < heard.length; from += 1)
      for (let to = from, at = after(start, heard[to]!); at.places.size > 0; at = after(at, heard[to])) {
        to += 1
        for (const [name, slipped] of at.names) spans.push({ name, from, to, slipped })
      }
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

/** Where some words have led to, and what they name there; true: only by a slip of the finger. */
interface Reached {
  places: ReadonlyMap<Node, boolean>
  names: readonly (readonly [name: string, slipped: boolean])[]
  /** What is said over and over leads the same way each time, and is followed once. */
  next: Map<Word, Reached>
}
type Word = ReadonlyMap<number, boolean>
const END: Word = new Map()

function after(from: Reached, word: Word = END): Reached {
  const known = from.next.get(word) ?? onwards(from, word)
  from.next.set(word, known)
  return known
}

function onwards({ places }: Reached, word: Word): Reached {
  const reached = new Map<Node, boolean>()
  for (const [{ next, choices }, slipped] of places)
    for (const [id, slip] of word) {
      const way = next.get(id)
      if (way) either(reached, way, slipped || slip)
      for (const one of choices?.get(id) ?? []) either(reached, one, slipped || slip)
    }
  const names = new Map<string, boolean>()
  for (const [node, slipped] of reached) for (const name of node.names) either(names, name, slipped)
  return { places: reached, names: [...names], next: new Map() }
}

/** Slipped only if it is in every way. */
const either = <K>(all: Map<K, boolean>, one: K, slipped: boolean) =>
  all.set(one, slipped && all.get(one) !== false)

function shared({ next }: Node, id: number): Node {
  const known = next.get(id) ?? node()
  next.set(id, known)
  return known
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

/** The words of a phrase, and between them those to choose from: "(i am|) tired". */
type Pieces = string[][][]
const piecesOf = (phrase: string): Pieces =>
  phrase
    .split(/[()]/)
    .map((piece, i) => (i % 2 === 1 ? piece.split('|') : [piece]).map(partsOf))
    .filter((choices) => choices.length > 1 || choices[0]!.length > 0)

const waysOf = (pieces: Pieces): number => pieces.reduce((product, choices) => product * choices.length, 1)

const partsOf = (words: string): string[] =>
  words
    .trim()
    .split(/\s+/)
    .flatMap((part) => (part.includes('*') ? [starred(part)] : normalise(part).split(' ')))
    .filter(Boolean)

/** `*ني` or `kill*`: the letters in one spelling, the stars where they were. */
const starred = (part: string) =>
  part
    .split('*')
    .map((letters) => normalise(letters).replaceAll(' ', ''))
    .join('*')

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
const add = (map: Map<string, Set<string>>, key: string, value: string) => {
  const set = map.get(key)
  if (set) set.add(value)
  else map.set(key, new Set([value]))
}
