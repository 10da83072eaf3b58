import type { Request, Response } from 'restify'
import type { Refusal } from '../platform/errors.ts'
import { guarded, type Handler, readForm, redirect, sendHtml, urlOf } from '../platform/http.ts'
import { noticePage } from '../web/console/page.ts'
import { type FrameNeeds, frames } from './frame.ts'
import { NotAllowed } from './refusals.ts'
import type { DeskServices } from './services.ts'
import type { Admit, Need } from './sign-in/admit.ts'
import { NotSignedIn } from './sign-in/oidc.ts'
import { consoleLanguages, type Session, type Sessions } from './sign-in/session.ts'

const POLICY = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'",
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ')

const HEADERS = {
  'Content-Security-Policy': POLICY,
  // Without it a browser names no origin on our own forms, and those could not be told from a stranger's.
  'Referrer-Policy': 'same-origin',
}

/** Fields in which somebody writes at length. */
const written = /^(text|words|\w*note)$/i

type SessionHandler = (req: Request, res: Response, session: Session) => Promise<void>
type FormHandler = (req: Request, res: Response, session: Session, form: URLSearchParams) => Promise<void>
/** Shows again what could not be done, with what was typed; or throws on. */
type FormMender = (...posted: [...Parameters<FormHandler>, error: unknown]) => Promise<void>

/** What the console's pages put their routes behind: whole without a script, and made live by one. */
export function deskPages(
  services: FrameNeeds & Pick<DeskServices, 'config'>,
  sessions: Sessions,
  admit: Admit,
) {
  const { config } = services
  const frameOf = frames(services, sessions)

  async function notice(
    req: Request,
    res: Response,
    status: number,
    name: string,
    typed: readonly string[] = [],
  ): Promise<void> {
    const session = await sessions.of(req)
    // When the store is down its queue cannot be counted; the page still says what is wrong.
    const frame = await frameOf(req, session).catch(() => frameOf(req, null))
    const go = config.OIDC_ISSUER && !frame.worker ? goOf(req) : ''
    const page = {
      ...frame,
      title: `${name}.title`,
      text: `${name}.text`,
      typed,
      back: frame.worker?.home ?? '',
      go,
    }
    sendHtml(res, status, noticePage(page))
  }

  /** To the provider, and back to the page that was asked for. */
  const goOf = (req: Request) => `/console/sign-in/go?to=${encodeURIComponent(urlOf(req).pathname)}`

  /** A sign-in ended while somebody wrote: what was sent by our own page is given back to be copied, and goes nowhere else. */
  async function typedIn(req: Request): Promise<string[]> {
    if (req.method !== 'POST') return []
    try {
      sessions.sameOrigin(req)
      const form = await readForm(req)
      return [...form].flatMap(([name, value]) => (written.test(name) && value.trim() ? [value] : []))
    } catch {
      return []
    }
  }

  const refused = async (req: Request, res: Response, refusal: Refusal) => {
    const { status, code } = refusal
    if (refusal instanceof NotSignedIn) return notice(req, res, status, `desk.signIn.${refusal.why}`)
    if (refusal instanceof NotAllowed) return notice(req, res, status, 'desk.error.role')
    if (code === 'UNAUTHORISED')
      return notice(
        req,
        res,
        status,
        config.OIDC_ISSUER ? 'desk.signIn.provider' : 'desk.signIn',
        await typedIn(req),
      )
    const name = { NOT_FOUND: 'notFound', FORBIDDEN: 'form' }[code as string] ?? 'ours'
    return notice(req, res, status, `desk.error.${name}`)
  }

  const page = (handler: Handler): Handler =>
    guarded(async (req, res) => {
      for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value)
      await handler(req, res)
    }, refused)

  /** `own`: only from a page of ours, and not by a link from elsewhere. */
  const signed = (handler: SessionHandler, need: Need = 'cases', own?: boolean): Handler =>
    page(async (req, res) => {
      const session = await admit(req, res, need, own)
      const wished = req.method === 'GET' ? urlOf(req).searchParams.get('lang') : null
      if (wished === null) return handler(req, res, session)
      await prefer(req, res, session, wished)
    })

  /** A form that a page of this very session sent; the one way in for all of them. */
  const posted = (handler: FormHandler, need: Need = 'cases', mend?: FormMender): Handler =>
    signed(async (req, res, session) => {
      const form = await readForm(req)
      try {
        await sessions.checkForm(session, form.get('csrf'))
        await handler(req, res, session, form)
      } catch (error) {
        if (!mend) throw error
        await mend(req, res, session, form, error)
      }
    }, need)

  /** The language is kept in the session itself; the address goes on without it. */
  async function prefer(req: Request, res: Response, session: Session, wished: string): Promise<void> {
    const language = consoleLanguages(services).includes(wished) ? wished : session.language
    const { pathname, searchParams } = urlOf(req)
    searchParams.delete('lang')
    const rest = searchParams.size > 0 ? `?${searchParams}` : ''
    redirect(res, pathname + rest, { 'Set-Cookie': await sessions.cookie({ ...session, language }) })
  }

  return { page, signed, posted, notice, frameOf }
}

export type Pages = ReturnType<typeof deskPages>
