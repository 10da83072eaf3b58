import type { Server } from 'restify'
import type { Config } from '../platform/config.ts'
import { deskApi } from './api.ts'
import { annotationPages } from './case/annotation-pages.ts'
import { deskExport, pullApi } from './export/export.ts'
import { hubApi } from './hub/api.ts'
import { deskAudit } from './oversight/audit.ts'
import { deskOverview } from './oversight/overview.ts'
import { deskStats } from './oversight/stats.ts'
import { deskPages } from './pages.ts'
import type { DeskServices } from './services.ts'
import { admission } from './sign-in/admit.ts'
import { byAddress } from './sign-in/by-address.ts'
import { sessions } from './sign-in/session.ts'
import { deskMarks } from './talk/receipts.ts'

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
  const pages = deskPages(server, services, held, admit)
  deskMarks(server, services, api)
  annotationPages(server, services, held, pages)
  deskAudit(server, services, api, pages)
  deskExport(server, services, api)
  deskOverview(server, services, api, pages)
  deskStats(server, services, api, pages)
}
