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
/** What a colleague asks this worker to take on: who asks, when, and what is to be known. */
export interface OfferShown {
  item: Item
  from: string
  at: number
  note: string
}
export interface QueueView extends Frame {
  asked: readonly OfferShown[]
  filter: Narrowed
  /** Forms part of the address: what each filter may be. */
  choices: Record<Exclude<keyof QueueFilter, 'status'>, readonly string[]>
  /** Of each worker who may be chosen, the name. */
  names: ReadonlyMap<string, string>
  statuses: readonly Status[]
  /** A filter beside the status is set. */
  narrowed: boolean
  groups: QueueGroup[]
  /** Of the first page: strangers who wrote the same words. */
  waves: WaveShown[]
  /** Addresses of the page after this one, and of the first when this is a later one. */
  next?: string | undefined
  first?: string | undefined
}

/** Strangers who wait and wrote the same words, as one row of the queue. */
export interface WaveShown {
  alike: string
  count: number
  /** When the first of them began to wait. */
  since: number
  /** BCP 47 tags. */
  languages: readonly string[]
}

export interface WaveView extends Frame {
  alike: string
  /** What all of them wrote, in letters only. */
  words: readonly string[]
  waiting: readonly Item[]
  /** So many of them are cleared at once. */
  most: number
  /** Cleared by this worker, until when that can be undone, and how many were left because they had changed. */
  cleared: { count: number; until: number }
  left: number
  /** A reason that was none, to be mended. */
  typed?: string
  message: string
}
