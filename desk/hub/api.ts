import type { Server } from 'restify'
import { keyed } from '../../platform/bearer.ts'
import { readJson, sendJson } from '../../platform/http.ts'
import type { DeskServices } from '../services.ts'

/** Where an agency's hub says what became of a case and what its agent says; without `HANDOFF_HUB` there is no such route. */
export function hubApi(server: Server, { hub, config }: Pick<DeskServices, 'hub' | 'config'>): void {
  if (!hub) return
  server.post(
    '/api/handoff',
    keyed(config.HANDOFF_KEY)(async (req, res) => {
      sendJson(res, 200, { applied: await hub.take(await readJson(req)) })
    }),
  )
}
