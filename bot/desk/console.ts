import type { Server } from 'restify'
import type { Config } from '../config.ts'
import type { Services } from '../services.ts'
import { admission } from './admit.ts'
import { deskApi } from './api.ts'
import { deskPages } from './pages.ts'
import { sessions } from './session.ts'
import { byAddress } from './signin.ts'

/** Can anybody sign in here at all? A production server without a provider takes what people send and has no door. */
export const hasDoor = (config: Config): boolean => byAddress(config) || config.OIDC_ISSUER !== ''

/** The caseworkers' console: pages, and the same as JSON for a signed-in client. */
export function deskConsole(server: Server, services: Services): void {
  if (!hasDoor(services.config)) return
  const held = sessions(services)
  const admit = admission(services, held)
  deskApi(server, services, held, admit)
  deskPages(server, services, held, admit)
}
