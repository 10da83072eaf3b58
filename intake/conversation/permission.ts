/**
 * A "yes" by which workers may read or do something, in the very words that she read: what they were must be told
 * when the words of the program have long been others.
 */
export interface Permission {
  /** What she was asked, and the button or option she chose. */
  asked: string
  answered: string
  /** BCP 47 tag of both. */
  language: string
  /** Milliseconds since 1970. */
  at: number
}

/** More than these nobody reads again; the first, which began it, stays. */
const MOST = 20

export const withPermission = (before: readonly Permission[] = [], one: Permission): Permission[] =>
  before.length < MOST ? [...before, one] : [before[0]!, ...before.slice(2), one]
