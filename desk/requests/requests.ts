import type { Audit } from '../../intake/audit/audit.ts'
import { addedAt, type Case, type CaseContent, type Draft } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { Links } from '../../intake/case/links.ts'
import type { Agreement } from '../../intake/case/meeting.ts'
import { hasMeeting } from '../../intake/case/meeting.ts'
import {
  applicationOf,
  type InfoRequest,
  isOpen,
  type Refused,
  refusedWhy,
  withRequest,
} from '../../intake/case/requests.ts'
import { readReply, type Trouble } from '../../intake/form/reply.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Refusal } from '../../platform/errors.ts'
import { Explained } from '../refusals.ts'
import type { Worker } from '../worker.ts'

/** A request that may not be made, or what was written to one that does not fit. */
class NotAsked extends Explained {
  constructor(
    why: Refused | Trouble | 'over' | 'noCentre' | 'stale',
    code: 'BAD_REQUEST' | 'CONFLICT' = 'BAD_REQUEST',
  ) {
    super(code, `not done: ${why}`, `desk.request.why.${why}`, { why })
  }
}

export interface RequestParts {
  cases: Cases
  links: Links
  audit: Audit
  clock: Clock
  /** Milliseconds that a referrer's link opens. */
  linkFor: number
  /** The case if this worker has it. @throws Refusal */
  held: (id: string, worker: Worker) => Promise<Case>
  /** Tells her, where her rules allow it. */
  tell: (found: Case) => Promise<void>
}

/** As it was told by an authority and written down by a worker: `on` is an ISO 8601 day. */
interface Written {
  request: string
  on: string
  given: Record<string, unknown>
  language: string
}

/** Asking for what is missing, and what others answer; and what is agreed on the joint meeting. */
export function deskRequests({ cases, links, audit, clock, linkFor, held, tell }: RequestParts) {
  /** @throws Refusal CONFLICT when somebody else was first */
  async function change(
    id: string,
    worker: Worker,
    make: (content: CaseContent, now: Draft) => CaseContent | null,
  ): Promise<Case> {
    const done = await cases.update(id, (now) => {
      if (now.assignee !== worker.id || now.application === 'closed' || !now.content) return null
      const content = make(now.content, now)
      return content && changed(now, content)
    })
    if (!done) throw new NotAsked('over', 'CONFLICT')
    return done
  }

  const changed = (now: Draft, content: CaseContent): Draft => ({
    ...now,
    application: now.sent > 0 ? applicationOf(content.requests) : now.application,
    content,
  })

  const openOne = ({ content }: Case, id: string, to?: InfoRequest['to']): InfoRequest => {
    const found = content?.requests?.find((one) => one.id === id && (!to || one.to === to))
    if (!found) throw new Refusal('NOT_FOUND')
    if (!isOpen(found)) throw new NotAsked('over', 'CONFLICT')
    return found
  }

  /** Ends one request, if it is still open when the write comes. */
  const ending = (requests: InfoRequest[] | undefined, id: string, end: Partial<InfoRequest>) =>
    requests?.some((one) => one.id === id && isOpen(one))
      ? withRequest(requests, id, (one) => ({ ...one, ...end, ended: clock() }))
      : null

  async function link(id: string, worker: Worker, request: string) {
    openOne(await held(id, worker), request, 'referrer')
    const made = await links.issue(id, request)
    const until = clock() + linkFor
    // The link before it opens no more: the request knows one only.
    await change(id, worker, (content) => {
      const open = content.requests?.some((one) => one.id === request && isOpen(one))
      if (!open) return null
      const kept = { id: made.id, until }
      return {
        ...content,
        requests: withRequest(content.requests, request, (one) => ({ ...one, link: kept })),
      }
    })
    await audit.note(worker.id, 'link', id)
    return { token: made.token, until }
  }

  return {
    /** `id` is the sender's own: asked twice, it is asked once. A referrer's brings the link that answers it. */
    async request(
      id: string,
      worker: Worker,
      wish: Pick<InfoRequest, 'id' | 'to' | 'keys' | 'authority' | 'name' | 'basis'>,
    ): Promise<{ request: string; token?: string; until?: number }> {
      const { content } = await held(id, worker)
      const why = refusedWhy(wish, content?.record?.answers)
      if (why) throw new NotAsked(why)
      const one: InfoRequest = { ...wish, by: worker, at: clock(), status: 'open' }
      const known = content?.requests?.some((old) => old.id === wish.id)
      if (!known) {
        const done = await change(id, worker, (now) =>
          refusedWhy(wish, now.record?.answers) || now.requests?.some((old) => old.id === wish.id)
            ? null
            : { ...now, requests: [...(now.requests ?? []), one], added: addedAt(now, clock()) },
        )
        await audit.note(worker.id, 'request', id)
        await tell(done)
      }
      return { request: wish.id, ...(wish.to === 'referrer' ? await link(id, worker, wish.id) : {}) }
    },

    async recall(id: string, worker: Worker, request: string): Promise<Case> {
      openOne(await held(id, worker), request)
      const done = await change(id, worker, (content) => {
        const requests = ending(content.requests, request, { status: 'withdrawn' })
        return requests && { ...content, requests, added: addedAt(content, clock()) }
      })
      await audit.note(worker.id, 'recall', id)
      await tell(done)
      return done
    },

    /** A new link to the same request; the one before opens no more. */
    link,

    /** What an authority said, written down by the worker who heard it. */
    async record(id: string, worker: Worker, { request, on, given, language }: Written): Promise<Case> {
      const { keys } = openOne(await held(id, worker), request, 'authority')
      const { answers, troubles } = readReply(keys, given, { language, wording: '', at: clock() })
      const [trouble] = Object.values(troubles)
      if (trouble) throw new NotAsked(trouble)
      const done = await change(id, worker, (content) => {
        const end = { status: 'answered', answers, on, writtenBy: worker.name } as const
        const requests = ending(content.requests, request, end)
        return requests && { ...content, requests, added: addedAt(content, clock()) }
      })
      await audit.note(worker.id, 'record', id)
      return done
    },

    /** `seen`: how many agreements the worker's page showed; a newer one must not be written over unread. */
    async agree(id: string, worker: Worker, seen: number, agreed: Agreement): Promise<Case> {
      if (!hasMeeting((await held(id, worker)).content?.record?.answers)) throw new NotAsked('noCentre')
      const done = await cases.update(id, (now) => {
        if (now.assignee !== worker.id || now.application === 'closed' || !now.content) return null
        const before = now.content.meeting ?? []
        if (before.length !== seen) return null
        const meeting = [...before, { ...agreed, by: worker, at: clock() }]
        return { ...now, content: { ...now.content, meeting, added: addedAt(now.content, clock()) } }
      })
      if (!done) throw new NotAsked('stale', 'CONFLICT')
      return done
    },
  }
}
