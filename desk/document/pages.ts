import type { Request, Response, Server } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, send, sendHtml } from '../../platform/http.ts'
import { documentPage } from '../../web/console/document/document.ts'
import type { Sheet } from '../../web/console/document/view.ts'
import { caseIdOf } from '../act.ts'
import type { Api } from '../api.ts'
import { detailOf } from '../case/detail.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { consoleLanguages, type Session, tongueOf } from '../sign-in/session.ts'
import { docxOf } from './docx.ts'
import { sheetOf } from './sheet.ts'
import { xlsxOf } from './xlsx.ts'

type DocumentNeeds = Pick<DeskServices, 'audit' | 'clock' | 'desk' | 'speech'>

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const files = {
  docx: [`${OFFICE}.wordprocessingml.document`, docxOf],
  xlsx: [`${OFFICE}.spreadsheetml.sheet`, xlsxOf],
} as const

/** A draft of the case for the file of an agency: only by who has it, and written down as taken out before it leaves. */
export function documentPages(server: Server, services: DocumentNeeds, api: Api, pages: Pages): void {
  const { audit, clock, desk, speech } = services

  /** @throws Refusal NOT_FOUND, FORBIDDEN */
  async function sheetFor(req: Request, { worker, language }: Session): Promise<Sheet> {
    const id = caseIdOf(req.params.id)
    await desk.mustHave(id, worker)
    const wished = queryOf(req).get('in')
    const known = wished !== null && consoleLanguages(services).includes(wished)
    const t = speech.t(known ? wished : tongueOf(services, req, language))
    const found = detailOf(await desk.view(id, worker, true), worker, {
      ...{ t, now: clock(), languages: speech.languages },
    })
    if (!found.record && !found.shared) throw new Refusal('NOT_FOUND', 'there is nothing to read')
    await audit.note(worker.id, 'export', id)
    return sheetOf(found, t, clock())
  }

  server.get(
    '/console/cases/:id/document',
    pages.signed(
      async (req, res, session) => {
        const sheet = await sheetFor(req, session)
        const t = speech.t(sheet.language)
        const back = { to: `/console/cases/${caseIdOf(req.params.id)}`, title: t('desk.document.back') }
        sendHtml(res, 200, documentPage({ sheet, dir: t.dir, back }))
      },
      'cases',
      true,
    ),
  )

  for (const [format, [type, made]] of Object.entries(files))
    server.get(
      `/console/api/cases/:id/document/${format}`,
      api.signed(async (req: Request, res: Response, session) => {
        const file = made(await sheetFor(req, session))
        // The number and nothing else: a list of downloads is read by others.
        const name = `silta-${caseIdOf(req.params.id)}.${format}`
        send(res, 200, type, file, { 'Content-Disposition': `attachment; filename="${name}"` })
      }),
    )
}
