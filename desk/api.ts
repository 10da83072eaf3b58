import type { Request, Response, Server } from 'restify'
import { Refusal } from '../platform/errors.ts'
import { guarded, queryOf, type Refuse, readJson, refuseAsJson, sendJson } from '../platform/http.ts'
import { caseIdOf, perform } from './act.ts'
import { acts } from './acts.ts'
import { detailOf, questionContextsOf } from './case/detail.ts'
import { type EventNeeds, events } from './events.ts'
import { itemOf } from './queue/items.ts'
import { filterOf, limitOf, placeOf, type QueueNeeds, queueOf } from './queue/queue.ts'
import { Explained } from './refusals.ts'
import { linkShown } from './requests/link.ts'
import type { DeskServices } from './services.ts'
import type { Admit, Need } from './sign-in/admit.ts'
import { may } from './sign-in/roles.ts'
import { type Session, type Sessions, tongueOf } from './sign-in/session.ts'
import { phraseOf } from './talk/message-form.ts'
import { phrasebook, previewOf } from './talk/phrasebook.ts'

type Signed = (req: Request, res: Response, session: Session) => Promise<void>

const refuse: Refuse = (req, res, refusal) => {
  if (!(refusal instanceof Explained)) return refuseAsJson(req, res, refusal)
  const { status, code, detail, retry, more } = refusal
  sendJson(res, status, { error: { code, message: detail, retry, ...more } })
}

/** @throws Refusal UNSUPPORTED: a form of another site can send no JSON. */
async function body(req: Request): Promise<Record<string, unknown>> {
  const empty = Number(req.headers['content-length'] ?? 0) === 0 && !req.headers['transfer-encoding']
  if (empty) return {}
  if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? '')) throw new Refusal('UNSUPPORTED')
  return readJson(req)
}

type ApiNeeds = EventNeeds & QueueNeeds & Pick<DeskServices, 'config' | 'speech' | 'translator' | 'wordingOf'>

/** The console as JSON, for a signed-in client. */
export function deskApi(server: Server, services: ApiNeeds, sessions: Sessions, admit: Admit) {
  const { desk, speech } = services

  const signed = (handler: Signed, need: Need = 'cases') =>
    guarded(async (req, res) => handler(req, res, await admit(req, res, need, true)), refuse)

  server.get(
    '/console/api/cases',
    signed(async (req, res, { worker }) => {
      const asked = queryOf(req)
      const { items, next } = await queueOf(services, worker, filterOf(asked), placeOf(asked), limitOf(asked))
      sendJson(res, 200, { cases: items, next })
    }),
  )

  server.get(
    '/console/api/cases/:id',
    signed(async (req, res, session) => {
      const { worker, language } = session
      const found = await desk.view(caseIdOf(req.params.id), worker)
      const t = speech.t(tongueOf(services, req, queryOf(req).get('lang') ?? language))
      const others = may(session, 'others')
      const screen = { t, now: services.clock(), languages: speech.languages, others }
      const detail = detailOf(found, worker, screen)
      sendJson(res, 200, { ...detail, asked: await questionContextsOf(found.case, services.wordingOf) })
    }),
  )

  /** Whom one may hand a case over to, the best first; `case`: for that one. */
  server.get(
    '/console/api/colleagues',
    signed(async (req, res, { worker }) => {
      const id = queryOf(req).get('case')
      const found = id ? await desk.existing(caseIdOf(id)) : undefined
      sendJson(res, 200, { colleagues: await desk.colleagues(worker, found) })
    }),
  )

  const spoken = (req: Request, { language }: Session) =>
    speech.t(tongueOf(services, req, queryOf(req).get('lang') ?? language))

  server.get(
    '/console/api/phrases',
    signed(async (req, res, session) => {
      const offering = { book: desk.phrases(), machine: services.translator !== null }
      sendJson(res, 200, { groups: phrasebook(spoken(req, session), offering) })
    }),
  )

  /** What a sentence would say, before it is sent. Posted: a place or a number is nothing for an address. */
  server.post(
    '/console/api/phrases',
    signed(async (req, res, session) => {
      const { language, ...given } = await body(req)
      const hers = speech.languages.find((tag) => tag === language) ?? speech.languages[0]!
      sendJson(res, 200, previewOf(phraseOf(given, desk.phrases()), spoken(req, session), hers, speech))
    }),
  )

  for (const act of acts)
    server.post(
      `/console/api/cases/:id/${act.name}`,
      signed(async (req, res, session) => {
        const given = await body(req)
        const id = caseIdOf(req.params.id)
        const spoken = tongueOf(services, req, session.language)
        const { changed, found, made } = await perform(act, given, { desk, id, by: session, spoken })
        if (changed) sendJson(res, 200, itemOf(changed, session.worker))
        else sendJson(res, 200, made ? linkShown(services.config, req, made) : (found ?? { ok: true }))
      }, act.may),
    )

  server.get(
    '/console/api/events',
    signed(async (req, res, session) => events(services, sessions, req, res, session)),
  )

  const nothing = guarded(async () => {
    throw new Refusal('NOT_FOUND')
  })
  for (const method of ['get', 'post', 'put', 'patch', 'del', 'head'] as const)
    server[method]('/console/api/*', nothing)

  return { signed }
}

/** What other parts of the console put their routes behind. */
export type Api = ReturnType<typeof deskApi>
