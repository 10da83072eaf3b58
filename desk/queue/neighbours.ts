import { byWaiting, type Item, isFree } from '../../web/console/queue/item.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'
import { itemOf } from './items.ts'

/** The cases before and after one: of one's own among one's own, of one that nobody has among those; in the order of the lists. */
export async function neighboursOf(
  { around, clock }: Pick<DeskServices, 'around' | 'clock'>,
  found: Item,
  worker: Worker,
): Promise<{ previous?: string | undefined; next?: string | undefined }> {
  const mine = found.assignee?.me === true
  if (!mine && !isFree(found)) return {}
  const docs = mine ? await around.heldBy(worker.id) : (await around.free()).found
  const items = docs.map((doc) => itemOf(doc, worker))
  if (mine) items.sort(byWaiting(clock()))
  const at = items.findIndex(({ id }) => id === found.id)
  return at < 0 ? {} : { previous: items[at - 1]?.id, next: items[at + 1]?.id }
}
