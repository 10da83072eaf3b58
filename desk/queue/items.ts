import type { CaseDoc } from '../../intake/case/case.ts'
import { byWaiting, type Item } from '../../web/console/queue/item.ts'
import type { Worker } from '../worker.ts'

/** Groups of five are easier to read out. */
export const numberOf = (id: string): string => id.replace(/(.{5})(?=.)/g, '$1 ')

/** Names of workers by id. */
export type Names = ReadonlyMap<string, string>

function assigneeOf(id: string, worker: Worker, names?: Names): Item['assignee'] {
  if (!id) return null
  const me = id === worker.id
  const name = me ? undefined : names?.get(id)
  return { me, ...(name ? { name } : {}) }
}

const ended = { application: 'closed', talk: 'bot', undoable: true } as const

/** One line of the queue: readable fields only. A colleague's name is sealed in the case: it comes from `names`. */
export const itemOf = (
  doc: Omit<CaseDoc, 'sealed'> & { sealed?: string },
  worker: Worker,
  names?: Names,
): Item => ({
  id: doc.id,
  number: numberOf(doc.id),
  // To workers it is over from when one of them closes it, though she is told only later.
  ...(doc.talk === 'ending' ? ended : { application: doc.application, talk: doc.talk }),
  language: doc.language,
  kind: doc.kind,
  channel: doc.channel,
  urgent: doc.urgent === 1,
  ...(doc.watched ? { watched: doc.watched } : {}),
  wish: doc.wish ?? '',
  assignee: assigneeOf(doc.assignee, worker, names),
  created: doc.created,
  since: doc.waitingSince,
  sent: doc.sent,
  closed: doc.closed,
  changed: doc.changed,
  alarmed: doc.alarmed?.times ?? 0,
  ...(doc.unanswered === undefined ? {} : { unanswered: doc.unanswered }),
  ...(doc.news === undefined ? {} : { news: doc.news }),
  ...(doc.remindAt !== undefined && doc.assignee === worker.id ? { remind: doc.remindAt } : {}),
  ...(doc.talk === 'waiting' && doc.lastMessageAt ? { wrote: doc.lastMessageAt } : {}),
  ...(doc.sealed === '' ? { erased: true } : {}),
  ...(doc.outcome && doc.application === 'closed' ? { outcome: doc.outcome } : {}),
  ...(doc.corrected ? { corrected: true } : {}),
  ...(doc.offered && doc.offered === worker.id ? { offered: 'toMe' } : {}),
  ...(doc.offered && doc.assignee === worker.id ? { offered: 'byMe' } : {}),
})

/** Cases this worker has in which something waits for an answer or to be looked at. */
export const waitingFor = async (
  { waitingFor: of }: { waitingFor: (worker: string) => Promise<CaseDoc[]> },
  worker: Worker,
  now: number,
): Promise<Item[]> => (await of(worker.id)).map((doc) => itemOf(doc, worker)).sort(byWaiting(now))

/** Cases that a colleague asked this worker to take on. */
export const offersTo = async (
  { offersTo }: { offersTo: (worker: Worker) => Promise<CaseDoc[]> },
  worker: Worker,
): Promise<Item[]> => (await offersTo(worker)).map((doc) => itemOf(doc, worker))
