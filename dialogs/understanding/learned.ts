/** A word as it is compared with examples, and what the lexicon knows it for: names of phrases that begin with it. */
export interface Sound {
  word: string
  means: readonly string[]
  sentence: number
}

/**
 * A second ear beside the rules: it has learned from example sentences (`locales/<tag>/examples.json`) which words,
 * parts of words, words near each other and things named tell one kind of sentence from all others, and so hears what
 * no rule foresaw. It cannot say why, so it is asked only where nothing is taken by what it says.
 *
 * A linear support vector machine on hashed features, trained by dual coordinate descent (Hsieh, Chang, Lin, Keerthi
 * and Sundararajan, ICML 2008; features hashed after Weinberger et al., ICML 2009). It is the same at every start: the
 * order of the examples is shuffled by a fixed seed.
 */
export class Learned {
  readonly #weights = new Float32Array(SIZE)
  #bias = 0

  constructor(examples: readonly (readonly Sound[])[], others: readonly (readonly Sound[])[]) {
    const all = [...examples, ...others].map(vector)
    // Those there are fewer of count for more.
    const cost = (i: number) => (i < examples.length ? Math.sqrt(others.length / examples.length) : 1)
    const alpha = new Float64Array(all.length)
    const order = all.map((_, i) => i)
    const random = seeded()
    for (let round = 0; round < ROUNDS; round += 1) {
      shuffle(order, random)
      for (const i of order) {
        const { at, by, square } = all[i]!
        const sign = i < examples.length ? 1 : -1
        const slack = 1 / (2 * cost(i))
        const off = sign * (this.#dot(at, by) + this.#bias) - 1 + slack * alpha[i]!
        const next = Math.max(0, alpha[i]! - off / (square + 1 + slack))
        const step = (next - alpha[i]!) * sign
        alpha[i] = next
        if (step === 0) continue
        at.forEach((feature, n) => {
          this.#weights[feature]! += step * by[n]!
        })
        this.#bias += step
      }
    }
  }

  #dot(at: Uint32Array, by: Float32Array): number {
    let sum = 0
    for (let i = 0; i < at.length; i += 1) sum += this.#weights[at[i]!]! * by[i]!
    return sum
  }

  /** How sure it is, of any stretch of the words: above 0 is its yes. Whatever their number, each is weighed once. */
  over(sounds: readonly Sound[]): (from: number, to: number) => number {
    const sums = new Float64Array(sounds.length + 1)
    const norms = new Float64Array(sounds.length + 1)
    const known = new Map<string, readonly [number, number]>()
    sounds.forEach(({ word, means }, i) => {
      const own = known.get(word) ?? this.#weigh(partsOf(word))
      known.set(word, own)
      const near = this.#weigh(around(sounds, i, means))
      sums[i + 1] = sums[i]! + own[0] + near[0]
      norms[i + 1] = norms[i]! + own[1] + near[1]
    })
    return (from, to) => (sums[to]! - sums[from]!) / Math.sqrt(norms[to]! - norms[from]! || 1) + this.#bias
  }

  #weigh(features: Iterable<Feature>): readonly [number, number] {
    let [sum, norm] = [0, 0]
    for (const [name, weight] of features) {
      sum += this.#weights[hash(name)]! * weight
      norm += weight * weight
    }
    return [sum, norm]
  }
}

const SIZE = 1 << 17
const ROUNDS = 12
type Feature = readonly [name: string, weight: number]

/** A word, and its parts of two to five letters: endings and spellings differ, the middle of a word does not. */
function* partsOf(word: string): Iterable<Feature> {
  const marked = `<${word.slice(0, LONGEST)}>`
  yield [marked, 1]
  for (let size = 2; size <= 5; size += 1)
    for (let i = 0; i + size <= marked.length; i += 1) yield [marked.slice(i, i + size), PART]
}
const LONGEST = 24
const PART = 0.5

/** A word with each of the few before it, by their beginnings, and what it means. */
function* around(sounds: readonly Sound[], i: number, means: readonly string[]): Iterable<Feature> {
  for (let before = Math.max(0, i - REACH); before < i; before += 1)
    yield [`${sounds[before]!.word.slice(0, STEM)}~${sounds[i]!.word.slice(0, STEM)}`, 1]
  for (const name of means) yield [name, 1]
}
const REACH = 3
const STEM = 4

function vector(sounds: readonly Sound[]) {
  const features = sounds.flatMap(({ word, means }, i) => [...partsOf(word), ...around(sounds, i, means)])
  const norm = Math.sqrt(features.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
  const at = Uint32Array.from(features, ([name]) => hash(name))
  const by = Float32Array.from(features, ([, weight]) => weight / norm)
  const whole = new Map<number, number>()
  at.forEach((feature, i) => {
    whole.set(feature, (whole.get(feature) ?? 0) + by[i]!)
  })
  return { at, by, square: [...whole.values()].reduce((sum, weight) => sum + weight * weight, 0) }
}

/** FNV-1a, with its bits stirred once more. */
function hash(text: string): number {
  let x = 2_166_136_261
  for (let i = 0; i < text.length; i += 1) x = Math.imul(x ^ text.charCodeAt(i), 16_777_619)
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d)
  return ((x ^ (x >>> 13)) >>> 0) % SIZE
}

const seeded = () => {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
}

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    ;[list[i], list[j]] = [list[j]!, list[i]!]
  }
}
