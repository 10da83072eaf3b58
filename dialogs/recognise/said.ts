// A message as it was heard, before it is known what it answers.
import { fold, isQuestion, normalise } from './text.ts'
import { bare, type Mood, moodOf, numbersIn, partsOf, type Words } from './words.ts'

export interface Said {
  whole: string
  /** Without "please" and "thank you". */
  text: string
  mood: Mood | null
  numbers: number[] | null
  parts: string[]
  /** A part of it is a bare number: a list of options, even if not all of it can be read. */
  counted: boolean
  question: boolean
}

export function listen(message: string, words: Words): Said {
  const whole = normalise(message)
  const text = bare(whole, words)
  const parts = partsOf(message, words)
  return {
    whole,
    text,
    mood: moodOf(text, words) ?? moodOf(text, words, fold),
    numbers: numbersIn(text, words),
    parts,
    counted: parts.some((part) => numbersIn(part, words)),
    question: isQuestion(message),
  }
}

/** The result of the first rule that finds anything. */
export function first<T>(...rules: (() => T[])[]): T[] {
  for (const rule of rules) {
    const found = rule()
    if (found.length) return found
  }
  return []
}
