import type { Clock, Collection } from '../store/ports.ts'
import type { Vault } from '../store/seal.ts'
import type { ListDoc } from './case-list.ts'
import { caseEntries, type Entry } from './entries.ts'

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
export interface AccessGrant extends Entry {
  why: AccessReason
  words: string
}

/** Who and why stay readable, so that supervisors are told without opening anything; the words do not. */
export interface AccessGrantDoc extends ListDoc {
  who: string
  why: AccessReason
}

/** It holds for so long, in milliseconds. */
const OPEN_FOR = 3_600_000

export function accessGrants(collection: Collection<AccessGrantDoc>, vault: Vault, clock: Clock) {
  return {
    ...caseEntries<AccessGrant, AccessGrantDoc>(collection, vault, clock, {
      field: 'opening',
      open: ({ who, why }) => ({ who, why }),
    }),

    /** Until when this worker may read the case in full, in ms since 1970; `null`: not now. */
    async until(caseId: string, who: string): Promise<number | null> {
      const found = await collection.find({
        where: { part: caseId, who },
        range: { field: 'order', from: clock() - OPEN_FOR + 1 },
        limit: 100,
      })
      return found.length > 0 ? Math.max(...found.map(({ order }) => order)) + OPEN_FOR : null
    },

    /** The newest first, readable fields only. */
    since: (from: number, limit: number) =>
      collection.find({
        range: { field: 'order', from },
        order: { field: 'order', descending: true },
        limit,
      }),
  }
}

export type AccessGrants = ReturnType<typeof accessGrants>
