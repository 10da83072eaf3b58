import { type Sound, type Vector, vector } from './features.ts'
import { KINDS, type Kind, WISHES, type Wish } from './kinds.ts'
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
  /** To talk to a person, to have it deleted, that it is too much: beside the commands that `heard.json` knows. */
  wishes?: Partial<Record<Wish, string[]>>
  /** How an option is told in a sentence, by question and option; under `NONE`, what tells none of them. */
  options?: Record<string, Record<string, string[]>>
}

/** What was learned of a language: to tell danger, and a question of hers, from all else, and the questions apart. */
export interface Lessons {
  danger: Learned
  question: Learned
  kinds: readonly (readonly [Kind, Learned])[]
  /** Whether a wish is spoken, and which. */
  wish: Learned
  wishes: readonly (readonly [Wish, Learned])[]
}

/** What of a language is needed to hear the words of a sentence. */
interface Words {
  lexicon: Lexicon
  spelling: Spelling
}

/** What the rules know as whole messages: answers, that are nothing to be learned, and commands. */
export interface Known {
  answers: readonly string[]
  commands: Partial<Record<Wish, readonly string[]>>
}

export function learn(
  { lexicon, spelling }: Words,
  { danger, calm, questions, wishes = {} }: Examples,
  { answers, commands }: Known,
): Lessons {
  const heard = (text: string) => {
    const message = read(text, spelling)
    return vector(soundsOf(message, lexicon.find(message.tokens)))
  }
  const labelled = <K extends string>(kinds: readonly K[], of: (kind: K) => readonly string[]) =>
    kinds.flatMap((kind) => of(kind).map((text) => ({ kind, sentence: heard(text) })))
  const asked = labelled(KINDS, (kind) => questions[kind])
  const perils = danger.map(heard)
  const steering = labelled(WISHES, (wish) => commands[wish] ?? [])
  const wished = labelled(WISHES, (wish) => wishes[wish] ?? [])
  const rest = [...calm, ...answers].map(heard)
  const all = [asked.map(sentenceOf), perils, rest, steering.map(sentenceOf)].flat()
  const afterDanger = asked.length + perils.length
  // How much it is for her sounds like danger: no reason to hear less of that.
  const more = [...all, ...wished.map(sentenceOf)]
  const isWish = (i: number) => i >= all.length - steering.length
  const apart = <K extends string>(kinds: readonly K[], some: readonly { kind: K; sentence: Vector }[]) =>
    kinds
      .filter((kind) => some.some((one) => one.kind === kind))
      .map((kind) => [kind, new Learned(some.map(sentenceOf), (i) => some[i]!.kind === kind)] as const)
  return {
    danger: new Learned(all, (i) => i >= asked.length && i < afterDanger),
    question: new Learned(all, (i) => i < asked.length),
    kinds: apart(KINDS, asked),
    wish: new Learned(more, isWish),
    wishes: apart(WISHES, [...steering, ...wished]),
  }
}

const sentenceOf = ({ sentence }: { sentence: Vector }) => sentence

/** Of the options of one question, what tells each from the others and from what is no answer. */
export type Telling = readonly (readonly [id: string, Learned])[]
export const NONE = 'none'

/** `phrases`: those that the rules know for an option. */
export function learnOptions(
  { lexicon, spelling }: Words,
  { options = {}, questions }: Examples,
  key: string,
  phrases: Record<string, readonly string[]> = {},
): Telling {
  const heard = (text: string) => {
    const message = read(text, spelling)
    return vector(soundsOf(message, lexicon.find(message.tokens)))
  }
  const told = Object.entries(options[key] ?? {})
  const ids = told.map(([id]) => id).filter((id) => id !== NONE)
  const labelled = told.flatMap(([id, some]) =>
    [...some, ...(phrases[id] ?? [])].map((text) => ({ id, text })),
  )
  const rest = KINDS.flatMap((kind) => questions[kind].slice(0, FEW_OTHERS)).map((text) => ({
    id: NONE,
    text,
  }))
  // A sentence may tell two of them.
  const byText = [...Map.groupBy([...labelled, ...rest], ({ text }) => text).values()]
  const sentences = byText.map(([one]) => heard(one!.text))
  return ids.map((id) => [id, new Learned(sentences, (i) => byText[i]!.some((one) => one.id === id))])
}
const FEW_OTHERS = 8

export function soundsOf({ tokens, asking }: Message, spans: readonly Span[]): Sound[] {
  const named = Map.groupBy(
    spans.filter(({ name }) => name.startsWith('{')),
    ({ from }) => from,
  )
  const known = new Map<string, string>()
  return tokens.map(({ word, sentence }, i) => {
    const plain = known.get(word) ?? letters(word)
    known.set(word, plain)
    const means = (named.get(i) ?? []).map(({ name }) => name)
    const ends = tokens[i + 1]?.sentence !== sentence && asking.has(sentence)
    return { word: plain, sentence, means: ends ? [...means, MARK] : means }
  })
}

/** The mark of a question, at its last word. */
const MARK = '?'
