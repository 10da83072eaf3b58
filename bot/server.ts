import restify, { type Server } from 'restify'
import { deskConsole } from '../desk/console.ts'
import { log, nameOf, Refusal } from '../platform/errors.ts'
import { guarded, sendJson } from '../platform/http.ts'
import { readRequestLine } from '../platform/request-line.ts'
import { botFramework } from './channels/botframework.ts'
import { directLine } from './channels/directline.ts'
import { referrerLink } from './channels/link.ts'
import { acsSms } from './channels/sms/acs.ts'
import { twilioSms } from './channels/sms/twilio.ts'
import { web } from './channels/web.ts'
import { securityTxt } from './security-txt.ts'
import type { Services } from './services.ts'
import { sharedFiles } from './shared-files.ts'
import { refusalOf, unrouted } from './unrouted.ts'

declare module 'restify' {
  interface Server {
    /** Called before anything of the framework's own; `false`: it is answered. Its types leave it out. */
    first(handler: (req: Request, res: Response) => boolean): Server
  }
}

/** Nothing is kept by a browser, shown in a frame, or told to another site. */
const everywhere = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Pages name what they need; an answer that is none needs nothing.
  'Content-Security-Policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
}

/** The whole of what this program answers to, route by route. */
export function httpServer(services: Services): Server {
  const { production, HSTS_SUBDOMAINS } = services.config
  const server = restify.createServer({
    name: '',
    handleUncaughtExceptions: false,
    ignoreTrailingSlash: true,
  })
  const headers = {
    ...everywhere,
    ...(production
      ? { 'Strict-Transport-Security': `max-age=31536000${HSTS_SUBDOMAINS ? '; includeSubDomains' : ''}` }
      : {}),
  }
  server.first((req, res) => {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
    if (readRequestLine(req)) return true
    const refusal = new Refusal('BAD_REQUEST', 'the address cannot be read')
    const { body, headers: more } = unrouted(req, refusal, services.speech)
    res.writeHead(refusal.status, { ...more, Connection: 'close' })
    res.end(body)
    return false
  })
  // Restify's own answers quote the address; ours are a code.
  server.on('restifyError', (req, res, error: { statusCode?: number }, done) => {
    const refusal = refusalOf(error)
    const { body, headers: more } = unrouted(req, refusal, services.speech)
    const allowed = res.getHeader('Allow')
    if (allowed) res.setHeader('Allow', String(allowed).replace('GET', 'GET, HEAD'))
    // By restify's own sending, or it would send once more, and throw outside of every route.
    if (!res.headersSent) res.sendRaw(refusal.status, body, more)
    done()
  })

  server.get(
    '/healthz',
    guarded(async (_req, res) => sendJson(res, 200, { ok: true })),
  )
  server.get(
    '/readyz',
    guarded(async (_req, res) => {
      if (services.leaving.signal.aborted) throw new Refusal('UNAVAILABLE')
      await services.ready().catch((error) => {
        log('ready.failed', nameOf(error))
        throw new Refusal('UNAVAILABLE')
      })
      // A server can take messages while alarms are late: whoever watches it is told, nobody is turned away.
      const { late, failing } = await services.alarm.state()
      const alarm = late ? 'late' : failing.length > 0 ? 'failing' : 'running'
      sendJson(res, 200, { ok: true, alarm, undelivered: await services.conversations.stuck(100) })
    }),
  )
  securityTxt(server, services)
  sharedFiles(server)
  web(server, services)
  referrerLink(server, services)
  directLine(server, services)
  botFramework(server, services)
  twilioSms(server, services)
  acsSms(server, services)
  deskConsole(server, services)
  return server
}
