import type { CaseDoc } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import {
  type Against,
  type Asking,
  asksAgain,
  type Fit,
  fitOf,
  fitting,
  type Load,
} from '../../intake/case/routing.ts'
import type { WorkerDoc, Workers } from '../../intake/case/workers.ts'

interface FitParts {
  workers: Pick<Workers, 'get'>
  cases: Pick<Cases, 'held'>
}

/** What a worker can be asked for who has never said anything of it. */
const unsaid = (id: string): Pick<WorkerDoc, 'id' | 'capacity' | 'skills'> => ({
  id,
  capacity: 0,
  skills: { languages: [], children: false, gender: '' },
})

/** Only who has a limit is counted, and no further than to it. */
const loadOf = async ({ id, capacity }: Pick<WorkerDoc, 'id' | 'capacity'>, cases: FitParts['cases']) =>
  [id, capacity > 0 ? await cases.held(id, capacity) : 0] as const

const loadsOf = async (all: readonly WorkerDoc[], cases: FitParts['cases']): Promise<Load> =>
  new Map(await Promise.all(all.map((one) => loadOf(one, cases))))

/** Says of any case whom of those on duty it is for just now; their loads are counted once. */
export const matching =
  ({ cases }: Pick<FitParts, 'cases'>) =>
  async (onDuty: readonly WorkerDoc[]) => {
    const load = await loadsOf(onDuty, cases)
    return (found: CaseDoc): WorkerDoc[] => fitting(found, onDuty, load)
  }

/** What stands between this worker and a claim of the case, from the store as it is now. */
export async function askedAgain(
  found: Asking,
  worker: string,
  { workers, cases }: FitParts,
): Promise<Against[]> {
  const me = (await workers.get(worker)) ?? unsaid(worker)
  return asksAgain(found, me, new Map([await loadOf(me, cases)]))
}

/**
 * Says of any case how it fits this worker just now. Colleagues' loads are counted once, and only for an urgent
 * case that does not fit this worker: it may fit nobody.
 */
export async function fitFor(
  worker: string,
  { workers, cases }: { workers: Pick<Workers, 'lately' | 'isOnDuty'>; cases: FitParts['cases'] },
) {
  const all = await workers.lately()
  const onDuty = all.filter(workers.isOnDuty)
  const me = all.find(({ id }) => id === worker) ?? unsaid(worker)
  const own = await loadOf(me, cases)
  let loads: Promise<Load> | undefined
  const everyones = async () => new Map([...(await loadsOf(onDuty, cases)), own])
  return async (found: CaseDoc): Promise<Fit> => {
    const fit = fitOf(found, me, onDuty, new Map([own]))
    if (!found.urgent || fit.against.length === 0) return fit
    loads ??= everyones()
    return fitOf(found, me, onDuty, await loads)
  }
}
