import type { Cases } from '../../../../intake/case/cases.ts'
import type { Connector } from '../../azure/connector.ts'
import type { RelayedMessages } from './relayed.ts'
import { type ReleasedParts, releasedNotice } from './released.ts'
import { type SeesParts, seesCases } from './staff.ts'

/** Gone already, or not ours to delete any more, or of a channel that deletes nothing: asking again changes nothing. */
const FOR_GOOD = [403, 404, 405]

export interface RetractParts extends ReleasedParts, SeesParts {
  cases: Cases
  relayed: RelayedMessages
}

/**
 * Deletes what the person wrote from the chats of workers who may not have it there: the case is erased, or another's
 * or nobody's, or the worker is no longer of the staff. What could not be deleted stays noted for the sweep. What
 * the worker wrote there is the worker's own message, and Teams lets no bot delete it.
 */
export function retractRelayed(parts: RetractParts, azure: Connector) {
  const { cases, relayed } = parts
  const over = releasedNotice(parts, azure)

  return async (id: string): Promise<void> => {
    if (!(await relayed.any(id))) return
    const all = await relayed.of(id)
    const found = await cases.get(id)
    const holder = found?.content ? found.assignee : ''
    const keeps = holder !== '' && (await seesCases(holder, parts)) ? holder : ''
    let failed: unknown
    for (const one of all) {
      if (one.worker === keeps) continue
      try {
        const { chat, activity } = await one.where()
        await azure.remove(chat, activity).catch((error) => {
          if (!FOR_GOOD.includes(error?.statusCode)) throw error
        })
        await relayed.forget(id, one)
      } catch (error) {
        // One that cannot be deleted holds up no other.
        failed = error
      }
    }
    if (failed) throw failed
    if (!keeps) await relayed.done(id)
    // Whoever has it still hears of it again after signing in.
    for (const worker of new Set(all.map((one) => one.worker))) if (worker !== holder) await over(id, worker)
  }
}
