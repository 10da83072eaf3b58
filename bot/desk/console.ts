import type { Server } from 'restify'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import { admission } from './admit.ts'
import { deskApi } from './api.ts'
import { deskAudit } from './audit.ts'
import { deskExport, pullApi } from './export.ts'
import { hubApi } from './hub-api.ts'
import { deskMarks } from './marks.ts'
import { deskPages } from './pages.ts'
import { sessions } from './session.ts'
import { byAddress } from './signin.ts'
import { deskStats } from './stats.ts'

/** Can anybody sign in here at all? A production server without a provider takes what people send and has no door. */
export const hasDoor = (config: Config): boolean => byAddress(config) || config.OIDC_ISSUER !== ''

/** The caseworkers' console: pages, and the same as JSON for a signed-in client. Programs with a key need no door. */
export function deskConsole(server: Server, services: Services): void {
  pullApi(server, services)
  hubApi(server, services)
  if (!hasDoor(services.config)) return
  const held = sessions(services)
  const admit = admission(services, held)
  const api = deskApi(server, services, held, admit)
  const pages = deskPages(server, services, held, admit)
  deskMarks(server, services, api)
  deskAudit(server, services, api, pages)
  deskExport(server, services, api)
  deskStats(server, services, api, pages)
}
