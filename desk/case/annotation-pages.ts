import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { annotationViews, currentAnnotation } from '../../intake/case/annotations.ts'
import { contactAnswers } from '../../intake/case/case.ts'
import { questions } from '../../intake/form/form.ts'
import { toFields } from '../../intake/form/reply.ts'
import { asRefusal, log, nameOf, Refusal } from '../../platform/errors.ts'
import { readForm, redirect, sendHtml } from '../../platform/http.ts'
import { editPage } from '../../web/console/case/annotation-form.ts'
import { type EditView, editable } from '../../web/console/case/view.ts'
import { acts, caseIdOf } from '../acts.ts'
import type { Pages } from '../pages.ts'
import { labelled } from '../requests/view.ts'
import type { DeskServices } from '../services.ts'
import { type Session, type Sessions, tongueOf } from '../sign-in/session.ts'
import { detailOf, questionContextsOf } from './view.ts'

const troubles: Partial<Record<Refusal['code'], string>> = {
  BAD_REQUEST: 'desk.edit.trouble',
  CONFLICT: 'desk.trouble.claimFirst',
  FORBIDDEN: 'desk.trouble.form',
  GONE: 'desk.trouble.closed',
}

/** One question of one case on a page of its own, where its worker writes an entry beside the answer. */
export function annotationPages(
  server: Server,
  services: DeskServices,
  sessions: Sessions,
  pages: Pages,
): void {
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

  async function save(req: Request, res: Response, session: Session): Promise<void> {
    const id = caseIdOf(req.params.id)
    const key = String(req.params.key)
    const form = Object.fromEntries(await readForm(req))
    try {
      await sessions.checkForm(session, form.csrf ?? null)
      const spoken = tongueOf(services, req, session.language)
      await acts.edit!(desk, id, { ...form, key }, session, spoken)
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal.code === 'NOT_FOUND') throw refusal
      if (refusal.code === 'INTERNAL') log('desk.failed', nameOf(error))
      const trouble = troubles[refusal.code] ?? 'desk.trouble.ours'
      return sendHtml(res, refusal.status, editPage({ ...(await viewOf(req, session, form)), trouble }))
    }
    redirect(res, `/console/cases/${id}#answer-${key}`)
  }
  server.post(path, pages.signed(save))
}
