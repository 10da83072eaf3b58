import type { CaseDoc } from '../../intake/case/case.ts'
import type { Item } from '../../web/console/queue/item.ts'
import type { Worker } from '../worker.ts'

/** Groups of five are easier to read out. */
export const numberOf = (id: string): string => id.replace(/(.{5})(?=.)/g, '$1 ')

/** One line of the queue: readable fields only. A colleague's name is sealed, so here it is just "not me". */
export const itemOf = (doc: Omit<CaseDoc, 'sealed'>, worker: Worker): Item => ({
  id: doc.id,
  number: numberOf(doc.id),
  application: doc.application,
  talk: doc.talk,
  language: doc.language,
  kind: doc.kind,
  channel: doc.channel,
  urgent: doc.urgent === 1,
  ...(doc.watched ? { watched: doc.watched } : {}),
  wish: doc.wish ?? '',
  assignee: doc.assignee ? { me: doc.assignee === worker.id } : null,
  created: doc.created,
  since: doc.waitingSince,
  sent: doc.sent,
  closed: doc.closed,
  changed: doc.changed,
  alarmed: doc.alarmed?.times ?? 0,
  ...(doc.unanswered === undefined ? {} : { unanswered: doc.unanswered }),
  ...(doc.offered && doc.offered === worker.id ? { offered: 'toMe' } : {}),
  ...(doc.offered && doc.assignee === worker.id ? { offered: 'byMe' } : {}),
})

/** Cases that a colleague asked this worker to take on. */
export const offersTo = async (
  { offersTo }: { offersTo: (worker: Worker) => Promise<CaseDoc[]> },
  worker: Worker,
): Promise<Item[]> => (await offersTo(worker)).map((doc) => itemOf(doc, worker))
