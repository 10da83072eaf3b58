import type { Server } from 'restify'
import type { Services } from '../services.ts'
import { admission } from './admit.ts'
import { deskApi } from './api.ts'
import { deskPages } from './pages.ts'
import { sessions } from './session.ts'

/** The caseworkers' console: pages, and the same as JSON for a signed-in client. */
export function deskConsole(server: Server, services: Services): void {
  const held = sessions(services)
  const admit = admission(services, held)
  deskApi(server, services, held, admit)
  deskPages(server, services, held, admit)
}
