import type { Cases } from '../../intake/case/cases.ts'
import { dueStep, HUB, type Limits, type Presence } from '../../intake/case/timeouts.ts'
import type { Workers } from '../../intake/case/workers.ts'
import type { Cursor } from '../../intake/store/paging.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { log, nameOf } from '../../platform/errors.ts'
import type { Desk } from '../desk.ts'

interface ReclaimParts {
  cases: Cases
  workers: Workers
  desk: Pick<Desk, 'timeOut' | 'notifyOwed' | 'endDue'>
  clock: Clock
  limits: Limits
}

/** Looked through in one round, so that a round stays short however many cases workers have. */
const A_ROUND = 500
const AT_ONCE = 100

/**
 * Ends what can no longer be undone, and takes back what a worker has let lie, by the rule of `intake/case/timeouts.ts`. Each round goes on where the last one
 * ended. Every change is conditional on the rule still asking for it: a worker who acts at that moment wins.
 */
export function reclaim({ cases, workers, desk, clock, limits }: ReclaimParts) {
  let after: Cursor | null = null

  return async function once(): Promise<void> {
    await desk.notifyOwed(AT_ONCE)
    await desk.endDue(AT_ONCE)
    const found = await cases.claimed(after, A_ROUND)
    const last = found.length === A_ROUND ? found.at(-1) : undefined
    after = last ? [last.created, last.id] : null
    const seen = new Map<string, Presence | null>()
    for (const one of found) {
      const { id, assignee } = one
      if (assignee && assignee !== HUB && !seen.has(assignee)) seen.set(assignee, await workers.get(assignee))
      if (!dueStep(one, seen.get(assignee) ?? null, clock(), limits)) continue
      // Once more, as it is now: the list may be a moment old, and so may the sign of life.
      const who = assignee === HUB ? null : await workers.get(assignee)
      const step = dueStep(one, who, clock(), limits)
      if (!step) continue
      // One that cannot be read must not hold up the rest.
      await desk
        .timeOut(id, { of: assignee, step, who, limits })
        .catch((error) => log('reclaim.failed', nameOf(error)))
    }
  }
}
