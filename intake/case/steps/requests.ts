import type { Answers } from '../../form/answers.ts'
import { moreDueAfter } from '../alarm.ts'
import { addedAt, type CaseContent, type Draft } from '../case.ts'
import { linkState } from '../link-state.ts'
import type { Agreement } from '../meeting.ts'
import { applicationOf, type InfoRequest, isAllowed, isOpen, refusedWhy, withRequest } from '../requests.ts'
import { changeAsked, goesOn, isHeldBy, withContent } from './draft.ts'

/** Requests and agreements are no part of what she sent, but other systems take the case anew for them. */
function added(now: Draft, more: Partial<CaseContent>, at: number): Draft {
  const next = withContent(now, { ...more, added: addedAt(now.content!, at) })
  return { ...next, application: now.sent > 0 ? applicationOf(next.content?.requests) : now.application }
}

const openOf = (now: Draft, by: string, id: string): InfoRequest | undefined =>
  isHeldBy(now, by) ? now.content!.requests?.find((one) => one.id === id && isOpen(one)) : undefined

/** The consent it rests on, if any, still stands. */
const stillAllowed = (now: Draft, one: InfoRequest): boolean =>
  isAllowed(one, now.content!.record?.answers ?? {})

/** What is asked for beyond the record, and what is agreed. */
export const requestSteps = {
  /** Asked twice under the same id, it is asked once. */
  moreAsked(now: Draft, { by, request }: { by: string; request: InfoRequest }, at: number): Draft | null {
    if (!isHeldBy(now, by)) return null
    const { requests = [], record } = now.content!
    if (refusedWhy(request, record?.answers) || requests.some(({ id }) => id === request.id)) return null
    const due = { id: request.id, at: at + moreDueAfter(now.urgent === 1), text: '', by: request.by }
    const reminders = [...(now.content!.reminders ?? []), { ...due, request: request.id }]
    return changeAsked(added(now, { requests: [...requests, request], reminders }, at))
  },

  /** A worker took it back, or wrote down what was answered to it. */
  requestEnded(
    now: Draft,
    { by, id, end }: { by: string; id: string; end: Partial<InfoRequest> },
    at: number,
  ): Draft | null {
    const open = openOf(now, by, id)
    if (!open || (end.status === 'answered' && !stillAllowed(now, open))) return null
    const requests = withRequest(now.content!.requests, id, (one) => ({ ...one, ...end, ended: at }))
    const ended = added(now, { requests }, at)
    return end.status === 'withdrawn' ? changeAsked(ended) : ended
  },

  /** The link before it opens no more: a request knows one only. */
  linked(now: Draft, { by, id, link }: { by: string; id: string; link: InfoRequest['link'] }): Draft | null {
    const open = openOf(now, by, id)
    if (!open || !stillAllowed(now, open)) return null
    return withContent(now, { requests: withRequest(now.content!.requests, id, (one) => ({ ...one, link })) })
  },

  /** By whoever holds the link, once. */
  linkAnswered(
    now: Draft,
    { link, id, answers }: { link: string; id: string; answers: Answers },
    at: number,
  ): Draft | null {
    if (linkState(now, link, id, at).state !== 'open') return null
    const end = { status: 'answered', answers, ended: at } as const
    return added(
      { ...goesOn(now, at), news: now.news ?? at },
      { requests: withRequest(now.content!.requests, id, (one) => ({ ...one, ...end })) },
      at,
    )
  },

  /** `seen`: how many agreements the worker's page showed; a newer one must not be written over unread. */
  agreed(
    now: Draft,
    { by, seen, agreement }: { by: { id: string; name: string }; seen: number; agreement: Agreement },
    at: number,
  ): Draft | null {
    const before = now.content?.meeting ?? []
    if (!isHeldBy(now, by.id) || before.length !== seen) return null
    return added(now, { meeting: [...before, { ...agreement, by, at }] }, at)
  },
}
