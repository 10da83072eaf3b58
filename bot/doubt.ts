import { DAY, MINUTE } from '../intake/hours/time.ts'
import type { LeaseDoc } from '../platform/lease.ts'

/**
 * What is erased is erased for good, so it is not erased on the word of a clock that has just jumped. The lease of
 * the sweep says until when some process was there: a clock that is far beyond that is either wrong, or no process
 * ran for that long. Which of the two shows by waiting: for as long as it jumped, and a day at most.
 */
export interface SweepLeaseDoc extends LeaseDoc {
  /** Nothing is erased before, in ms since 1970; absent in what an older program kept. */
  doubtedUntil?: number
}

/** Programs are replaced and machines restarted within so much. */
const GAP = 10 * MINUTE

/** Until when `now` is to be doubted, after what the lease said; 0: it is not. */
export function doubtAfter(held: Pick<SweepLeaseDoc, 'until' | 'doubtedUntil'> | null, now: number): number {
  if (!held) return 0
  const jump = now - held.until
  if (jump > GAP) return now + Math.min(jump, DAY)
  const { doubtedUntil = 0 } = held
  // Beyond a day it was written by a clock that has gone back since.
  return doubtedUntil > now && doubtedUntil - now <= DAY ? doubtedUntil : 0
}
