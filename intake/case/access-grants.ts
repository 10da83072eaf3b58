import { HOUR, isWithin } from '../hours/time.ts'
import { type Entries, type WorkerEntry, workerEntries } from './entries.ts'

/** Why a case that is not one's own is opened in full. */
export const accessReasons = [
  'danger',
  'contact',
  'cover',
  'samePerson',
  'oversight',
  'request',
  'other',
] as const
export type AccessReason = (typeof accessReasons)[number]

/** A case opened in full by somebody who does not have it ("break-glass"): who, why, in what words. */
export interface AccessGrant extends WorkerEntry {
  why: AccessReason
  words: string
}

/** It holds for so long, in milliseconds. */
const OPEN_FOR = HOUR

type Readable = Pick<AccessGrant, 'who' | 'why'>

export const accessGrants = (entries: Entries) => ({
  ...workerEntries<AccessGrant>(entries, 'access', ({ who, why }): Readable => ({ who, why })),
  /** Of all cases, the newest first; who and why, not in what words. */
  async since(from: number, limit: number): Promise<Pick<AccessGrant, 'case' | 'who' | 'why' | 'at'>[]> {
    const found = await entries.since('access', from, limit)
    return found.map(({ part, order, ...one }) => ({ ...(one as Readable), case: part, at: order }))
  },
})

export type AccessGrants = ReturnType<typeof accessGrants>

/** Until when this worker may read the case in full, in ms since 1970; `null`: not now. */
export function grantedUntil(grants: readonly AccessGrant[], who: string, now: number): number | null {
  const held = grants.filter((one) => one.who === who && isWithin(one.at, OPEN_FOR - 1, now))
  return held.length > 0 ? Math.max(...held.map(({ at }) => at)) + OPEN_FOR : null
}
