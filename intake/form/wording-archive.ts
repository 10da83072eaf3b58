import { type Answers, speaker } from './answers.ts'
import { questions } from './form.ts'
import { asking } from './wording.ts'

/** The words of one language's questions as they were at one time: by question, then by variant. */
export type Wording = Record<string, Record<string, unknown> | undefined>

export interface QuestionContext {
  /** As she read it, and the BCP 47 tag of the language she read it in. */
  text: string
  language: string
}

/**
 * The exact words a question was asked in, out of the wording its answer names; `null` where that was not kept.
 * Which of the variants she saw follows, as it did then, from whose story is told.
 */
export function questionContext(
  key: string,
  answers: Answers,
  words: Wording | null,
): QuestionContext | null {
  const answer = answers[key]
  const block = words?.[key]
  if (!answer || !block) return null
  const has = (path: string) => typeof block[path.slice(key.length + 1)] === 'string'
  const who = questions.get(key)?.about ? speaker(answers) : 'self'
  const text = block[asking({ has }, key, answers, who).slice(key.length + 1)]
  return typeof text === 'string' ? { text, language: answer.language } : null
}
