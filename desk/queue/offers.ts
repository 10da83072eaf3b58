import { log, nameOf } from '../../platform/errors.ts'
import type { OfferShown } from '../../web/console/queue/view.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'
import { itemOf } from './items.ts'

/** What a worker is asked to take on, with who asks and what is to be known: read, and written down, as a view of the case. */
export const offersFor = async (
  { desk }: Pick<DeskServices, 'desk'>,
  worker: Worker,
  again: boolean,
): Promise<OfferShown[]> =>
  Promise.all(
    (await desk.offersTo(worker)).map(async (doc) => {
      // One that cannot be read, or is just being erased, keeps nobody from the queue.
      const seen = await desk.view(doc.id, worker, again).catch((error) => {
        log('offer.unread', nameOf(error))
        return null
      })
      const said = seen?.notes.findLast(({ on, who }) => on === 'transfer' && who === doc.assignee)
      return {
        item: itemOf(doc, worker),
        from: seen?.case.content?.assigneeName ?? '',
        at: doc.offeredAt ?? 0,
        note: said?.text ?? '',
      }
    }),
  )
