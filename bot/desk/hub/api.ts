import type { Server } from 'restify'
import { keyed } from '../../bearer.ts'
import { readJson, sendJson } from '../../http.ts'
import type { Services } from '../../services.ts'

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
