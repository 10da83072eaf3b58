import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { UNDO } from '../../intake/case/endings.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, redirect, sendHtml } from '../../platform/http.ts'
import type { WaveView } from '../../web/console/queue/view.ts'
import { addressOfWave, wavePage } from '../../web/console/queue/wave.ts'
import { LEAST } from '../case/open.act.ts'
import { ownId } from '../input.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import type { Session } from '../sign-in/session.ts'
import { itemOf } from './items.ts'
import { AT_ONCE } from './waves.ts'

const LONGEST = 500

/** @throws Refusal NOT_FOUND */
function alikeIn({ params }: Request): string {
  const alike = String(params.alike)
  if (/^[\w-]{22}$/.test(alike)) return alike
  throw new Refusal('NOT_FOUND')
}

/** A wave of strangers who wrote the same: what they wrote, who they are, and one act for all of them. */
export function wavePages(
  server: Server,
  { desk }: Pick<DeskServices, 'desk'>,
  { signed, posted, frameOf }: Pages,
): void {
  async function show(req: Request, res: Response, session: Session, typed?: string): Promise<void> {
    const alike = alikeIn(req)
    const { worker } = session
    const { waiting, cleared } = await desk.wave(alike, worker)
    const again = req.headers['x-live'] !== undefined
    const view: WaveView = {
      ...(await frameOf(req, session)),
      alike,
      words: await desk.waveWords(waiting, worker, again),
      waiting: waiting.map((doc) => itemOf(doc, worker)),
      most: AT_ONCE,
      cleared: { count: cleared.length, until: Math.min(...cleared.map(({ closed }) => closed)) + UNDO },
      left: Number(/^\d{1,4}$/.exec(queryOf(req).get('left') ?? '')?.[0] ?? 0),
      ...(typed === undefined ? {} : { typed }),
      message: randomUUID(),
    }
    sendHtml(res, typed === undefined ? 200 : 400, wavePage(view))
  }

  server.get('/console/waves/:alike', signed(show))

  server.post(
    '/console/waves/:alike/clear',
    posted(async (req, res, session, form) => {
      const alike = alikeIn(req)
      const typed = form.get('words') ?? ''
      const text = plainText(typed)
      if (text.length < LEAST || text.length > LONGEST) return show(req, res, session, typed)
      const note = { id: ownId({ message: form.get('message') ?? undefined }, session), text }
      const { left } = await desk.clearWave(alike, session.worker, { ids: form.getAll('case'), note })
      redirect(res, `${addressOfWave(alike)}${left > 0 ? `?left=${left}` : ''}`)
    }),
  )

  server.post(
    '/console/waves/:alike/undo',
    posted(async (req, res, session) => {
      const alike = alikeIn(req)
      await desk.undoWave(alike, session.worker)
      redirect(res, addressOfWave(alike))
    }),
  )
}
