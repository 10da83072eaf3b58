import type { CaseView } from '../../web/console/case/view.ts'
import type { DeskServices } from '../services.ts'

/** Lines of the newest that a page shows. */
const SHOWN = 200

/** What was done to a case, by whom and when, the newest first: the audit says no more than that. */
export async function historyOf(
  { audit, workers }: Pick<DeskServices, 'audit' | 'workers'>,
  id: string,
): Promise<CaseView['history']> {
  const lines = await audit.page({ case: id }, null, SHOWN)
  // Whoever looks ten times looked.
  const told = lines.filter(
    (line, at) => line.who !== lines[at - 1]?.who || line.what !== lines[at - 1]?.what,
  )
  const names = new Map((await workers.lately()).map((one) => [one.id, one.name]))
  return told.map(({ changed: at, who, what }) => ({ at, who: names.get(who) ?? who, what }))
}
