import type { Case } from '../../intake/case/case.ts'
import { answeredAt, type Seen, seenBy, seenParts, unseenBy } from '../../intake/case/seen.ts'
import type { Detail } from '../../web/console/case/detail.ts'
import type { Worker } from '../worker.ts'

/** In an address: up to when each part had been seen as a page was opened. */
export const writeSeen = (seen: Seen): string => seenParts.map((part) => seen[part]).join('.')

export function readSeen(text: string | null): Seen | undefined {
  const times = /^\d{1,15}\.\d{1,15}\.\d{1,15}$/.test(text ?? '') ? text!.split('.').map(Number) : []
  const [answers, requests, talk] = times
  return talk === undefined ? undefined : { answers: answers!, requests: requests!, talk }
}

/** When she last wrote, in ms since 1970. */
export const saidBy = ({ messages }: Pick<Detail, 'messages'>): number =>
  messages.findLast(({ from }) => from === 'person')?.at ?? 0

/**
 * Marks what is new to whoever has the case, and nobody else. `since`: a page that stays open goes on from what had
 * been seen as it was opened, so that a mark does not go while it is being read.
 */
export function withNews(detail: Detail, found: Case, worker: Worker, since?: Seen): Detail {
  const { content } = found
  if (!detail.assignee?.me || detail.masked || !content || found.application === 'closed') return detail
  const seen = since ?? seenBy(content, worker.id)
  // Where all is new, no answer stands out.
  const isNew = (key: string) => seen.answers > 0 && (content.record?.answers[key]?.at ?? 0) > seen.answers
  const marked = <T>(one: T, fresh: boolean): T => (fresh ? { ...one, fresh } : one)
  return {
    ...detail,
    seen,
    unseen: unseenBy(content, worker.id, saidBy(detail)),
    rows: detail.rows.map((row) => marked(row, isNew(row.key))),
    requests: detail.requests.map((one) => marked(one, answeredAt(one) > seen.requests)),
    others: Object.fromEntries(
      Object.entries(detail.others).map(([key, all]) => [
        key,
        all.map((one) => marked(one, one.source.from !== 'authority' && one.source.at > seen.requests)),
      ]),
    ),
    messages: detail.messages.map((one) => marked(one, one.from === 'person' && one.at > seen.talk)),
  }
}
