import type { Machine } from '../conversation/line.ts'
import type { Filled, Words } from '../form/phrases.ts'
import type { Entries } from './entries.ts'

/** A message of a case between the person and a worker, sealed under the case's key. */
export interface Message {
  case: string
  /** Sequence number of the conversation's line it comes from: unique and rising within the case. */
  order: number
  from: 'person' | 'worker'
  /** What was written; of a sentence of the phrasebook, its id and what was filled in instead. */
  text?: string
  phrase?: string
  filled?: Filled
  words?: Words
  /** Sent beside `text`, as a machine's translation. */
  machine?: Machine
  /** BCP 47 tag of `text`, or of what she read when a phrase was sent. */
  language: string
  at: number
}

export function messages(entries: Entries) {
  const list = entries.kind<Message>('message', ({ order }) => order)
  return {
    ...list,
    /** Adding the same one again changes nothing. */
    add: (message: Message, key: string) =>
      list.add(message.case, String(message.order).padStart(8, '0'), message, key),
  }
}

export type Messages = ReturnType<typeof messages>
