import type { CaseDoc } from '../../intake/cases.ts'
import { type Item, MOST } from '../../web/console/view.ts'
import type { Desk, Worker } from './desk.ts'

/** How the queue may be narrowed. `waiting` and `claimed` are about talking, `sent` and `closed` about the application. */
export const statuses = ['open', 'waiting', 'mine', 'claimed', 'sent', 'closed'] as const
export type Status = (typeof statuses)[number]

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
  claimer: doc.claimer ? { me: doc.claimer === worker.id } : null,
  created: doc.created,
  since: doc.since,
  sent: doc.sent,
  closed: doc.closed,
  changed: doc.changed,
})

/** The queue in its order: urgent first, then who has waited longest. */
export async function listOf({ list }: Pick<Desk, 'list'>, status: Status, worker: Worker): Promise<Item[]> {
  const filters = {
    open: [{ application: 'draft' }, { application: 'sent' }, { application: 'moreInfo' }],
    waiting: [{ talk: 'waiting' }],
    claimed: [{ talk: 'claimed' }],
    mine: [{ talk: 'claimed' }],
    sent: [{ application: 'sent' }],
    closed: [{ application: 'closed' }],
  }[status]
  const found = (await Promise.all(filters.map((filter) => list(filter, MOST)))).flat()
  return found
    .filter(({ claimer }) => status !== 'mine' || claimer === worker.id)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, MOST)
    .map((doc) => itemOf(doc, worker))
}
