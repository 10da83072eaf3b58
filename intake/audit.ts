import { randomUUID } from 'node:crypto'
import type { Clock, Collection, Doc } from './ports.ts'

/** Who did what to which case, and when. Never what was in it. Append only. */
export interface AuditDoc extends Doc {
  /** Milliseconds since 1970. */
  order: number
  who: string
  what: 'view' | 'claim' | 'release' | 'message' | 'note' | 'close' | 'signIn' | 'endSignIns'
  case: string
}

export function audit(collection: Collection<AuditDoc>, clock: Clock) {
  return {
    async note(who: string, what: AuditDoc['what'], caseId: string): Promise<void> {
      const now = clock()
      await collection.create({
        id: randomUUID(),
        part: caseId || 'desk',
        changed: now,
        order: now,
        who,
        what,
        case: caseId,
      })
    },
    of: (caseId: string, limit = 1000) =>
      collection.find({ where: { part: caseId }, order: { field: 'order' }, limit }),
  }
}

export type Audit = ReturnType<typeof audit>
