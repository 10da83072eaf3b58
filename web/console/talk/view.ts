import type { Fate } from '../../../intake/conversation/carried.ts'
import type { Machine } from '../../../intake/conversation/line.ts'
import type { Filled, Kind } from '../../../intake/form/phrases.ts'

export interface MessageShown {
  order: number
  from: 'person' | 'worker'
  text: string
  language: string
  at: number
  /** Hers, since whoever has the case last looked. */
  fresh?: boolean
  /** Of a worker's, where it is pushed: what became of it. */
  fate?: Fate
  /** Of a sentence of the phrasebook, whose `text` is in the reader's language: what it is, and hers. */
  phrase?: string
  filled?: Filled
  sentIn?: string
  /** A machine's translation, of hers for the worker or of the worker's for her; `from`: as the machine found it. */
  machine?: Machine & { from?: string }
}
/** How far her side of the talk has come, by what her client tells. */
export interface PeerStatus {
  /** Highest line given to her client, and highest that was on a page in sight. */
  given: number
  shown: number
  /** The page is open; when there was a last sign of it, in ms since 1970, or 0. */
  there: boolean
  seen: number
  writing: boolean
}
/** The phrasebook in one language: `text` shows each place as its kind in brackets. */
export interface PhraseGroup {
  id: string
  title: string
  phrases: {
    id: string
    text: string
    places: { name: Kind; title: string }[]
    neutral: boolean
    languages?: string[]
  }[]
}
/** A sentence as she would read it, and as the worker does. */
export interface Preview {
  phrase: string
  filled: Filled
  text: string
  hers: { text: string; language: string; dir: 'ltr' | 'rtl' }
}
