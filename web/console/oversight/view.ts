/** Cases nobody has: how many, and since when the first of them waits. */

import type { Frame } from '../frame-view.ts'

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
  /** Days that `accessGrants` go back. */
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
    /** Of them, those that are urgent. */
    urgent: number
    /** 0: no limit. */
    capacity: number
    languages: readonly string[]
  }[]
  /** Cases opened in full with a reason. */
  accessGrants: { case: string; number: string; who: string; name: string; why: string; at: number }[]
}
export interface OverviewView extends Frame {
  overview: Overview
}
