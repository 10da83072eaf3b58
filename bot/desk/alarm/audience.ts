import type { Step } from '../../../intake/alarm.ts'
import type { CaseDoc } from '../../../intake/cases.ts'
import type { WorkerDoc } from '../../../intake/workers.ts'

/** Who is called first: those on duty whom a case fits. Routing by skills and load plugs in here. */
export type Fits = (found: CaseDoc, onDuty: WorkerDoc[]) => WorkerDoc[] | Promise<WorkerDoc[]>

/** Without routing a case fits everybody. */
export const anybody: Fits = (_, onDuty) => onDuty

/** Ids of those on duty whose console rings at this step. */
export async function calledAt(
  step: Step,
  found: CaseDoc,
  onDuty: WorkerDoc[],
  fits: Fits,
): Promise<ReadonlySet<string>> {
  const called = step === 'fitting' ? await fits(found, onDuty) : onDuty
  return new Set(called.map(({ id }) => id))
}
