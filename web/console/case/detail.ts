import type { Attempt } from '../../../intake/case/attempts.ts'
import type { Advice } from '../../../intake/case/contact-rules.ts'
import type { Ending } from '../../../intake/case/endings.ts'
import type { Note } from '../../../intake/case/notes.ts'
import type { Party } from '../../../intake/case/requests.ts'
import type { Seen } from '../../../intake/case/seen.ts'
import type { Carried, Closing } from '../../../intake/conversation/carried.ts'
import type { Permission } from '../../../intake/conversation/permission.ts'
import type { Indicator } from '../../../intake/form/indicators.ts'
import type { Dialable } from '../../../intake/form/phone.ts'
import type { Row } from '../../../intake/form/rows.ts'
import type { QuestionContext } from '../../../intake/form/wording-archive.ts'
import type { Item } from '../queue/item.ts'
import type { MeetingShown, RequestShown, Sourced } from '../requests/view.ts'
import type { MessageShown } from '../talk/view.ts'
import type { ReminderShown } from '../today/view.ts'

/** A worker's note. */
export interface Noted {
  id: string
  name: string
  me: boolean
  /** What was done with the case, of a note that says why, and the reason chosen from the list. */
  on?: Note['on']
  reason?: string
  text: string
  at: number
}
/** An answer on the case page; `masked` where this reader may not read it. */
export interface CaseRow extends Row {
  masked?: true
  /** Came since whoever has the case last looked. */
  fresh?: boolean
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
export interface AccessShown {
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
/** A case that a worker says is of the same person: its short number, and all of it for a reader who has that case too. */
export interface RelatedCase {
  short: string
  case?: string
  /** One of `relateReasons`. */
  why: string
  name: string
  at: number
}
/** How it ended, once; `name` of who wrote it down. */
export interface EndingShown extends Pick<Ending, 'outcome' | 'at' | 'corrected'> {
  name: string
}
/** One case as whoever opened it may read it. */
export interface Detail extends Item {
  /** She came with the return code of another conversation, of a case where there is one, and gave no word for it. */
  codeOf?: { number?: string } | undefined
  /** Deleted by the person, or come to its date: only number and times are left. */
  erased: boolean
  /** Of a case that is being handed over to or by this worker: names, and when in milliseconds since 1970. */
  offer?: { to: string; from: string; at: number }
  /** How the last offer of this worker ended when nobody took it. */
  offerEnded?: { how: 'declined' | 'lapsed' | 'withdrawn'; name: string; at: number }
  /** Every ending and correction, the oldest first; the last is what counts. */
  endings: readonly EndingShown[]
  /** Closed by whom, while that can be undone: until then, in ms since 1970. */
  ending?: { me: boolean; name: string; until: number; outcome: string }
  /** She did something before she was told that it had ended: when, in ms since 1970. */
  goesOn?: number
  /** The reader may open it again, or say that it ended otherwise. */
  mayReopen: boolean
  record?: { kind: string; revision: number; at: number; language: string }
  rows: CaseRow[]
  /** Present when she let a worker read answers that she has not sent. */
  shared?: CaseRow[]
  /** Questions of this case that have not been asked. */
  /** Of whoever has it: up to when each part had been seen, and of each in which something is new, up to when that is. */
  seen?: Seen
  unseen?: Partial<Seen>
  unasked: Pick<Row, 'key' | 'group' | 'label'>[]
  /** By question, the newest first. */
  readings: Record<string, ReadAs[]>
  accessGrants: AccessShown[]
  same: SameCase[]
  related: RelatedCase[]
  /** Present when identity and free words are hidden from this reader: how much else there is. */
  masked?: { messages: number; notes: number }
  /** Read in full for a reason that was given; until then, in ms since 1970. */
  until?: number
  messages: MessageShown[]
  /** Of a channel that is pushed: why nothing goes out to her phone now, and when that changed. */
  phone?: { closed?: Closing | undefined; doors: Carried['doors'] }
  notes: Noted[]
  /** What may be done now to reach the person, and when that next changes; `null` when nothing is left of the case. */
  /** `dial`: her number as it is dialled from anywhere, where she gave one. */
  contact: { advice: Advice[]; changes: number | null; dial?: Dialable | undefined } | null
  indicators: Indicator[]
  /** Whether a machine may translate what she writes; `null`: there is none here. */
  machine: { may: boolean } | null
  /** Contacts that workers started, oldest first. */
  attempts: (Omit<Attempt, 'who'> & { me: boolean })[]
  /** What whoever has it is to be reminded of, the next first. */
  reminders: ReminderShown[]
  requests: RequestShown[]
  /** Whom more can be asked of, and what. */
  askable: {
    to: Party
    /** `open`: it has no answer yet. */
    questions: { key: string; label: string; group: string; open: boolean }[]
    /** Asked together, by one choice: what of it is open. */
    sets: { id: string; title: string; labels: string[] }[]
  }[]
  /** What others answered, by question. */
  others: Record<string, Sourced[]>
  /** Who gave the answers in `rows`. */
  source: Party
  /** What she said of asking and telling others. `yes`: only that is a consent. */
  consents: { label: string; text: string; yes: boolean }[]
  /** What she agreed to, in the words she read. */
  permissions: readonly Permission[]
  /** `null`: no reception centre is part of it. */
  meeting: MeetingShown | null
  /** The words each answer was asked in, by question. */
  asked?: Record<string, QuestionContext>
}
/** Neither closed nor deleted. */
export const isOpen = ({ application, erased }: Detail): boolean => application !== 'closed' && !erased
/** Open, and the reader has it. */
export const isMine = (found: Detail): boolean => isOpen(found) && found.assignee?.me === true
/** Entries are written by whoever has the case, beside something that was sent or shared. */
export const editable = ({ assignee, application, masked, record, shared }: Detail): boolean =>
  assignee?.me === true && application !== 'closed' && !masked && (record ?? shared) !== undefined
