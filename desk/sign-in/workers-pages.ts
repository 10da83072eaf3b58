import type { Server } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { redirect, sendHtml } from '../../platform/http.ts'
import { workersPage } from '../../web/console/page.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'

/** A list shows no more than this, those last seen first. */
const MOST = 200

/** What an administrator does: sees who signs in with which roles, and ends a colleague's sign-ins. */
export function workersPages(
  server: Server,
  { workers, audit }: Pick<DeskServices, 'workers' | 'audit'>,
  { signed, posted, frameOf }: Pages,
): void {
  server.get(
    '/console/workers',
    signed(async (req, res, session) => {
      const all = (await workers.list(MOST)).map(({ id, name, roles, seen }) => ({ id, name, roles, seen }))
      sendHtml(res, 200, workersPage({ ...(await frameOf(req, session)), all }))
    }, 'administer'),
  )

  server.post(
    '/console/workers/:id/sign-out-everywhere',
    posted(async (req, res, session) => {
      const found = await workers.get(String(req.params.id).slice(0, 100))
      if (!found) throw new Refusal('NOT_FOUND')
      await workers.endAll(found.id)
      await audit.note(session.worker.id, 'endSignIns', '')
      redirect(res, '/console/workers')
    }, 'administer'),
  )
}
