import type { Request } from 'restify'
import { remindsSince } from '../intake/case/reminders.ts'
import type { Translate } from '../intake/form/words.ts'
import { urlOf } from '../platform/http.ts'
import type { Frame } from '../web/console/frame-view.ts'
import { troublesOf } from './alarm/notice.ts'
import { offersTo, waitingFor } from './queue/items.ts'
import { type Arrivals, arrivalsOf } from './queue/queue.ts'
import type { DeskServices } from './services.ts'
import { homeOf, may } from './sign-in/roles.ts'
import { consoleLanguages, type Session, type Sessions, tongueOf } from './sign-in/session.ts'

export type FrameNeeds = Pick<DeskServices, 'around' | 'clock' | 'desk' | 'speech' | 'workers'>

/** What every page of the console shows around itself. `arrived`: where a page has read already what nobody has. */
export function frames(services: FrameNeeds, sessions: Pick<Sessions, 'formToken'>) {
  const { around, clock, desk, speech, workers } = services

  async function viewer(session: Session): Promise<Frame['worker']> {
    const known = session.known ?? (await workers.get(session.worker.id))
    return {
      id: session.worker.id,
      name: session.worker.name,
      csrf: await sessions.formToken(session),
      home: homeOf(session),
      cases: may(session, 'cases'),
      audits: may(session, 'audit'),
      administers: may(session, 'administer'),
      others: may(session, 'others'),
      away: known?.away ?? false,
      shortcuts: known?.shortcuts ?? true,
    }
  }

  /** What is wrong with the alarm; and to supervisors, who opens many cases that are somebody else's. */
  async function troublesFor(session: Session, t: Translate): Promise<string[]> {
    const opened = may(session, 'others') ? await around.opened() : []
    return [
      ...troublesOf(await around.chain(), t),
      ...opened.map(({ name, count }) => t('desk.open.many', { name, count })),
    ]
  }

  return async (req: Request, session: Session | null, arrived?: Arrivals): Promise<Frame> => {
    const { pathname, searchParams } = urlOf(req)
    const language = tongueOf(services, req, session ? session.language : searchParams.get('lang'))
    const cases = session !== null && may(session, 'cases')
    const now = clock()
    const own = cases ? await waitingFor(around, session.worker, now) : []
    searchParams.delete('lang')
    // A one-time token is in an address once, never in a link of ours.
    searchParams.delete('token')
    return {
      t: speech.t(language),
      now,
      worker: session && (await viewer(session)),
      path: req.method === 'GET' ? pathname : pathname.replace(/\/[a-z-]+$/, ''),
      query: searchParams.toString(),
      languages: consoleLanguages(services),
      ...(cases ? (arrived ?? (await arrivalsOf(services, session.worker))) : { arrivals: [], more: false }),
      offers: cases ? await offersTo(desk, session.worker) : [],
      own,
      due: own.filter((one) => remindsSince({ remindAt: one.remind }, now) !== undefined).length,
      dueNext: cases ? await around.remindsAt(session.worker.id) : undefined,
      troubles: cases ? await troublesFor(session, speech.t(language)) : [],
    }
  }
}
