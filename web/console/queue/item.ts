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
  /** A colleague asks this worker to take it on, or this worker asked a colleague. */
  offered?: 'toMe' | 'byMe'
}

/** Nobody has it, and somebody should: a person waits, or an application came. */
export const isFree = ({ application, talk, assignee }: Item): boolean =>
  !assignee && application !== 'closed' && (talk === 'waiting' || application !== 'draft')
