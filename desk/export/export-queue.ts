import type { Audit } from '../../intake/audit/audit.ts'
import { type Case, revisionOf } from '../../intake/case/case.ts'
import type { CaseFiles } from '../../intake/case/case-file.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { type ExportedCase, exportOf } from '../../intake/case/export.ts'
import { DAY } from '../../intake/hours/time.ts'
import { type Cursor, showCursor } from '../../intake/store/paging.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { SealError } from '../../intake/store/seal.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'

interface ExportParts {
  cases: Cases
  fileOf: CaseFiles['fileOf']
  audit: Audit
  clock: Clock
  /** Days a case stays after it was acknowledged. */
  exportedDays: number
}

const AT_ONCE = 100

/** How the case-management system is written down in the audit. */
const SYSTEM = 'case-management'

/**
 * Cases on their way to the case-management system. A revision is given until it is acknowledged; a newer one
 * of the same case is given in its place. The case itself says what was acknowledged, so a crash between
 * anything leaves either the old truth or the new one.
 */
export function exportQueue({ cases, fileOf, audit, clock, exportedDays }: ExportParts) {
  async function exported(found: Case | null): Promise<ExportedCase | null> {
    if (!found?.content) return null
    const { messages, annotations, translations } = await fileOf(found)
    return exportOf(found, messages, annotations, translations)
  }

  /** `null`: it was erased since the list was read, or cannot be read; one such case must not hold up the rest. */
  async function readable(id: string): Promise<ExportedCase | null> {
    try {
      return await exported(await cases.get(id))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      if (error.code !== 'KEY_GONE') log('export.unreadable', nameOf(error))
      return null
    }
  }

  async function eraseOne(id: string): Promise<void> {
    const erased = await cases.erase(id, 'erasedAfterExport')
    if (!erased) return
    await audit.note('silta', 'erase', id)
    await cases.apply(id, { type: 'nothingLeft' })
  }

  return {
    /** One case for whoever may read it, written down as taken out. @throws Refusal NOT_FOUND */
    async one(id: string, who: string): Promise<ExportedCase> {
      const found = await readable(id)
      if (!found) throw new Refusal('NOT_FOUND', 'nothing was sent, or it is erased')
      await audit.note(who, 'export', id)
      return found
    },

    /** What waits to be taken, oldest first. `next`: where this round goes on; `null` at its end. */
    async pull(after: Cursor | null, limit: number): Promise<{ cases: ExportedCase[]; next: string | null }> {
      const docs = await cases.outgoing(after, limit)
      const given: ExportedCase[] = []
      for (const { id } of docs) {
        const one = await readable(id)
        if (!one) continue
        await audit.note(SYSTEM, 'export', id)
        given.push(one)
      }
      const last = docs.length === limit ? docs.at(-1) : undefined
      return { cases: given, next: last ? showCursor([last.exportDue!, last.id]) : null }
    },

    /**
     * Acknowledging again says the same as the first time. The line in the audit comes first: a crash after it
     * leaves a line too many, never one too few.
     * @throws Refusal NOT_FOUND for a revision that was never sent; GONE when it was erased before it was
     * acknowledged, so that the other side can erase it as well
     */
    async acknowledge(id: string, revision: number): Promise<{ revision: number; at: number }> {
      const found = await cases.get(id)
      const known = found?.exported && found.exported.revision >= revision
      if (found && !known) {
        if (!found.content) throw new Refusal('GONE', 'the case was erased; erase what you took of it')
        if (revision > revisionOf(found.content)) throw new Refusal('NOT_FOUND')
        await audit.note(SYSTEM, 'acknowledge', id)
      }
      const now = await cases.apply(id, { type: 'acknowledged', revision })
      const taken = now?.exported ?? (await cases.get(id))?.exported
      if (!taken) throw new Refusal(found ? 'GONE' : 'NOT_FOUND')
      return taken
    },

    /** Erases what was acknowledged long enough ago, unless somebody is talking or more was sent since. */
    async erase(): Promise<void> {
      const due = await cases.leaving(clock() - exportedDays * DAY, AT_ONCE)
      const done = await Promise.allSettled(due.map(({ id }) => eraseOne(id)))
      // All are tried before one that failed is told of.
      const failed = done.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    },
  }
}

export type ExportQueue = ReturnType<typeof exportQueue>
