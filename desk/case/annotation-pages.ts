import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { annotationViews, currentAnnotation } from '../../intake/case/annotations.ts'
import { contactAnswers } from '../../intake/case/case.ts'
import { questions } from '../../intake/form/form.ts'
import { toFields } from '../../intake/form/reply.ts'
import { asRefusal, log, nameOf, Refusal } from '../../platform/errors.ts'
import { redirect, sendHtml } from '../../platform/http.ts'
import { editPage } from '../../web/console/case/annotation-form.ts'
import { editable } from '../../web/console/case/detail.ts'
import type { EditView } from '../../web/console/case/view.ts'
import { caseIdOf, landingOf, perform } from '../act.ts'
import type { Pages } from '../pages.ts'
import { troubleOf } from '../refusals.ts'
import { labelled } from '../requests/view.ts'
import type { DeskServices } from '../services.ts'
import { type Session, tongueOf } from '../sign-in/session.ts'
import { edit } from './annotate.act.ts'
import { detailOf, questionContextsOf } from './detail.ts'

type AnnotationPageNeeds = Pick<DeskServices, 'desk' | 'speech' | 'wordingOf'>

/** One question of one case on a page of its own, where its worker writes an entry beside the answer. */
export function annotationPages(server: Server, services: AnnotationPageNeeds, pages: Pages): void {
  const { desk, speech } = services
  const path = '/console/cases/:id/edit/:key'

  /** @throws Refusal NOT_FOUND */
  async function viewOf(req: Request, session: Session, typed?: Record<string, string>): Promise<EditView> {
    const key = String(req.params.key)
    if (!questions.has(key)) throw new Refusal('NOT_FOUND', 'there is no such question')
    const frame = await pages.frameOf(req, session)
    const { t, now } = frame
    const seen = await desk.view(caseIdOf(req.params.id), session.worker, true)
    const found = detailOf(seen, session.worker, { t, now, languages: speech.languages })
    const answers = contactAnswers(seen.case)
    const value =
      currentAnnotation(annotationViews(seen.annotations, answers)[key])?.value ?? answers[key]?.value
    return {
      ...frame,
      found,
      ask: { ...labelled(key, answers, t), passes: [] },
      row: [...found.rows, ...(found.shared ?? [])].find((row) => row.key === key) ?? null,
      asked: (await questionContextsOf(seen.case, services.wordingOf))[key],
      given: typed ?? (editable(found) && value !== undefined ? toFields(key, value) : {}),
      message: typed?.message || randomUUID(),
    }
  }

  server.get(
    path,
    pages.signed(async (req, res, session) => {
      const view = await viewOf(req, session)
      if (!editable(view.found)) return redirect(res, `/console/cases/${view.found.id}`)
      sendHtml(res, 200, editPage(view))
    }),
  )

  async function save(req: Request, res: Response, session: Session, form: URLSearchParams): Promise<void> {
    const id = caseIdOf(req.params.id)
    const given = { ...Object.fromEntries(form), key: String(req.params.key) }
    const spoken = tongueOf(services, req, session.language)
    await perform(edit, given, { desk, id, by: session, spoken })
    redirect(res, landingOf(edit, id, given))
  }

  async function mended(
    req: Request,
    res: Response,
    session: Session,
    form: URLSearchParams,
    error: unknown,
  ) {
    const refusal = asRefusal(error)
    if (refusal.code === 'NOT_FOUND') throw refusal
    if (refusal.code === 'INTERNAL') log('desk.failed', nameOf(error))
    const view = await viewOf(req, session, Object.fromEntries(form))
    sendHtml(res, refusal.status, editPage({ ...view, trouble: troubleOf(refusal, edit) }))
  }

  server.post(path, pages.posted(save, edit.may, mended))
}
