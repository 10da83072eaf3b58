import type { Request, Response, Server } from 'restify'
import { MOST_HELD, type Work } from '../../intake/case/workers.ts'
import { redirect, sendHtml, urlOf } from '../../platform/http.ts'
import { mePage } from '../../web/console/page.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { may } from './roles.ts'
import type { Session } from './session.ts'

/** Back to the page of ours that the switch was pressed on: of whatever address, only a path of the console. */
function wayBack(to: string | null): string {
  const { pathname, search } = urlOf({ url: to ?? '' })
  return /^\/console(\/[\w/-]*)?$/.test(pathname) ? pathname + search : '/console'
}

/** `null` when it cannot be what the form asks. */
function workOf(form: URLSearchParams, tongues: readonly string[]): Work | null {
  const capacity = Number(form.get('capacity') || 0)
  const gender = form.get('gender') ?? ''
  const languages = form.getAll('languages')
  if (!Number.isInteger(capacity) || capacity < 0 || capacity > MOST_HELD) return null
  if (gender !== '' && gender !== 'woman' && gender !== 'man') return null
  if (!languages.every((tag) => tongues.includes(tag))) return null
  const skills = { languages, children: form.get('children') === 'yes', gender } as const
  return { capacity, skills, shortcuts: form.get('shortcuts') === 'yes' }
}

/** Who is signed in, and what whoever helps can be asked for just now. */
export function mePages(
  server: Server,
  { config, workers, audit, speech }: Pick<DeskServices, 'config' | 'workers' | 'audit' | 'speech'>,
  { signed, posted, frameOf }: Pages,
): void {
  async function show(req: Request, res: Response, session: Session, wrong = false): Promise<void> {
    const known = await workers.get(session.worker.id)
    const work = known && may(session, 'cases') ? { ...known, tongues: speech.languages } : null
    const { roles, ends } = session
    const view = { roles, ends: ends * 1000, idle: config.SESSION_IDLE_MINUTES, work, wrong }
    sendHtml(res, wrong ? 400 : 200, mePage({ ...(await frameOf(req, session)), ...view }))
  }

  server.get(
    '/console/me',
    signed((req, res, session) => show(req, res, session), null),
  )

  server.post(
    '/console/me/duty',
    posted(async (_req, res, session, form) => {
      await workers.duty(session.worker.id, form.get('away') === 'yes')
      await audit.note(session.worker.id, 'duty', '')
      redirect(res, wayBack(form.get('back')))
    }, 'cases'),
  )

  server.post(
    '/console/me/work',
    posted(async (req, res, session, form) => {
      const work = workOf(form, speech.languages)
      if (!work) return show(req, res, session, true)
      await workers.work(session.worker.id, work)
      await audit.note(session.worker.id, 'skills', '')
      redirect(res, '/console/me')
    }, 'cases'),
  )
}
