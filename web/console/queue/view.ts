import type { QueueFilter, Status } from '../../../intake/case/queue.ts'
import type { Frame } from '../frame-view.ts'
import type { Item } from './item.ts'

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
  search?: { typed: string; trouble: string; digits: number; items?: Item[] }
}
