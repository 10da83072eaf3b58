import type { Audit } from '../../intake/audit/audit.ts'
import type { Case } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { Links } from '../../intake/case/links.ts'
import type { Agreement } from '../../intake/case/meeting.ts'
import { hasMeeting } from '../../intake/case/meeting.ts'
import {
  type InfoRequest,
  isAllowed,
  isOpen,
  type Refused,
  refusedWhy,
  setsFor,
} from '../../intake/case/requests.ts'
import type { CaseEvent } from '../../intake/case/transitions.ts'
import type { Answers } from '../../intake/form/answers.ts'
import { readReply, type Trouble } from '../../intake/form/reply.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Refusal } from '../../platform/errors.ts'
import type { DeskParts } from '../parts.ts'
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

/** Questions by their keys, and by the sets that hold them. */
type RequestWish = Pick<InfoRequest, 'id' | 'to' | 'keys' | 'authority' | 'name' | 'basis'> & {
  sets?: readonly string[]
}

export interface RequestParts {
  agency: DeskParts['agency']
  cases: Cases
  links: Links
  audit: Audit
  clock: Clock
  /** Milliseconds that a referrer's link opens. */
  linkFor: number
  /** The case if this worker has it. @throws Refusal */
  requireAssigned: (id: string, worker: Worker) => Promise<Case>
  /** Tells her, where her rules allow it. */
  notifyPerson: (found: Case) => Promise<void>
}

/** As it was told by an authority and written down by a worker: `on` is an ISO 8601 day. */
interface Written {
  request: string
  on: string
  given: Record<string, unknown>
  language: string
}

/** Asking for what is missing, and what others answer; and what is agreed on the joint meeting. */
export function deskRequests(parts: RequestParts) {
  const { agency, cases, links, audit, clock, linkFor, requireAssigned, notifyPerson } = parts

  /** @throws Refusal CONFLICT when somebody else was first */
  async function change(id: string, event: CaseEvent, why: 'over' | 'stale' = 'over'): Promise<Case> {
    const done = await cases.apply(id, event)
    if (!done) throw new NotAsked(why, 'CONFLICT')
    return done
  }

  const openOne = ({ content }: Case, id: string, to?: InfoRequest['to']): InfoRequest => {
    const found = content?.requests?.find((one) => one.id === id && (!to || one.to === to))
    if (!found) throw new Refusal('NOT_FOUND')
    if (!isOpen(found)) throw new NotAsked('over', 'CONFLICT')
    return found
  }

  /** Open, and the consent it rests on still stands. */
  const allowedOne = (found: Case, id: string, to: InfoRequest['to']): InfoRequest => {
    const one = openOne(found, id, to)
    if (!isAllowed(one, found.content?.record?.answers ?? {})) throw new NotAsked('noConsent')
    return one
  }

  async function link(id: string, worker: Worker, request: string) {
    allowedOne(await requireAssigned(id, worker), request, 'referrer')
    const made = await links.issue(id, request)
    const until = clock() + linkFor
    await change(id, { type: 'linked', by: worker.id, id: request, link: { id: made.id, until } })
    await audit.note(worker.id, 'link', id)
    return { token: made.token, until }
  }

  /** What the sets hold that may be asked now. @throws NotAsked where one is not offered any more */
  const keysIn = (
    to: InfoRequest['to'],
    sets: readonly string[],
    answers: Answers = {},
  ): readonly string[] => {
    if (sets.length === 0) return []
    const offered = setsFor(to, answers, agency.now().sets)
    return sets.flatMap((id) => {
      const found = offered.find((one) => one.id === id)
      if (!found) throw new NotAsked('unknownQuestion')
      return found.keys
    })
  }

  return {
    /** `id` is the sender's own: asked twice, it is asked once. A referrer's brings the link that answers it. */
    async request(
      id: string,
      worker: Worker,
      { sets = [], ...given }: RequestWish,
    ): Promise<{ request: string; token?: string; until?: number }> {
      const found = await requireAssigned(id, worker)
      const { content } = found
      const known = content?.requests?.find((old) => old.id === given.id)
      const keys = known?.keys ?? [...given.keys, ...keysIn(given.to, sets, content?.record?.answers)]
      const wish = { ...given, keys: [...new Set(keys)] }
      const why = refusedWhy(wish, content?.record?.answers)
      if (why) throw new NotAsked(why)
      const one: InfoRequest = { ...wish, by: worker, at: clock(), status: 'open' }
      const done = known ? found : await change(id, { type: 'moreAsked', by: worker.id, request: one })
      await (known ? audit.noteAgain : audit.note)(worker.id, 'request', id)
      // Also when it is pressed again because telling her failed: what she knows is not said twice.
      await notifyPerson(done)
      return { request: wish.id, ...(wish.to === 'referrer' ? await link(id, worker, wish.id) : {}) }
    },

    async recall(id: string, worker: Worker, request: string): Promise<Case> {
      const found = await requireAssigned(id, worker)
      const old = found.content?.requests?.find((one) => one.id === request)
      if (old?.status === 'withdrawn') {
        await audit.noteAgain(worker.id, 'recall', id)
        await notifyPerson(found)
        return found
      }
      openOne(found, request)
      const end = { status: 'withdrawn' } as const
      const done = await change(id, { type: 'requestEnded', by: worker.id, id: request, end })
      await audit.note(worker.id, 'recall', id)
      await notifyPerson(done)
      return done
    },

    /** A new link to the same request; the one before opens no more. */
    link,

    /** What an authority said, written down by the worker who heard it. */
    async record(id: string, worker: Worker, { request, on, given, language }: Written): Promise<Case> {
      const { keys } = allowedOne(await requireAssigned(id, worker), request, 'authority')
      const { answers, troubles } = readReply(keys, given, { language, wording: '', at: clock() })
      const [trouble] = Object.values(troubles)
      if (trouble) throw new NotAsked(trouble)
      const end = { status: 'answered', answers, on, writtenBy: worker.name } as const
      const done = await change(id, { type: 'requestEnded', by: worker.id, id: request, end })
      await audit.note(worker.id, 'record', id)
      return done
    },

    /** `seen`: how many agreements the worker's page showed; a newer one must not be written over unread. */
    async agree(id: string, worker: Worker, seen: number, agreed: Agreement): Promise<Case> {
      if (!hasMeeting((await requireAssigned(id, worker)).content?.record?.answers))
        throw new NotAsked('noCentre')
      const done = await change(id, { type: 'agreed', by: worker, seen, agreement: agreed }, 'stale')
      return done
    },
  }
}
