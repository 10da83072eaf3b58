import type { IncomingMessage } from 'node:http'
import type { Request, Response, Server } from 'restify'
import { packOnce, sendPacked } from './compress.ts'
import { asRefusal, log, nameOf, Refusal } from './errors.ts'

/** The largest body any route reads, in bytes. */
const LARGEST = 64 * 1024
/** What is longer than this is answered before its end: the server reads the rest away, up to its `requestTimeout`. */
const MOST = 8 * 1024 * 1024

/**
 * Where a request came to, or an address that came with one leads; only path and query count. A path may begin with
 * two slashes, which would name a host. What is no address is the first page.
 */
export const urlOf = ({ url }: Pick<IncomingMessage, 'url'>): URL =>
  URL.parse(url?.startsWith('/') ? `http://silta${url}` : (url ?? ''), 'http://silta') ??
  new URL('http://silta')
export const queryOf = (req: Pick<IncomingMessage, 'url'>): URLSearchParams => urlOf(req).searchParams

export type Handler = (req: Request, res: Response) => Promise<void>

/** Answers a refusal in the form the route's clients read. */
export type Refuse = (req: Request, res: Response, refusal: Refusal) => void | Promise<void>

export const asJson = ({ code, detail, retry }: Refusal) => ({
  error: { code, message: detail || code, retry },
})

/** Seconds after which what is away just now may be there again, and what was too much at once is less. */
const SOON = 5

/** Says to a program when to ask again, where that helps. */
export function sayWhen(res: Response, { code, after }: Pick<Refusal, 'code' | 'after'>): void {
  if (code === 'UNAVAILABLE' || code === 'TOO_MANY') res.setHeader('Retry-After', String(after ?? SOON))
}

export const refuseAsJson: Refuse = (_req, res, refusal) => {
  sayWhen(res, refusal)
  sendJson(res, refusal.status, asJson(refusal))
}

/**
 * Wraps a route so that only a code leaves it: restify would send an error's message to the client, and
 * messages quote input. An `async` handler must not take `next`.
 */
export const guarded =
  (handler: Handler, refuse: Refuse = refuseAsJson): Handler =>
  async (req, res) => {
    try {
      await handler(req, res)
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal.code === 'INTERNAL') log('request.failed', nameOf(error))
      else if (refusal !== error && refusal.code === 'UNAVAILABLE') log('request.putOff', nameOf(error))
      if (res.headersSent) res.end()
      else await refuse(req, res, refusal)
    }
  }

/** @throws Refusal TOO_LARGE, and BAD_REQUEST where its sender goes away in the middle */
export async function readBody(req: Request, largest = LARGEST): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Read to its end all the same: leaving early breaks the connection, and its sender sees no answer.
  try {
    for await (const chunk of req) {
      size += (chunk as Buffer).length
      if (size <= largest) chunks.push(chunk as Buffer)
      else if (size > MOST) break
    }
  } catch {
    throw new Refusal('BAD_REQUEST', 'the body broke off')
  }
  if (size > largest) throw new Refusal('TOO_LARGE')
  return Buffer.concat(chunks)
}

/** @throws Refusal TOO_LARGE, UNSUPPORTED */
export async function readForm(req: Request, largest = LARGEST): Promise<URLSearchParams> {
  const type = req.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Refusal('UNSUPPORTED')
  return new URLSearchParams((await readBody(req, largest)).toString('utf8'))
}

/** An empty body is an empty object. @throws Refusal TOO_LARGE, BAD_REQUEST */
export async function readJson(req: Request, largest = LARGEST): Promise<Record<string, unknown>> {
  const text = (await readBody(req, largest)).toString('utf8')
  try {
    const value = JSON.parse(text || '{}')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new Refusal('BAD_REQUEST', 'the body is not a JSON object')
}

export function send(
  res: Response,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), ...headers })
  res.end(body)
}

export const sendJson = (
  res: Response,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void => send(res, status, 'application/json; charset=utf-8', JSON.stringify(value), headers)

export const sendHtml = (res: Response, status: number, html: string): void =>
  send(res, status, 'text/html; charset=utf-8', html)

export const redirect = (res: Response, location: string, headers: Record<string, string> = {}): void => {
  res.writeHead(303, { Location: location, ...headers })
  res.end()
}

/**
 * A page that needs no cookie, packed. Where a browser sends a cookie by itself, a stranger's page can have hers asked
 * for over and over and read from the size what stands in it (BREACH): those go out by `sendHtml`, as they are.
 */
export const sendPage = (res: Response, status: number, html: string): void =>
  sendPacked(res, status, 'text/html; charset=utf-8', packOnce(html))

/** What adds its routes to the server. */
export type Routes<S> = (server: Server, services: S) => void
