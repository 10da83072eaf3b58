import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { asRefusal, log, nameOf } from '../../platform/errors.ts'
import { queryOf, redirect, sendHtml } from '../../platform/http.ts'
import type { CaseView } from '../../web/console/case/view.ts'
import { casePage } from '../../web/console/page.ts'
import { readerOf } from '../../web/console/queue/item.ts'
import { type Act, caseIdOf, landingOf, perform } from '../act.ts'
import { formsIn } from '../act-form.ts'
import { acts } from '../acts.ts'
import type { Pages } from '../pages.ts'
import { listBeside } from '../queue/list.ts'
import { NotReopened, troubleOf, Unfit } from '../refusals.ts'
import { linkShown } from '../requests/link.ts'
import type { DeskServices } from '../services.ts'
import { may } from '../sign-in/roles.ts'
import { type Session, tongueOf } from '../sign-in/session.ts'
import { ways } from '../talk/contact-attempts.ts'
import { phraseOf } from '../talk/message-form.ts'
import { heldBack, phrasebook, previewOf, readsIn } from '../talk/phrasebook.ts'
import { peerStatusOf, readBy } from '../talk/receipts.ts'
import { detailOf, questionContextsOf } from './detail.ts'
import { histories } from './history.ts'
import { readSeen, saidBy, writeSeen } from './news.ts'

const formsOf = formsIn(acts)

type CasePageNeeds = Pick<
  DeskServices,
  | 'around'
  | 'audit'
  | 'clock'
  | 'config'
  | 'conversations'
  | 'desk'
  | 'receipts'
  | 'speech'
  | 'translator'
  | 'wordingOf'
  | 'workers'
>

/** The page of one case, and a form of it for every act. */
export function casePages(server: Server, services: CasePageNeeds, { signed, posted, frameOf }: Pages): void {
  const { config, desk, speech } = services
  const historyOf = histories(services)

  async function viewOf(req: Request, session: Session): Promise<CaseView> {
    const frame = await frameOf(req, session)
    const again = req.headers['x-live'] !== undefined
    const found = await desk.view(caseIdOf(req.params.id), session.worker, again)
    const others = may(session, 'others')
    const since = again ? readSeen(queryOf(req).get('seen')) : undefined
    const options = { t: frame.t, now: frame.now, languages: speech.languages, others, since }
    const detail = detailOf(found, session.worker, options)
    const mine = detail.messages.findLast(({ from }) => from === 'worker')?.language
    const speaks = session.known?.skills.languages.includes(detail.language) === true
    const usual = mine ?? (speaks ? detail.language : frame.t.language)
    const tongues = [usual, frame.t.language, detail.language, ...speech.languages]
    const reads = await readsIn(found.case, services)
    const machine = services.translator !== null
    const offering = { book: desk.phrases(), machine, reader: readerOf(detail), reads }
    // A page that asks for itself anew may be out of sight: only an opened one was read.
    if (!again) readBy(services, found.case, session.worker, detail)
    return {
      ...frame,
      query: detail.seen ? `seen=${writeSeen(detail.seen)}` : '',
      found: { ...detail, asked: await questionContextsOf(found.case, services.wordingOf) },
      history: detail.assignee?.me && !detail.masked ? await historyOf(found) : [],
      book: phrasebook(frame.t, offering),
      heldBack: heldBack(frame.t, offering),
      reads,
      ways,
      peer: await peerStatusOf(services, found.case, session.worker, saidBy(detail)),
      ...(await listBeside(services, detail, session.worker)),
      tongues: [...new Set(tongues.filter(Boolean))],
      message: randomUUID(),
      forms: formsOf(detail, { outcome: desk.ownOutcomes(frame.t) }),
      interpreter: detail.language !== '' && !speaks,
      colleagues: detail.assignee?.me ? await desk.colleagues(session.worker, found.case) : [],
    }
  }

  /** What could not be done is said on the case itself, and what was typed is given back. */
  const mended =
    (act?: Act) =>
    async (req: Request, res: Response, session: Session, form: URLSearchParams, error: unknown) => {
      const refusal = asRefusal(error)
      if (refusal.code === 'INTERNAL') log('desk.failed', nameOf(error))
      if (refusal.code === 'NOT_FOUND') throw refusal
      const unfit = refusal instanceof Unfit ? refusal.why : undefined
      const newer = refusal instanceof NotReopened ? refusal.number : ''
      const kept = { unfit, trouble: troubleOf(refusal, act), newer, unsent: Object.fromEntries(form) }
      sendHtml(res, refusal.status, casePage({ ...(await viewOf(req, session)), ...kept }))
    }

  async function act(one: Act, req: Request, res: Response, session: Session, form: URLSearchParams) {
    const id = caseIdOf(req.params.id)
    const given = Object.fromEntries(form)
    const spoken = tongueOf(services, req, session.language)
    const { found, made } = await perform(one, given, { desk, id, by: session, spoken })
    const shown = made && linkShown(config, req, made)
    if (found) sendHtml(res, 200, casePage({ ...(await viewOf(req, session)), ...found, unsent: given }))
    else if (shown?.link) sendHtml(res, 200, casePage({ ...(await viewOf(req, session)), made: shown }))
    else redirect(res, landingOf(one, id, given))
  }

  server.get(
    '/console/cases/:id',
    signed(async (req, res, session) => sendHtml(res, 200, casePage(await viewOf(req, session)))),
  )

  for (const one of acts) {
    const path = `/console/cases/:id/${one.name}`
    server.post(
      path,
      posted((...asked) => act(one, ...asked), one.may, mended(one)),
    )
    // A page that answers a form stays open at the form's address, and asks there for what is new.
    server.get(
      path,
      signed(async (req, res) => redirect(res, `/console/cases/${caseIdOf(req.params.id)}`)),
    )
  }

  /** A sentence of the phrasebook as she would read it: without a script, the page itself shows it. */
  server.post(
    '/console/cases/:id/preview',
    posted(
      async (req, res, session, form) => {
        const view = await viewOf(req, session)
        const preview = previewOf(
          phraseOf(Object.fromEntries(form), desk.phrases()),
          view.t,
          view.reads,
          speech,
        )
        sendHtml(res, 200, casePage({ ...view, preview }))
      },
      'cases',
      mended(),
    ),
  )
}
