import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, Response, Server } from 'restify'
import { outcomes } from '../intake/case/outcomes.ts'
import { returnReasons } from '../intake/case/transitions.ts'
import { asRefusal, log, nameOf, Refusal } from '../platform/errors.ts'
import { guarded, readForm, redirect, send, sendHtml } from '../platform/http.ts'
import type { CaseView } from '../web/console/case/view.ts'
import type { Frame } from '../web/console/frame-view.ts'
import { casePage, noticePage } from '../web/console/page.ts'
import { acts, caseIdOf, Shown } from './acts.ts'
import { troublesOf } from './alarm/notice.ts'
import { redirectAfterAct } from './case/after-act.ts'
import { detailOf, questionContextsOf } from './case/view.ts'
import { offersTo } from './queue/items.ts'
import { queuePages } from './queue/pages.ts'
import { type Arrivals, arrivalsOf } from './queue/queue.ts'
import { Explained, NotAllowed, Unfit } from './refusals.ts'
import { madeOf } from './requests/link.ts'
import type { DeskServices } from './services.ts'
import type { Admit, Need } from './sign-in/admit.ts'
import { mePages } from './sign-in/me-pages.ts'
import { NotSignedIn } from './sign-in/oidc.ts'
import { signInPages } from './sign-in/pages.ts'
import { homeOf, may } from './sign-in/roles.ts'
import { consoleLanguages, type Session, type Sessions, tongueOf } from './sign-in/session.ts'
import { workersPages } from './sign-in/workers-pages.ts'
import { ways } from './talk/contact-attempts.ts'
import { phraseOf } from './talk/message-form.ts'
import { phrasebook, previewOf, readsIn } from './talk/phrasebook.ts'
import { farOf, readBy, saidBy } from './talk/receipts.ts'

const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'",
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ')

const files = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'forms.js': 'text/javascript; charset=utf-8',
  'keys.js': 'text/javascript; charset=utf-8',
  'picker.js': 'text/javascript; charset=utf-8',
  'alarm.js': 'text/javascript; charset=utf-8',
  'talking.js': 'text/javascript; charset=utf-8',
}
const folder = join(import.meta.dirname, '../web/console')

const HEADERS = {
  'Content-Security-Policy': POLICY,
  // Without it a browser names no origin on our own forms, and those could not be told from a stranger's.
  'Referrer-Policy': 'same-origin',
}

const addressOf = (req: Request) => new URL(req.url ?? '/', 'http://silta')

/** A refusal in a caseworker's words. */
const troubles: Partial<Record<Refusal['code'], string>> = {
  BAD_REQUEST: 'desk.trouble.text',
  CONFLICT: 'desk.trouble.claimFirst',
  FORBIDDEN: 'desk.trouble.form',
  GONE: 'desk.trouble.closed',
  NOT_FOUND: 'desk.trouble.notFound',
}
const troubleOf = (refusal: Refusal, name = '') =>
  refusal instanceof Explained
    ? refusal.words
    : refusal instanceof NotAllowed
      ? 'desk.error.role.text'
      : name === 'open' && refusal.code === 'BAD_REQUEST'
        ? 'desk.open.trouble'
        : (troubles[refusal.code] ?? 'desk.trouble.ours')

/** The console's pages: rendered here, whole without a script, and made live by one. */
export function deskPages(server: Server, services: DeskServices, sessions: Sessions, admit: Admit) {
  const { config, clock, desk, speech, workers } = services

  /** `arrived`: where a page has read already what nobody has. */
  async function frameOf(req: Request, session: Session | null, arrived?: Arrivals): Promise<Frame> {
    const { pathname, searchParams } = addressOf(req)
    const language = tongueOf(services, req, session ? session.language : searchParams.get('lang'))
    const cases = session !== null && may(session, 'cases')
    searchParams.delete('lang')
    // A one-time token is in an address once, never in a link of ours.
    searchParams.delete('token')
    const known = session && (await workers.get(session.worker.id))
    return {
      t: speech.t(language),
      now: clock(),
      worker: session && {
        name: session.worker.name,
        csrf: await sessions.formToken(session),
        home: homeOf(session),
        cases: may(session, 'cases'),
        audits: may(session, 'audit'),
        administers: may(session, 'administer'),
        others: may(session, 'others'),
        away: known?.away ?? false,
        shortcuts: known?.shortcuts ?? true,
      },
      path: req.method === 'GET' ? pathname : pathname.replace(/\/[a-z-]+$/, ''),
      query: searchParams.toString(),
      languages: consoleLanguages(services),
      ...(cases ? (arrived ?? (await arrivalsOf(services, session.worker))) : { arrivals: [], more: false }),
      offers: cases ? await offersTo(desk, session.worker) : [],
      troubles: cases ? troublesOf(await services.alarm.state(), speech.t(language)) : [],
    }
  }

  async function notice(req: Request, res: Response, status: number, name: string): Promise<void> {
    const session = await sessions.of(req)
    // When the store is down its queue cannot be counted; the page still says what is wrong.
    const frame = await frameOf(req, session).catch(() => frameOf(req, null))
    const go = config.OIDC_ISSUER && !frame.worker ? goOf(req) : ''
    const page = {
      ...frame,
      title: `${name}.title`,
      text: `${name}.text`,
      back: frame.worker?.home ?? '',
      go,
    }
    sendHtml(res, status, noticePage(page))
  }

  /** To the provider, and back to the page that was asked for. */
  const goOf = (req: Request) => `/console/sign-in/go?to=${encodeURIComponent(addressOf(req).pathname)}`

  const refused = (req: Request, res: Response, refusal: Refusal) => {
    const { status, code } = refusal
    if (refusal instanceof NotSignedIn) return notice(req, res, status, `desk.signIn.${refusal.why}`)
    if (refusal instanceof NotAllowed) return notice(req, res, status, 'desk.error.role')
    if (code === 'UNAUTHORISED')
      return notice(req, res, status, config.OIDC_ISSUER ? 'desk.signIn.provider' : 'desk.signIn')
    const name = { NOT_FOUND: 'notFound', FORBIDDEN: 'form' }[code as string] ?? 'ours'
    return notice(req, res, status, `desk.error.${name}`)
  }

  const page = (handler: (req: Request, res: Response) => Promise<void>) =>
    guarded(async (req, res) => {
      for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value)
      await handler(req, res)
    }, refused)

  const signed = (
    handler: (req: Request, res: Response, session: Session) => Promise<void>,
    need: Need = 'cases',
  ) =>
    page(async (req, res) => {
      const session = await admit(req, res, need)
      const wished = req.method === 'GET' ? addressOf(req).searchParams.get('lang') : null
      if (wished === null) return handler(req, res, session)
      await prefer(req, res, session, wished)
    })

  /** The language is kept in the session itself; the address goes on without it. */
  async function prefer(req: Request, res: Response, session: Session, wished: string): Promise<void> {
    const language = consoleLanguages(services).includes(wished) ? wished : session.language
    const { pathname, searchParams } = addressOf(req)
    searchParams.delete('lang')
    const rest = searchParams.size > 0 ? `?${searchParams}` : ''
    redirect(res, pathname + rest, { 'Set-Cookie': await sessions.cookie({ ...session, language }) })
  }

  const parts = { page, signed, notice, frameOf }
  signInPages(server, services, sessions, parts)
  workersPages(server, services, sessions, parts)
  mePages(server, services, sessions, parts)
  queuePages(server, services, sessions, parts)

  async function caseView(req: Request, session: Session, id: string): Promise<CaseView> {
    const frame = await frameOf(req, session)
    const again = req.headers['x-live'] !== undefined
    const found = await desk.view(id, session.worker, again)
    const options = { t: frame.t, now: frame.now, languages: speech.languages }
    const detail = detailOf(found, session.worker, options)
    const mine = detail.messages.findLast(({ from }) => from === 'worker')?.language
    const tongues = [mine ?? frame.t.language, frame.t.language, detail.language, ...speech.languages]
    // A page that asks for itself anew may be out of sight: only an opened one was read.
    if (!again) readBy(services, found.case, session.worker, detail)
    return {
      ...frame,
      found: { ...detail, asked: await questionContextsOf(found.case, services.wordingOf) },
      book: phrasebook(frame.t, services.translator !== null),
      reads: await readsIn(found.case, services),
      ways,
      far: await farOf(services, found.case, session.worker, saidBy(detail)),
      tongues: [...new Set(tongues.filter(Boolean))],
      message: randomUUID(),
      outcomes,
      reasons: returnReasons,
      colleagues: detail.claimer?.me ? await desk.colleagues(session.worker) : [],
    }
  }

  server.get(
    '/console/cases/:id',
    signed(async (req, res, session) => {
      sendHtml(res, 200, casePage(await caseView(req, session, caseIdOf(req.params.id))))
    }),
  )

  for (const [name, act] of Object.entries(acts))
    server.post(
      `/console/cases/:id/${name}`,
      signed(async (req, res, session) => {
        const id = caseIdOf(req.params.id)
        const form = Object.fromEntries(await readForm(req))
        try {
          await sessions.checkForm(session, form.csrf ?? null)
          const done = await act(desk, id, form, session, tongueOf(services, req, session.language))
          if (done instanceof Shown)
            return sendHtml(
              res,
              200,
              casePage({ ...(await caseView(req, session, id)), ...done.what, unsent: form }),
            )
          const made = madeOf(config, req, done)
          if (made?.link) return sendHtml(res, 200, casePage({ ...(await caseView(req, session, id)), made }))
        } catch (error) {
          return keepTyped(req, res, session, id, form, error)
        }
        redirect(res, redirectAfterAct(id, name, form))
      }),
    )
  // A page that answers a form stays open at the form's address, and asks there for what is new.
  for (const name of Object.keys(acts))
    server.get(
      `/console/cases/:id/${name}`,
      signed(async (req, res) => redirect(res, `/console/cases/${caseIdOf(req.params.id)}`)),
    )

  /** A sentence of the phrasebook as she would read it: without a script, the page itself shows it. */
  server.post(
    '/console/cases/:id/preview',
    signed(async (req, res, session) => {
      const id = caseIdOf(req.params.id)
      const form = Object.fromEntries(await readForm(req))
      await sessions.checkForm(session, form.csrf ?? null)
      const view = await caseView(req, session, id)
      try {
        const preview = previewOf(phraseOf(form), view.t, view.reads, speech)
        sendHtml(res, 200, casePage({ ...view, preview }))
      } catch (error) {
        await keepTyped(req, res, session, id, form, error)
      }
    }),
  )

  /** What could not be done is said on the case itself, and what was typed is given back. */
  async function keepTyped(
    req: Request,
    res: Response,
    session: Session,
    id: string,
    form: Record<string, string>,
    error: unknown,
  ): Promise<void> {
    const refusal = asRefusal(error)
    if (refusal.code === 'INTERNAL') log('desk.failed', nameOf(error))
    if (refusal.code === 'NOT_FOUND') throw refusal
    const view = await caseView(req, session, id)
    const trouble = troubleOf(refusal, addressOf(req).pathname.split('/').at(-1))
    const unfit = refusal instanceof Unfit ? { unfit: refusal.why } : {}
    sendHtml(res, refusal.status, casePage({ ...view, ...unfit, trouble, unsent: form }))
  }

  for (const [name, type] of Object.entries(files)) {
    const body = readFileSync(join(folder, name))
    server.get(
      `/console/${name}`,
      guarded(async (_req, res) => send(res, 200, type, body)),
    )
  }

  const nothing = page(async () => {
    throw new Refusal('NOT_FOUND')
  })
  server.get('/console/*', nothing)
  server.post('/console/*', nothing)

  return { signed, frameOf }
}

/** What other pages of the console put their routes behind, and show around themselves. */
export type Pages = ReturnType<typeof deskPages>
