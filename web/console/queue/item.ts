import { remindsSince } from '../../../intake/case/reminders.ts'
import type { Fit } from '../../../intake/case/routing.ts'

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
  /** When the word was last given that is said when forced. */
  watched?: number
  /** Would rather talk with; empty when nothing was said. */
  wish: '' | 'woman' | 'man'
  /** How a case that nobody has goes together with whoever looks. */
  fit?: Fit
  /** Who has it; a name only where one case is looked at. */
  assignee: { me: boolean; name?: string } | null
  created: number
  since: number
  sent: number
  closed: number
  changed: number
  /** How often its alarm was raised; 0 where there is none. */
  alarmed: number
  /** Since when somebody waits for whoever has it to answer, or to say a first word. */
  unanswered?: number
  /** Since when there is an answer that whoever has it has not looked at. */
  news?: number
  /** Of a case one has: when one wants to be reminded of it next. */
  remind?: number
  /** Of somebody who waits: when she last wrote. */
  wrote?: number
  /** Closed, and that can still be undone. */
  undoable?: true
  /** Nothing of it is left but its number and times. */
  erased?: boolean
  /** How it ended, once it is closed, and whether something else was written down before. */
  outcome?: string
  corrected?: true
  /** A colleague asks this worker to take it on, or this worker asked a colleague. */
  offered?: 'toMe' | 'byMe'
}

/** Who writes in the conversation of a case, and reads what a worker writes there. */
export type Reader = 'person' | 'referrer'
export const readerOf = ({ kind }: Pick<Item, 'kind'>): Reader =>
  kind === 'referrer' || kind === 'consultation' ? 'referrer' : 'person'

/** Of a case one has: since when something there waits for oneself. */
export const waitsSince = ({ unanswered, news, remind }: Item, now: number): number | undefined =>
  unanswered ?? news ?? remindsSince({ remindAt: remind }, now)

/** What one has, in the order in which it waits: for an answer, to be looked at, to be remembered; and then the rest as it was. */
export const byWaiting =
  (now: number) =>
  (a: Item, b: Item): number => {
    const rank = (one: Item) =>
      one.unanswered !== undefined ? 0 : one.news !== undefined ? 1 : waitsSince(one, now) ? 2 : 3
    return rank(a) - rank(b) || (waitsSince(a, now) ?? 0) - (waitsSince(b, now) ?? 0)
  }

/** Of what has ended: whoever had it, or a supervisor, may go on with it. */
export const mayReopen = ({ application, assignee, erased }: Item, others: boolean): boolean =>
  application === 'closed' && !erased && (others || assignee?.me === true)

/** Nobody has it, and somebody should: a person waits, or an application came. */
export const isFree = ({ application, talk, assignee }: Item): boolean =>
  !assignee && application !== 'closed' && (talk === 'waiting' || application !== 'draft')
