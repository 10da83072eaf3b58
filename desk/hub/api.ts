import type { Server } from 'restify'
import type { Services } from '../../bot/services.ts'
import { keyed } from '../../platform/bearer.ts'
import { readJson, sendJson } from '../../platform/http.ts'

/** Where an agency's hub says what became of a case and what its agent says; without `HANDOFF_HUB` there is no such route. */
export function hubApi(server: Server, { hub, config }: Services): void {
  if (!hub) return
  server.post(
    '/api/handoff',
    keyed(config.HANDOFF_KEY)(async (req, res) => {
      sendJson(res, 200, { applied: await hub.take(await readJson(req)) })
    }),
  )
}
