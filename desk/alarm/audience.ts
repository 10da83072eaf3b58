import type { Step } from '../../intake/case/alarm.ts'
import type { CaseDoc } from '../../intake/case/case.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'

/** Who of those on duty is called first for a case. Asked once for many cases: what each has in hand is counted then. */
export type Fits = (onDuty: readonly WorkerDoc[]) => Promise<(found: CaseDoc) => WorkerDoc[]>

/** Ids of those on duty whose console rings at this step. */
export async function calledAt(
  step: Step,
  found: CaseDoc,
  onDuty: readonly WorkerDoc[],
  fits: Fits,
): Promise<ReadonlySet<string>> {
  const called = step === 'fitting' ? (await fits(onDuty))(found) : onDuty
  return new Set(called.map(({ id }) => id))
}
