import restify, { type Server } from 'restify'
import { botFramework } from './channels/botframework.ts'
import { directLine } from './channels/directline.ts'
import { web } from './channels/web.ts'
import { deskConsole } from './desk/console.ts'
import { Refusal } from './errors.ts'
import { guarded, refuseAsJson, sendJson } from './http.ts'
import type { Services } from './services.ts'

/** Nothing is kept by a browser, shown in a frame, or told to another site. */
const everywhere = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
}

/** The whole of what this program answers to, route by route. */
export function httpServer(services: Services): Server {
  const server = restify.createServer({ handleUncaughtExceptions: false, ignoreTrailingSlash: true })
  server.pre((_req, res, next) => {
    for (const [name, value] of Object.entries(everywhere)) res.setHeader(name, value)
    if (services.config.production) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
    next()
  })
  // Restify's own answers quote the address; ours are a code.
  server.on('restifyError', (req, res, error: { statusCode?: number }, done) => {
    const code =
      error.statusCode === 405
        ? 'NOT_FOUND'
        : error.statusCode === 404
          ? 'NOT_FOUND'
          : error.statusCode && error.statusCode < 500
            ? 'BAD_REQUEST'
            : 'INTERNAL'
    if (!res.headersSent) refuseAsJson(req, res, new Refusal(code))
    done()
  })

  server.get(
    '/healthz',
    guarded(async (_req, res) => sendJson(res, 200, { ok: true })),
  )
  server.get(
    '/readyz',
    guarded(async (_req, res) => {
      await services.store.ping().catch(() => {
        throw new Refusal('UNAVAILABLE')
      })
      sendJson(res, 200, { ok: true })
    }),
  )
  web(server, services)
  directLine(server, services)
  botFramework(server, services)
  deskConsole(server, services)
  return server
}
