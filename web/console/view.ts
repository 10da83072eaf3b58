import type { Attempt, Permit } from '../../intake/case/attempts.ts'
import type { Advice } from '../../intake/case/contact-rules.ts'
import type { Agreement } from '../../intake/case/meeting.ts'
import type { Owner, QueueFilter, Status } from '../../intake/case/queue.ts'
import type { Basis, Party } from '../../intake/case/requests.ts'
import type { Against, Fit } from '../../intake/case/routing.ts'
import type { Work } from '../../intake/case/workers.ts'
import type { Machine } from '../../intake/conversation/line.ts'
import type { Ask } from '../../intake/form/ask.ts'
import type { Indicator } from '../../intake/form/indicators.ts'
import type { Filled, Kind } from '../../intake/form/phrases.ts'
import type { Row } from '../../intake/form/rows.ts'
import type { Drafted } from '../../intake/form/translator.ts'
import type { Asked } from '../../intake/form/wording-archive.ts'
import type { Translate } from '../../intake/form/words.ts'

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
  /** Would rather talk with; empty when nothing was said. */
  wish: '' | 'woman' | 'man'
  /** How a case that nobody has goes together with whoever looks. */
  fit?: Fit
  /** Who has it; a name only where one case is looked at. */
  claimer: { me: boolean; name?: string } | null
  created: number
  since: number
  sent: number
  closed: number
  changed: number
  /** How often its alarm was raised; 0 where there is none. */
  alarmed: number
  /** A colleague asks this worker to take it on, or this worker asked a colleague. */
  offered?: 'toMe' | 'byMe'
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
  /** A machine's translation, of hers for the worker or of the worker's for her; `from`: as the machine found it. */
  machine?: Machine & { from?: string }
}

/** How far her side of the talk has come, by what her client tells. */
export interface Far {
  /** Highest line given to her client, and highest that was on a page in sight. */
  given: number
  shown: number
  /** The page is open; when there was a last sign of it, in ms since 1970, or 0. */
  there: boolean
  seen: number
  writing: boolean
}

/** A worker's note. */
export interface Noted {
  id: string
  name: string
  me: boolean
  /** What was done with the case, of a note that says why, and the reason chosen from the list. */
  on?: 'transfer' | 'decline' | 'release'
  reason?: string
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

/** An answer on the case page; `masked` where this reader may not read it. */
export interface CaseRow extends Row {
  masked?: true
}

/** How a worker reads an answer, in the reader's language where it was chosen. */
export interface ReadAs {
  id: string
  text: string
  /** What the worker wrote, not chose. */
  own: boolean
  note: string
  name: string
  at: number
  undone?: { name: string; at: number }
  /** The person has answered anew since. */
  outdated: boolean
}

/** A case opened in full by somebody who did not have it. */
export interface Opened {
  name: string
  why: string
  words: string
  at: number
}

/** A case that may be about the same person; `dismissed` by a worker who looked. */
export interface SameCase {
  case: string
  number: string
  because: readonly string[]
  dismissed?: { name: string; at: number }
}

/** Where an answer comes from. Times are milliseconds since 1970, `on` an ISO 8601 day. */
export interface Source {
  from: Party
  at: number
  askedBy: string
  authority?: string
  name?: string
  basis?: Basis
  on?: string
  writtenBy?: string
}

/** What somebody other than she answered to a question. */
export interface Sourced extends Pick<Row, 'status' | 'text' | 'language' | 'own'> {
  source: Source
}

/** A request for more information. */
export interface RequestShown {
  id: string
  to: Party
  at: number
  by: string
  status: 'open' | 'answered' | 'withdrawn'
  source: Source
  ended?: number
  /** Of a referrer: when the link ends, 0 without one, and whether it has. */
  until?: number
  expired?: boolean
  questions: { key: string; label: string; answer?: Sourced }[]
  /** Of an authority that has not answered: what is filled in for it. */
  fields: Ask[]
}

/** What is agreed on the joint meeting, each time it was written down. */
export interface MeetingShown {
  wishes: Row[]
  agreed: (Agreement & { by: string; me: boolean; at: number })[]
}

/** One case as whoever opened it may read it. */
export interface Detail extends Item {
  /** Deleted by the person, or come to its date: only number and times are left. */
  erased: boolean
  /** Of a case that is being handed over to or by this worker: names, and when in milliseconds since 1970. */
  offer?: { to: string; from: string; at: number }
  /** How the last offer of this worker ended when nobody took it. */
  offerEnded?: { how: 'declined' | 'lapsed' | 'withdrawn'; name: string; at: number }
  outcome?: string
  record?: { kind: string; revision: number; at: number; language: string }
  rows: CaseRow[]
  /** Present when she let a worker read answers that she has not sent. */
  shared?: CaseRow[]
  /** Questions of this case that have not been asked. */
  unasked: Pick<Row, 'key' | 'group' | 'label'>[]
  /** By question, the newest first. */
  readings: Record<string, ReadAs[]>
  openings: Opened[]
  same: SameCase[]
  /** Present when identity and free words are hidden from this reader: how much else there is. */
  masked?: { messages: number; notes: number }
  /** Read in full for a reason that was given; until then, in ms since 1970. */
  until?: number
  messages: Told[]
  notes: Noted[]
  /** What may be done now to reach the person, and when that next changes; `null` when nothing is left of the case. */
  contact: { advice: Advice[]; changes: number | null } | null
  indicators: Indicator[]
  /** Whether a machine may translate what she writes; `null`: there is none here. */
  machine: { may: boolean } | null
  /** Contacts that workers started, oldest first. */
  attempts: (Omit<Attempt, 'who'> & { me: boolean })[]
  requests: RequestShown[]
  /** Whom more can be asked of, and what. */
  askable: { to: Party; questions: { key: string; label: string; group: string }[] }[]
  /** What others answered, by question. */
  others: Record<string, Sourced[]>
  /** Who gave the answers in `rows`. */
  source: Party
  /** What she said of asking others. */
  consents: Row[]
  /** `null`: no reception centre is part of it. */
  meeting: MeetingShown | null
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
  /** Takes no new case just now. */
  away: boolean
  /** Single keys are shortcuts. */
  shortcuts: boolean
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
  /** Cases nobody has, announced when they are new and counted in the title: the first ones. */
  arrivals: Item[]
  /** There are more of them. */
  more: boolean
  /** Cases that a colleague asks this worker to take on. */
  offers: Item[]
  /** What is wrong with the alarm chain itself, in words. */
  troubles: string[]
}

/** What the queue may be narrowed by, as an address names it. `fits`: only what this worker is asked to take. */
export interface Narrowed extends QueueFilter {
  fits?: boolean | undefined
}

/** A part of the queue under a heading; `all` leads to the whole of it when this is only its beginning. */
export interface QueueGroup {
  /** Locale key. */
  name: string
  items: Item[]
  time: 'since' | 'changed' | 'closed'
  all?: string
}

export interface QueueView extends Frame {
  filter: Narrowed
  /** Forms part of the address: what each filter may be. */
  choices: Record<Exclude<keyof QueueFilter, 'status'>, readonly string[]>
  statuses: readonly Status[]
  /** A filter beside the status is set. */
  narrowed: boolean
  groups: QueueGroup[]
  /** Addresses of the page after this one, and of the first when this is a later one. */
  next?: string | undefined
  first?: string | undefined
  /** A search that led to no case: what was typed, and a locale key that says why. */
  search?: { typed: string; trouble: string; digits: number }
}

export type { Owner, Status }

export interface CaseFrame extends Frame {
  found: Detail
}

export interface CaseView extends CaseFrame {
  /** Languages a message can be marked with, the likeliest first. */
  tongues: readonly string[]
  /** Fresh id of the next message. */
  message: string
  outcomes: readonly string[]
  /** Why a case may be given back. */
  reasons: readonly string[]
  /** Whom this worker may hand the case over to, on duty first; empty unless it is theirs. */
  colleagues: readonly { id: string; name: string; here: boolean }[]
  book: PhraseGroup[]
  /** The language in which she reads a sentence of the book. */
  reads: string
  /** A sentence that was chosen to look at before sending it. */
  preview?: Preview
  /** A link that was just made for a referrer: shown this once. */
  made?: { request: string; link?: string; until?: number } | null
  drafted?: Drafted
  /** `null`: somebody else's talk, or a channel that tells nothing. */
  far: Far | null
  /** Ways of being in touch outside of the conversation. */
  ways: readonly string[]
  permit?: Permit
  /** A locale key that says why the last action did not happen, and what was written then. */
  trouble?: string
  /** Why taking it is asked about once more. */
  unfit?: readonly Against[]
  unsent?: Record<string, string>
}

/** One question of a case, to write a worker's entry beside its answer. */
export interface EditView extends CaseFrame {
  /** The question, by its label. */
  ask: Ask
  /** What the person said; `null`: it was not asked. */
  row: CaseRow | null
  asked?: Asked | undefined
  /** By the name of a field (`fieldName`). */
  given: Record<string, string>
  message: string
  trouble?: string
}

/** Cases nobody has: how many, and since when the first of them waits. */
export interface Free {
  /** BCP 47 tag; empty of all of them, or when not known. */
  id: string
  count: number
  urgent: number
  /** Of them, those where somebody waits to talk. */
  talk: number
  since: number
}

export interface Overview {
  at: number
  /** Days that `openings` go back. */
  days: number
  /** When the numbers are of the first so many cases only. */
  most: number | null
  /** `null`: every case has somebody. */
  free: { all: Free; languages: Free[] } | null
  workers: {
    id: string
    name: string
    state: string
    /** Milliseconds since 1970; 0 when signed out. */
    seen: number
    cases: number
    /** 0: no limit. */
    capacity: number
    languages: readonly string[]
  }[]
  /** Cases opened in full with a reason. */
  openings: { case: string; number: string; who: string; name: string; why: string; at: number }[]
}

export interface OverviewView extends Frame {
  overview: Overview
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
  /** Of those who see cases: what they can be asked for, and what they may say of it. */
  work: (Work & { tongues: readonly string[] }) | null
  /** What was sent last could not be read. */
  wrong: boolean
}

/** Entries are written by whoever has the case, beside something that was sent or shared. */
export const editable = ({ claimer, application, masked, record, shared }: Detail): boolean =>
  claimer?.me === true && application !== 'closed' && !masked && (record ?? shared) !== undefined

/** How a case may end. What becomes of the application itself is decided by an authority, elsewhere. */
/** Nobody has it, and somebody should: a person waits, or an application came. */
export const isFree = ({ application, talk, claimer }: Item): boolean =>
  !claimer && application !== 'closed' && (talk === 'waiting' || application !== 'draft')
