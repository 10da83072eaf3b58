import type { Kind } from './kinds.ts'
import { Learned, type Sound } from './learned.ts'
import type { Lexicon, Span } from './lexicon.ts'
import { read, type Token } from './message.ts'
import { letters } from './text.ts'

/** Sentences to learn from, as people write them: `locales/<tag>/examples.json`. */
export interface Examples {
  danger: string[]
  /** Whatever must not bring the safety words: what is past, what only sounds like danger, and all else. */
  calm: string[]
  questions: Record<Kind, string[]>
}

/** What of a language is needed to hear the words of a sentence. */
interface Words {
  lexicon: Lexicon
  prefixes: readonly string[]
}

/** Danger, told from all else that is written to us: what she asks is none, nor what she `answers`. */
export function learn(
  { lexicon, prefixes }: Words,
  { danger, calm, questions }: Examples,
  answers: readonly string[],
): Learned {
  const heard = (text: string) => {
    const { tokens } = read(text, prefixes)
    return soundsOf(tokens, lexicon.find(tokens))
  }
  return new Learned(danger.map(heard), [...calm, ...Object.values(questions).flat(), ...answers].map(heard))
}

export function soundsOf(tokens: readonly Token[], spans: readonly Span[]): Sound[] {
  const named = Map.groupBy(
    spans.filter(({ name }) => name.startsWith('{')),
    ({ from }) => from,
  )
  return tokens.map(({ word, sentence }, i) => ({
    word: letters(word),
    sentence,
    means: (named.get(i) ?? []).map(({ name }) => name),
  }))
}
