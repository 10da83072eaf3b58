import type { Request, Response } from 'restify'
import { log, nameOf } from '../platform/errors.ts'
import type { DeskServices } from './services.ts'
import { may } from './sign-in/roles.ts'
import type { Session, Sessions } from './sign-in/session.ts'

const EVERY = 15_000

export type EventNeeds = Pick<DeskServices, 'watch' | 'rings' | 'alarm' | 'desk' | 'clock' | 'drain'>

/**
 * Server-sent events: the id of each case that changes, and each alarm this worker is called by, until the session ends. While it is open its worker
 * counts as here, which is what a person is told.
 */
export function events(
  { watch, rings, alarm, desk, clock, drain }: EventNeeds,
  sessions: Pick<Sessions, 'holds'>,
  req: Request,
  res: Response,
  session: Session,
) {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  })
  res.write('retry: 2000\n\n')
  const off = watch.onCases((id) => void res.write(`event: case\ndata: ${JSON.stringify({ id })}\n\n`))
  const deaf = rings.on(({ id, step, called }) => {
    const asSupervisor = (step === 'supervisors' || step === 'unanswered') && may(session, 'others')
    if (!called.has(session.worker.id) && !asSupervisor) return
    res.write(`event: alarm\ndata: ${JSON.stringify({ id, step })}\n\n`)
  })
  /** What is wrong with the alarm chain itself; pages show it anew when it changes. */
  let well = ''
  const watchAlarm = async () => {
    const { late, failing } = await alarm.state()
    const now = [late > 0, ...failing.map(({ way }) => way)].join()
    if (well && now !== well) res.write('event: case\ndata: {}\n\n')
    well = now
  }
  const here = async () => {
    if (clock() / 1000 >= session.until || !(await sessions.holds(session))) return end()
    res.write(': here\n\n')
    await desk.here(session.worker)
    await watchAlarm()
  }
  const beat = setInterval(() => here().catch((error) => log('desk.here.failed', nameOf(error))), EVERY)
  const end = () => {
    off()
    deaf()
    drain.signal.removeEventListener('abort', end)
    clearInterval(beat)
    if (!res.writableEnded) res.end()
  }
  drain.signal.addEventListener('abort', end)
  req.once('close', end)
  res.once('close', end)
}
