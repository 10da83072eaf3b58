import { ofPlace, ofWord, SIZE, type Sound, type Vector } from './features.ts'

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

  /** `is`: which of the sentences are of the kind that is to be heard. */
  constructor(sentences: readonly Vector[], is: (i: number) => boolean) {
    const some = sentences.filter((_, i) => is(i)).length
    // The fewer they are, the more each counts.
    const cost = Math.sqrt((sentences.length - some) / some)
    const alpha = new Float64Array(sentences.length)
    const order = sentences.map((_, i) => i)
    const random = seeded()
    for (let round = 0; round < ROUNDS; round += 1) {
      shuffle(order, random)
      for (const i of order) {
        const sentence = sentences[i]!
        const sign = is(i) ? 1 : -1
        const slack = 1 / (2 * (is(i) ? cost : 1))
        const off = sign * this.of(sentence) - 1 + slack * alpha[i]!
        const next = Math.max(0, alpha[i]! - off / (sentence.square + 1 + slack))
        if (next !== alpha[i]) this.#lean(sentence, (next - alpha[i]!) * sign)
        alpha[i] = next
      }
    }
  }

  #lean({ at, by }: Vector, step: number): void {
    for (let i = 0; i < at.length; i += 1) this.#weights[at[i]!]! += step * by[i]!
    this.#bias += step
  }

  /** How sure it is: above 0 is its yes. */
  of({ at, by }: Vector): number {
    let sum = this.#bias
    for (let i = 0; i < at.length; i += 1) sum += this.#weights[at[i]!]! * by[i]!
    return sum
  }

  /** How sure it is of any stretch of a message. However many are asked for, each word is weighed once. */
  over(sounds: readonly Sound[]): (from: number, to: number) => number {
    const sums = new Float64Array(sounds.length + 1)
    const norms = new Float64Array(sounds.length + 1)
    const known = new Map<string, readonly [sum: number, norm: number]>()
    for (let i = 0; i < sounds.length; i += 1) {
      let [sum, norm] = [sums[i]!, norms[i]!]
      const add = (feature: number, weight: number) => {
        sum += this.#weights[feature]! * weight
        norm += weight * weight
      }
      // What is said over and over is weighed once.
      const { word } = sounds[i]!
      const before = known.get(word)
      if (before) {
        sum += before[0]
        norm += before[1]
      } else {
        ofWord(word, add)
        known.set(word, [sum - sums[i]!, norm - norms[i]!])
      }
      ofPlace(sounds, i, add)
      sums[i + 1] = sum
      norms[i + 1] = norm
    }
    return (from, to) => (sums[to]! - sums[from]!) / Math.sqrt(norms[to]! - norms[from]! || 1) + this.#bias
  }
}

const ROUNDS = 12

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
