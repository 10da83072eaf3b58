import { byWaiting, type Item, isFree } from '../../web/console/queue/item.ts'
import type { QueueGroup } from '../../web/console/queue/view.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'
import { itemOf } from './items.ts'
import { isLive, partOf } from './queue.ts'

/** Rows of each part: what is further down is in the queue. */
const ROWS = 10

interface Beside {
  list: QueueGroup[]
  /** Ids of the cases before and after it. */
  beside: { previous?: string | undefined; next?: string | undefined }
}

/**
 * What stands beside an open case: who waits to talk, what is urgent, one's own and what else nobody has, in the order
 * of the queue; and its neighbours, of one's own among one's own, of one that nobody has among those. Asks the store
 * for nothing that the frame of the page has not asked for.
 */
export async function listBeside(
  { around, clock }: Pick<DeskServices, 'around' | 'clock'>,
  found: Item,
  worker: Worker,
): Promise<Beside> {
  const [unheld, held] = await Promise.all([around.free(), around.heldBy(worker.id)])
  const free = unheld.found.map((doc) => itemOf(doc, worker))
  const mine = held.map((doc) => itemOf(doc, worker)).sort(byWaiting(clock()))
  const sent = free.filter((one) => !isLive(one))
  const more = unheld.more
  const part = (...[id, items, further, all]: Parameters<typeof partOf>) =>
    withOpen(partOf(id, items, further, all, ROWS), items, found.id)
  return {
    list: [
      part('live', free.filter(isLive), false, { status: 'waiting' }),
      part(
        'urgent',
        sent.filter(({ urgent }) => urgent),
        more,
        { whose: 'free', urgent: true },
      ),
      part('mine', mine, false, { whose: 'mine' }),
      part(
        'free',
        sent.filter(({ urgent }) => !urgent),
        more,
        { whose: 'free' },
      ),
    ],
    beside: besideOf(found.assignee?.me ? mine : isFree(found) ? free : [], found.id),
  }
}

/** The open case is in its part however far down it stands. */
function withOpen(group: QueueGroup, all: readonly Item[], id: string): QueueGroup {
  const open = all.find((one) => one.id === id)
  return open && !group.items.includes(open) ? { ...group, items: [...group.items, open] } : group
}

function besideOf(items: readonly Item[], id: string): Beside['beside'] {
  const at = items.findIndex((one) => one.id === id)
  return at < 0 ? {} : { previous: items[at - 1]?.id, next: items[at + 1]?.id }
}
