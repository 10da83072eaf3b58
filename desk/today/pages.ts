import type { Server } from 'restify'
import { webAddress } from '../../platform/config.ts'
import { send, sendHtml, sendJson } from '../../platform/http.ts'
import { todayPage } from '../../web/console/today/today.ts'
import type { Api } from '../api.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { tongueOf } from '../sign-in/session.ts'
import { calendarOf } from './calendar.ts'
import { todayOf } from './today.ts'

type TodayNeeds = Pick<DeskServices, 'cases' | 'clock' | 'config' | 'speech'>

/** What is to be done when, as a page, JSON, and a file for a calendar. */
export function todayPages(server: Server, services: TodayNeeds, api: Api, pages: Pages): void {
  const { clock, config, speech } = services

  server.get(
    '/console/today',
    pages.signed(async (req, res, session) => {
      const list = await todayOf(services, session.worker)
      sendHtml(res, 200, todayPage({ ...(await pages.frameOf(req, session)), list }))
    }),
  )

  server.get(
    '/console/api/today',
    api.signed(async (_req, res, { worker }) => sendJson(res, 200, await todayOf(services, worker))),
  )

  server.get(
    '/console/api/today/calendar',
    api.signed(async (req, res, { worker, language }) => {
      const t = speech.t(tongueOf(services, req, language))
      const title = (kind: string, number: string) => `Silta: ${t(`desk.today.${kind}`)}, ${number}`
      const file = calendarOf(await todayOf(services, worker), {
        ...{ now: clock(), address: webAddress(config), title },
      })
      send(res, 200, 'text/calendar; charset=utf-8', file, {
        'Content-Disposition': 'attachment; filename="silta.ics"',
      })
    }),
  )
}
