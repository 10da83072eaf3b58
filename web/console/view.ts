import type { Asked } from '../../intake/asked.ts'
import type { Advice } from '../../intake/contact-rules.ts'
import type { Indicator } from '../../intake/indicators.ts'
import type { Filled, Kind } from '../../intake/phrases.ts'
import type { Row } from '../../intake/rows.ts'
import type { Translate } from '../../intake/words.ts'

/** A case as the queue shows it. All times are milliseconds since 1970; 0 means not yet. */
export interface Item {
  id: string
  number: string
  application: 'draft' | 'sent' | 'moreInfo' | 'closed'
  talk: 'bot' | 'waiting' | 'claimed'
  /** BCP 47 tag; empty when she has not said. */
  language: string
  kind: string
  channel: string
  urgent: boolean
  /** Who has it; a name only where one case is looked at. */
  claimer: { me: boolean; name?: string } | null
  created: number
  since: number
  sent: number
  closed: number
  changed: number
  /** How often its alarm was raised; 0 where there is none. */
  alarmed: number
}

export interface Told {
  order: number
  from: 'person' | 'worker'
  text: string
  language: string
  at: number
  /** Of a sentence of the phrasebook, whose `text` is in the reader's language: what it is, and hers. */
  phrase?: string
  filled?: Filled
  sentIn?: string
}

/** A worker's note. */
export interface Noted {
  id: string
  name: string
  me: boolean
  text: string
  at: number
}

/** The phrasebook in one language: `text` shows each place as its kind in brackets. */
export interface PhraseGroup {
  id: string
  title: string
  phrases: { id: string; text: string; places: { name: Kind; title: string }[]; neutral: boolean }[]
}

/** A sentence as she would read it, and as the worker does. */
export interface Preview {
  phrase: string
  filled: Filled
  text: string
  hers: { text: string; language: string; dir: 'ltr' | 'rtl' }
}

/** One case as whoever opened it may read it. */
export interface Detail extends Item {
  /** Deleted by the person, or come to its date: only number and times are left. */
  erased: boolean
  outcome?: string
  record?: { kind: string; revision: number; at: number; language: string }
  rows: Row[]
  /** Present when she let a worker read answers that she has not sent. */
  shared?: Row[]
  messages: Told[]
  notes: Noted[]
  /** What may be done now to reach the person, and when that next changes; `null` when nothing is left of the case. */
  contact: { advice: Advice[]; changes: number | null } | null
  indicators: Indicator[]
  /** The words each answer was asked in, by question. */
  asked?: Record<string, Asked>
}

/** Whoever is signed in, and what the pages offer to that role. */
export interface Shown {
  name: string
  csrf: string
  /** The page this worker begins at. */
  home: string
  /** Sees the queue and cases. */
  cases: boolean
  /** May read who did what. */
  audits: boolean
  /** Ends colleagues' sign-ins. */
  administers: boolean
  /** May take a case back from a colleague. */
  others: boolean
}

/** What every page of the console shows around its own part. */
export interface Frame {
  t: Translate
  now: number
  /** `null` when nobody is signed in. */
  worker: Shown | null
  /** This page's own address, and its query without `lang`. */
  path: string
  query: string
  languages: readonly string[]
  /** Cases nobody has, announced when they are new and counted in the title. */
  arrivals: Item[]
  /** What is wrong with the alarm chain itself, in words. */
  troubles: string[]
}

export interface QueueView extends Frame {
  status: string
  statuses: readonly string[]
  items: Item[]
}

export interface CaseView extends Frame {
  found: Detail
  /** Languages a message can be marked with, the likeliest first. */
  tongues: readonly string[]
  /** Fresh id of the next message. */
  message: string
  outcomes: readonly string[]
  book: PhraseGroup[]
  /** The language in which she reads a sentence of the book. */
  reads: string
  /** A sentence that was chosen to look at before sending it. */
  preview?: Preview
  /** A locale key that says why the last action did not happen, and what was written then. */
  trouble?: string
  unsent?: Record<string, string>
}

export interface NoticeView extends Frame {
  /** Locale keys of a heading and a sentence. */
  title: string
  text: string
  /** Where a signed-in worker goes on, and where others sign in; or empty. */
  back: string
  go: string
}

export interface WorkersView extends Frame {
  /** `seen` in milliseconds since 1970, 0 when signed out. */
  all: readonly { id: string; name: string; roles: readonly string[]; seen: number }[]
}

export interface MeView extends Frame {
  roles: readonly string[]
  /** Milliseconds since 1970. */
  ends: number
  /** Minutes. */
  idle: number
}

/** How a case may end. What becomes of the application itself is decided by an authority, elsewhere. */
export const outcomes = ['advised', 'takenOn', 'referred', 'withdrawn', 'unreachable', 'duplicate', 'other']

/** A list shows no more than this, and says so. */
export const MOST = 200

/** Nobody has it, and somebody should: a person waits, or an application came. */
export const isFree = ({ application, talk, claimer }: Item): boolean =>
  !claimer && application !== 'closed' && (talk === 'waiting' || application !== 'draft')
