import type { Translate } from '../../intake/form/words.ts'
import type { Item } from './queue/item.ts'

/** Whoever is signed in, and what the pages offer to that role. */
export interface Viewer {
  id: string
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
  worker: Viewer | null
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
  /** Cases of this worker in which something waits for an answer or to be looked at. */
  own: Item[]
  /** In how many of them a reminder is due, and when the next will be, in ms since 1970. */
  due: number
  dueNext?: number | undefined
  /** A search that led to no case: what was typed, and a locale key that says why. */
  search?: { typed: string; trouble: string; digits: number; items?: Item[] } | undefined
  /** What is wrong with the alarm chain itself, in words. */
  troubles: string[]
}

export interface NoticeView extends Frame {
  /** Locale keys of a heading and a sentence. */
  title: string
  text: string
  /** What was written and not kept, to be copied. */
  typed: readonly string[]
  /** Where a signed-in worker goes on, and where others sign in; or empty. */
  back: string
  go: string
}
