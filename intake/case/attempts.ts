/** How a contact that the desk started went. Somebody else answered: what was said is in the note, if anything. */
export const results = ['reached', 'notReached', 'other'] as const
export type Result = (typeof results)[number]

/** A contact that a worker means to make outside of the conversation, as it is asked about beforehand. */
export interface Plan {
  /** One of the options of `contact.way`. */
  way: string
  words: 'neutral' | 'open'
  /** BCP 47 tag of what is said or written. */
  language: string
  /** Something would be left for whoever finds it: voicemail, a note. */
  left?: true
  /** It would be spoken of with somebody other than her. */
  other?: true
}

/** A contact that was allowed, and how it went. Silta itself calls and writes to nobody. */
export interface Attempt extends Plan {
  /** Milliseconds since 1970, when it was asked about and allowed. */
  order: number
  /** When its result was written down. */
  at: number
  who: string
  name: string
  result: Result
  text?: string
}
/** A contact that her rules allow now. `until` in milliseconds since 1970. */
export interface Permit extends Plan {
  permit: string
  until: number
}
