import type { Machine } from '../conversation/line.ts'
import { type Answers, hasConsent } from './answers.ts'

/**
 * A machine that translates: a port that is empty unless one is configured. What it makes is always shown as a
 * machine's, beside the original and after it.
 */
export interface Translator {
  /**
   * `from`, `to` and `guess` are BCP 47 tags. Without `from` the service finds the language out by itself, and
   * takes `guess` when it cannot; the answer says which it was. @throws TranslateError
   */
  translate(text: string, languages: { from?: string; guess?: string; to: string }): Promise<Translated>
}

export interface Translated {
  text: string
  /** BCP 47 tag of the original, as given or as found out. */
  from: string
}

/** `refused`: our key or our request · `busy`: try again later · `late` · `failed`: an answer that is none. */
type TranslateTrouble = 'refused' | 'busy' | 'late' | 'failed' | 'tooLong'

/** Carries a code only: a service's own message may quote what was to be translated. */
export class TranslateError extends Error {
  readonly code: TranslateTrouble
  constructor(code: TranslateTrouble) {
    super(code)
    this.name = 'TranslateError'
    this.code = code
  }
}

/** What a machine made of her message, kept with the case so that a second look costs nothing. */
export interface Translation {
  /** Of the message. */
  order: number
  text: string
  /** BCP 47 tags: of the original as the machine found it, and of `text`. */
  from: string
  to: string
  at: number
}

/** The question by which she lets a program translate. The newest answer holds, sent or not. */
export const CONSENT = 'consent.machine'

/** Nothing of hers goes to a translator without this. "Ask a worker first" is no yes. */
export const mayTranslate = (answers: Answers): boolean => hasConsent(answers, CONSENT)
/** A worker's words with what a machine makes of them, to be looked at before sending. */
export interface Drafted {
  /** Signed: these words and no others can be sent under it. */
  draft: string
  text: string
  language: string
  machine: Machine
  /** The machine's words, back in the worker's language. */
  back: string
}
