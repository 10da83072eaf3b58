import { type Sound, vector } from './features.ts'
import { KINDS, type Kind } from './kinds.ts'
import { Learned } from './learned.ts'
import type { Lexicon, Span } from './lexicon.ts'
import { type Message, read } from './message.ts'
import type { Spelling } from './spelling.ts'
import { letters } from './text.ts'

/** Sentences to learn from, as people write them: `locales/<tag>/examples.json`. */
export interface Examples {
  danger: string[]
  /** Whatever must not bring the safety words: what is past, what only sounds like danger, and all else. */
  calm: string[]
  questions: Record<Kind, string[]>
}

/** What was learned of a language: to tell danger, and a question of hers, from all else, and the questions apart. */
export interface Lessons {
  danger: Learned
  question: Learned
  kinds: readonly (readonly [Kind, Learned])[]
}

/** What of a language is needed to hear the words of a sentence. */
interface Words {
  lexicon: Lexicon
  spelling: Spelling
}

/** `answers`: whole messages that answer us, and are none of these. */
export function learn(
  { lexicon, spelling }: Words,
  { danger, calm, questions }: Examples,
  answers: readonly string[],
): Lessons {
  const heard = (text: string) => {
    const message = read(text, spelling)
    return vector(soundsOf(message, lexicon.find(message.tokens)))
  }
  const asked = KINDS.flatMap((kind) => questions[kind].map((text) => ({ kind, sentence: heard(text) })))
  const all = [...asked.map(({ sentence }) => sentence), ...[...danger, ...calm, ...answers].map(heard)]
  const afterDanger = asked.length + danger.length
  const sentences = all.slice(0, asked.length)
  return {
    danger: new Learned(all, (i) => i >= asked.length && i < afterDanger),
    question: new Learned(all, (i) => i < asked.length),
    kinds: KINDS.map((kind) => [kind, new Learned(sentences, (i) => asked[i]!.kind === kind)]),
  }
}

export function soundsOf({ tokens, asking }: Message, spans: readonly Span[]): Sound[] {
  const named = Map.groupBy(
    spans.filter(({ name }) => name.startsWith('{')),
    ({ from }) => from,
  )
  return tokens.map(({ word, sentence }, i) => {
    const means = (named.get(i) ?? []).map(({ name }) => name)
    const ends = tokens[i + 1]?.sentence !== sentence && asking.has(sentence)
    return { word: letters(word), sentence, means: ends ? [...means, MARK] : means }
  })
}

/** The mark of a question, at its last word. */
const MARK = '?'
