import type { Server } from 'restify'
import type { Config } from '../platform/config.ts'
import { Refusal } from '../platform/errors.ts'
import { deskApi } from './api.ts'
import { annotationPages } from './case/annotation-pages.ts'
import { casePages } from './case/case-pages.ts'
import { documentPages } from './document/pages.ts'
import { deskExport, pullApi } from './export/export.ts'
import { consoleFiles } from './files.ts'
import { hubApi } from './hub/api.ts'
import { deskAgency } from './oversight/agency.ts'
import { deskAudit } from './oversight/audit.ts'
import { deskOverview } from './oversight/overview.ts'
import { deskStats } from './oversight/stats.ts'
import { deskPages } from './pages.ts'
import { queuePages } from './queue/pages.ts'
import { wavePages } from './queue/wave-pages.ts'
import type { DeskServices } from './services.ts'
import { admission } from './sign-in/admit.ts'
import { byAddress } from './sign-in/by-address.ts'
import { mePages } from './sign-in/me-pages.ts'
import { signInPages } from './sign-in/pages.ts'
import { sessions } from './sign-in/session.ts'
import { workersPages } from './sign-in/workers-pages.ts'
import { deskMarks } from './talk/receipts.ts'
import { todayPages } from './today/pages.ts'

/** Can anybody sign in here at all? A production server without a provider takes what people send and has no door. */
export const hasDoor = (config: Config): boolean => byAddress(config) || config.OIDC_ISSUER !== ''

/** The caseworkers' console: pages, and the same as JSON for a signed-in client. Programs with a key need no door. */
export function deskConsole(server: Server, services: DeskServices): void {
  pullApi(server, services)
  hubApi(server, services)
  if (!hasDoor(services.config)) return
  const held = sessions(services)
  const admit = admission(services, held)
  const api = deskApi(server, services, held, admit)
  const pages = deskPages(services, held, admit)
  signInPages(server, services, held, pages)
  workersPages(server, services, pages)
  mePages(server, services, pages)
  queuePages(server, services, pages)
  wavePages(server, services, pages)
  casePages(server, services, pages)
  annotationPages(server, services, pages)
  deskMarks(server, services, api)
  deskAudit(server, services, api, pages)
  deskExport(server, services, api)
  documentPages(server, services, api, pages)
  deskOverview(server, services, api, pages)
  deskAgency(server, services, pages)
  deskStats(server, services, api, pages)
  todayPages(server, services, api, pages)
  consoleFiles(server)

  const nothing = pages.page(async () => {
    throw new Refusal('NOT_FOUND')
  })
  server.get('/console/*', nothing)
  server.post('/console/*', nothing)
}
