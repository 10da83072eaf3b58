import type { Translate } from '../../intake/form/words.ts'
import type { Shown } from './case/view.ts'
import type { Item } from './queue/view.ts'

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
export interface NoticeView extends Frame {
  /** Locale keys of a heading and a sentence. */
  title: string
  text: string
  /** Where a signed-in worker goes on, and where others sign in; or empty. */
  back: string
  go: string
}
