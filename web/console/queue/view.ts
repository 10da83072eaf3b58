import type { QueueFilter, Status } from '../../../intake/case/queue.ts'
import type { Fit } from '../../../intake/case/routing.ts'
import type { Frame } from '../frame-view.ts'

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
/** How a case may end. What becomes of the application itself is decided by an authority, elsewhere. */
/** Nobody has it, and somebody should: a person waits, or an application came. */
export const isFree = ({ application, talk, claimer }: Item): boolean =>
  !claimer && application !== 'closed' && (talk === 'waiting' || application !== 'draft')
