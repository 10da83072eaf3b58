/** What a machine made of a text: never shown without the original, and never as anybody's own words. */

import type { Value } from '../form/answers.ts'
import type { Filled, Words } from '../form/phrases.ts'

export interface Machine {
  text: string
  /** BCP 47 tag of `text`. */
  language: string
}
/**
 * One line of a conversation as it is kept: keys and ids, rendered again whenever it is shown. A 12-question
 * history in Arabic is 18 KB as text and under 1 KB so. Only what somebody wrote freely is kept as text.
 */
export interface Line {
  /** Rises by one from 1: Direct Line's watermark, and what "new since" means everywhere. */
  seq: number
  /** Milliseconds since 1970. */
  at: number
  from: 'bot' | 'person' | 'worker'
  /** What the bot says: a locale key and its parameters. */
  say?: string
  with?: Record<string, string | number>
  /** The question this line asks (bot) or answers (person). */
  question?: string
  /** The answer given: ids, or the way of passing. Free words are in `text`. */
  value?: Value
  text?: string
  /** BCP 47 tag of `text`, or of what she read when an agency's own sentence was sent. */
  language?: string
  /** What a worker said from the phrasebook: an id, and in `filled` what its places hold. */
  phrase?: string
  filled?: Filled
  /** Of an agency's own sentence: what it said when it was sent, in `language` and in others. */
  words?: Words
  /** What a worker wrote as a machine translates it into her language; `text` is the original. */
  machine?: Machine
  /** Her words went to a worker. */
  passed?: true
  /** The client's own id of its message, echoed to it. */
  client?: string
  /** Holds something shown once, such as a return code: wiped at the next turn. */
  once?: true
}
/** What a worker says: free words in a language, or a sentence of the phrasebook, which has hers. */
export type FromWorker = { id: string } & Pick<
  Line,
  'text' | 'language' | 'phrase' | 'filled' | 'words' | 'machine'
>
