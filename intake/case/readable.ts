import { type CaseDoc, type Draft, hasTakenAll } from './case.ts'

/** What the readable fields say of a transfer to the case-management system; always worked out from the content. */
export function transferOf(now: Draft): Pick<CaseDoc, 'exportDue' | 'eraseAfterExport' | 'outcome'> {
  const { content, exported, exportErased, outcome } = now
  const { record } = content ?? {}
  const all = hasTakenAll(now)
  return {
    exportDue: record && !all ? Math.max(record.at, content?.added?.at ?? 0) : undefined,
    eraseAfterExport: all && !exportErased ? exported?.at : undefined,
    outcome: content?.outcome || outcome || undefined,
  }
}

/** Urgent first, then whoever has waited longest. */
export const rankOf = (urgent: number, since: number): string =>
  `${urgent ? 0 : 1}${String(since).padStart(15, '0')}`
