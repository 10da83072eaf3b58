import type { Clock, Collection } from '../store/ports.ts'
import type { Vault } from '../store/seal.ts'
import type { ListDoc } from './case-list.ts'
import { caseEntries, type Entry } from './entries.ts'

/** What a worker writes down beside a case, for workers only. */
export interface Note extends Entry {
  text: string
  /** What was done with it, if it says why: handing over, not taking it, giving it back; and the reason chosen. */
  on?: 'transfer' | 'decline' | 'release'
  reason?: string
}

export const notes = (collection: Collection<ListDoc>, vault: Vault, clock: Clock) =>
  caseEntries<Note>(collection, vault, clock, { field: 'note' })

export type Notes = ReturnType<typeof notes>
