import { type Entries, type WorkerEntry, workerEntries } from './entries.ts'

/** What a worker writes down beside a case, for workers only. */
export interface Note extends WorkerEntry {
  text: string
  /** What was done with it, if it says why, and the reason chosen. */
  on?: 'transfer' | 'decline' | 'release' | 'raise' | 'relate' | 'unrelate' | 'close' | 'reopen' | 'correct'
  reason?: string
}

export const notes = (entries: Entries) => workerEntries<Note>(entries, 'note')

export type Notes = ReturnType<typeof notes>
