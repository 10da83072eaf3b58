import { MINUTE } from '../hours/time.ts'

/**
 * So long a worker can undo an ending, in milliseconds: enough to see that it was the wrong case or the wrong press,
 * and no longer than she may wait for an answer of somebody who is not there any more. Until then nobody has told
 * her anything, and what she does undoes it too.
 */
export const UNDO = 5 * MINUTE

/** The outcome of a case that she withdrew: nobody goes on with it against her word. */
export const WITHDRAWN = 'withdrawn'

/** How a case ended, or what is said of that since. */
export interface Ending {
  outcome: string
  /** Who wrote it down. */
  by: { id: string; name: string }
  /** Milliseconds since 1970. */
  at: number
  /** She waited, and nobody had it: undone, she waits again. */
  waited?: true
  /** It takes the place of the one before, which stays to be read. */
  corrected?: true
}
