import type { Step } from '../../intake/case/alarm.ts'
import type { CaseDoc } from '../../intake/case/case.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'

/** Who of those on duty is called first for a case. Asked once for many cases: what each has in hand is counted then. */
export type Fits = (onDuty: readonly WorkerDoc[]) => Promise<(found: CaseDoc) => WorkerDoc[]>

/** A reminder is for whoever has the case, as long as that one is here; everything else for those whom it fits. */
export const firstOf = (
  found: CaseDoc,
  onDuty: readonly WorkerDoc[],
  fitting: (found: CaseDoc) => WorkerDoc[],
) => (found.assignee ? onDuty.filter(({ id }) => id === found.assignee) : fitting(found))

/** Ids of those on duty whose console rings at this step. */
export async function calledAt(
  step: Step,
  found: CaseDoc,
  onDuty: readonly WorkerDoc[],
  fits: Fits,
): Promise<ReadonlySet<string>> {
  const called = step === 'fitting' ? firstOf(found, onDuty, await fits(onDuty)) : onDuty
  return new Set(called.map(({ id }) => id))
}
