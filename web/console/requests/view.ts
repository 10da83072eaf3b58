import type { Agreement } from '../../../intake/case/meeting.ts'
import type { Basis, Party } from '../../../intake/case/requests.ts'
import type { Ask } from '../../../intake/form/ask.ts'
import type { Row } from '../../../intake/form/rows.ts'

/** Where an answer comes from. Times are milliseconds since 1970, `on` an ISO 8601 day. */
export interface AnswerSource {
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
export interface Sourced extends Pick<Row, 'status' | 'text' | 'language' | 'verbatim'> {
  source: AnswerSource
  /** Came since whoever has the case last looked. */
  fresh?: boolean
}
/** A request for more information. */
export interface RequestShown {
  id: string
  to: Party
  at: number
  by: string
  status: 'open' | 'answered' | 'withdrawn'
  source: AnswerSource
  ended?: number
  /** Of a referrer: when the link ends, 0 without one, and whether it has. */
  until?: number
  expired?: boolean
  fresh?: boolean
  questions: { key: string; label: string; answer?: Sourced }[]
  /** Of an authority that has not answered: what is filled in for it. */
  fields: Ask[]
}
/** What is agreed on the joint meeting, each time it was written down. */
export interface MeetingShown {
  wishes: Row[]
  agreed: (Agreement & { by: string; me: boolean; at: number })[]
}
/** A request that was just made; of a referrer's the link in full, this once, and until when in ms since 1970. */
export interface LinkShown {
  request: string
  link?: string
  until?: number
}
