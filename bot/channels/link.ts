import { join } from 'node:path'
import type { Request, Response, Server } from 'restify'
import type { LinkedRequests, LinkOpened } from '../../desk/requests/referrer-reply.ts'
import { aboutHer } from '../../desk/requests/view.ts'
import { ask } from '../../intake/form/ask.ts'
import { readReply } from '../../intake/form/reply.ts'
import type { Speech } from '../../intake/form/words.ts'
import { dateInFull } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { matchLanguage, wishedIn } from '../../locales/match.ts'
import type { Config } from '../../platform/config.ts'
import { asRefusal, log, nameOf } from '../../platform/errors.ts'
import { serveFiles } from '../../platform/files.ts'
import { guarded, queryOf, readForm, sendPage, urlOf } from '../../platform/http.ts'
import { type Limits, senderOf } from '../../platform/limits.ts'
import { type LinkView, linkPage } from '../../web/link/page.ts'

/** The largest form that is read, in bytes: several of the longest answers in any script. */
const LARGEST_FORM = 512 * 1024

const POLICY = [
  "default-src 'none'; style-src 'self'; img-src 'self'",
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
].join('; ')

const statuses: Record<LinkView['state'], number> = {
  ...{ open: 200, taken: 200, failed: 503, busy: 429 },
  ...{ unknown: 404, expired: 410, used: 410, withdrawn: 410 },
}

interface LinkParts {
  clock: Clock
  config: Config
  limits: Limits
  linked: LinkedRequests
  speech: Speech
}

/**
 * `GET` and `POST /r/<token>`: a referrer answers what a worker asked, once, without an account. The page tells
 * nothing but the questions; why a link no longer opens is told to whoever holds it, never to a guess.
 */
export function referrerLink(server: Server, { linked, limits, speech, clock, config }: LinkParts): void {
  function tongueOf(req: Request): string {
    const asked = queryOf(req).get('lang')
    const wished = wishedIn(req.headers['accept-language'])
    return matchLanguage([asked, ...wished], speech.languages) ?? speech.languages[0]!
  }

  function viewOf(req: Request, opened: LinkOpened | null, more: Partial<LinkView> = {}): LinkView {
    const t = speech.t(tongueOf(req))
    const open = opened?.state === 'open' ? opened : null
    const standing = {
      answers: aboutHer(open?.record.answers ?? {}),
      ...{ languages: speech.languages, sent: true, hasCode: false },
    }
    const until = open?.request.link?.until ?? 0
    return {
      t,
      path: urlOf(req).pathname,
      languages: speech.languages,
      state: opened?.state ?? 'failed',
      asks: open ? open.request.keys.map((key) => ask(key, standing, t)) : [],
      until: dateInFull(t.language, until),
      given: {},
      troubles: {},
      ...more,
    }
  }

  const show = (res: Response, view: LinkView, status = statuses[view.state]) =>
    sendPage(res, status, linkPage(view))

  /** Whoever tries addresses that are none of ours is soon told to wait. @throws Refusal TOO_MANY */
  async function opened(req: Request): Promise<LinkOpened> {
    const found = await linked.open(req.params.token)
    if (found.state === 'unknown') await limits.spend('wrongLink', senderOf(req, config.TRUST_PROXY))
    return found
  }

  const routed = (handler: (req: Request, res: Response) => Promise<void>) =>
    guarded(
      async (req, res) => {
        res.setHeader('Content-Security-Policy', POLICY)
        res.setHeader('X-Robots-Tag', 'noindex, nofollow')
        await limits.spend('link', senderOf(req, config.TRUST_PROXY))
        await handler(req, res)
      },
      (req, res, { code }) => {
        const known = { TOO_MANY: 'busy', INTERNAL: 'failed', UNAVAILABLE: 'failed' } as const
        const state = known[code as keyof typeof known] ?? 'unknown'
        show(res, viewOf(req, null, { state }))
      },
    )

  server.get(
    '/r/:token',
    routed(async (req, res) => show(res, viewOf(req, await opened(req)))),
  )

  server.post(
    '/r/:token',
    routed(async (req, res) => {
      const given = Object.fromEntries(await readForm(req, LARGEST_FORM))
      let found: LinkOpened | null = null
      try {
        found = await opened(req)
        if (found.state !== 'open') return show(res, viewOf(req, found, { given }))
        const language = tongueOf(req)
        const kept = { language, wording: speech.wording(language), at: clock() }
        const { answers, troubles } = readReply(found.request.keys, given, kept)
        if (Object.keys(troubles).length > 0) return show(res, viewOf(req, found, { given, troubles }), 422)
        const done = await linked.answer(req.params.token, answers)
        // What is kept now is this reply, or one that was there before it.
        show(res, viewOf(req, done, done.state === 'taken' ? {} : { given }))
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'TOO_MANY') throw refusal
        if (refusal.code === 'INTERNAL') log('link.failed', nameOf(error))
        show(res, viewOf(req, found, { state: 'failed', given }))
      }
    }),
  )

  serveFiles(server, join(import.meta.dirname, '../../web/link'), ['link.css'])
}
