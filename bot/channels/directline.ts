import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import type { Activity } from 'botbuilder'
import type { Request, Server } from 'restify'
import { codeIn } from '../../intake/conversation/codes.ts'
import type { Config } from '../../platform/config.ts'
import { asRefusal, type Code, log, nameOf, Refusal } from '../../platform/errors.ts'
import { guarded, type Handler, type Refuse, readJson, sendJson } from '../../platform/http.ts'
import { limiter, senderOf } from '../../platform/limits.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Turns } from '../turns/turns.ts'
import { activityId, inboundOf, tongueOf } from './activities.ts'
import {
  CHANNEL,
  type Client,
  type Mark,
  type ReaderParts,
  reader,
  readMark,
  showMark,
  type View,
} from './reader.ts'
import { type StreamParts, streams } from './streams.ts'

/**
 * Direct Line 3.0, so that Web Chat and any other Direct Line client works without Azure. A token is bound to
 * one conversation and one user; the conversation's number of lines is the watermark.
 */
const LIFETIME = 1800
/** A stream's address stands in logs of proxies: its token opens the stream and nothing else, and not for long. */
const STREAM_LIFETIME = 60

const MINUTE = 60_000
const TOKENS_PER_SENDER = 60
const TOKENS_IN_TOTAL = 600
const ACTIVITIES_PER_CONVERSATION = 300
const CODES_PER_SENDER = 10
const LONGEST_TEXT = 20_000
/** So long an answer takes at least, in ms: what she sends after it was sent by somebody who has it. */
const GATHER = 30

const errors: Record<Code, [status: number, code: string, message: string]> = {
  BAD_REQUEST: [400, 'BadArgument', 'The request is not one that Direct Line knows.'],
  UNAUTHORISED: [401, 'Unauthorized', 'A Direct Line token is needed.'],
  FORBIDDEN: [403, 'TokenExpired', 'The token has expired, or is for another conversation.'],
  NOT_FOUND: [404, 'NotFound', 'There is nothing at this address.'],
  GONE: [404, 'ConversationNotFound', 'This conversation is not there any more.'],
  CONFLICT: [409, 'Conflict', 'Somebody else was first. Please try again.'],
  TOO_LARGE: [413, 'MessageSizeTooBig', 'The message is too large.'],
  UNSUPPORTED: [415, 'NotSupported', 'Files cannot be received here.'],
  TOO_MANY: [429, 'Throttled', 'Too many requests. Please wait a little.'],
  INTERNAL: [500, 'ServiceError', 'Something went wrong here. Please try again.'],
  UNAVAILABLE: [503, 'ServiceError', 'Something went wrong here. Please try again.'],
}

const refuse: Refuse = (_req, res, refusal) => {
  const [status, code, message] = errors[refusal.code]
  if (refusal.code === 'TOO_MANY') res.setHeader('Retry-After', String(MINUTE / 1000))
  sendJson(res, status, { error: { code, message: refusal.detail || message } })
}

const newId = () => randomBytes(16).toString('base64url')

interface DirectLineParts extends ReaderParts, StreamParts {
  config: Config
  tokens: Tokens
  turns: Turns
}

export function directLine(server: Server, parts: DirectLineParts): void {
  const { config, clock, tokens, turns, speech } = parts
  const see = reader(parts)
  const live = streams(parts, see)
  const tokensPerSender = limiter(clock, TOKENS_PER_SENDER, MINUTE)
  const tokensInTotal = limiter(clock, TOKENS_IN_TOTAL, MINUTE)
  const perConversation = limiter(clock, ACTIVITIES_PER_CONVERSATION, MINUTE)
  const codesPerSender = limiter(clock, CODES_PER_SENDER, 60 * MINUTE)

  /** Pages of our own, of the configured origins, and programs, which send no origin. */
  function allowed({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers
    if (origin === undefined || config.DIRECT_LINE_ORIGINS.includes(origin)) return true
    return URL.canParse(origin) && (new URL(origin).host === host || origin === config.PUBLIC_URL)
  }

  const open = (handler: Handler): Handler =>
    guarded(async (req, res) => {
      res.setHeader('Vary', 'Origin')
      if (!allowed(req)) throw new Refusal('FORBIDDEN', 'Pages of this origin may not use Direct Line here.')
      if (req.headers.origin) {
        res.setHeader('Access-Control-Allow-Origin', req.headers.origin)
        res.setHeader('Access-Control-Expose-Headers', 'Retry-After')
      }
      await handler(req, res)
    }, refuse)

  /** @throws Refusal UNAUTHORISED, FORBIDDEN */
  async function clientOf(token: string | null, stream: boolean): Promise<Client> {
    const { conv, user, only } = await tokens.read(CHANNEL, token || 'none')
    if (only === 'stream' && !stream) throw new Refusal('FORBIDDEN')
    return { conv: String(conv), user: String(user) }
  }

  async function bearer(req: Request): Promise<Client> {
    const [, token = null] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
    const client = await clientOf(token, false)
    const { id } = req.params as { id?: string }
    if (id !== undefined && id !== client.conv) throw new Refusal('FORBIDDEN')
    return client
  }

  /** The goodbye is given to whoever has not read it; after that there is nothing here. @throws Refusal GONE */
  async function found({ conv }: Client, mark?: Mark): Promise<View> {
    const view = await see.find(conv)
    if (!view || (view.state.gone && !(mark && see.newer(view, mark).length))) throw new Refusal('GONE')
    return view
  }

  const pass = async (client: Client) => ({
    conversationId: client.conv,
    token: await tokens.sign(CHANNEL, { ...client }, LIFETIME),
    expires_in: LIFETIME,
  })

  async function streamUrl(req: Request, client: Client, watermark: string): Promise<string> {
    const base = config.production ? config.PUBLIC_URL : `http://${req.headers.host}`
    const t = await tokens.sign(CHANNEL, { ...client, only: 'stream' }, STREAM_LIFETIME)
    const url = new URL(`/v3/directline/conversations/${client.conv}/stream`, base)
    url.protocol = url.protocol.replace('http', 'ws')
    url.search = String(new URLSearchParams({ watermark, t }))
    return url.href
  }

  const query = (req: IncomingMessage) => new URL(req.url ?? '', 'http://host').searchParams

  server.opts(
    '/v3/directline/*',
    open(async (_req, res) => {
      res.writeHead(204, {
        'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
        'Access-Control-Allow-Headers': 'authorization, content-type, x-requested-with, x-ms-bot-agent',
        'Access-Control-Max-Age': '600',
      })
      res.end()
    }),
  )

  server.post(
    '/v3/directline/tokens/generate',
    open(async (req, res) => {
      tokensPerSender(senderOf(req, config.TRUST_PROXY))
      tokensInTotal('')
      const { user } = await readJson(req)
      sendJson(res, 200, await pass({ conv: newId(), user: userIn(user) }))
    }),
  )

  server.post(
    '/v3/directline/tokens/refresh',
    open(async (req, res) => sendJson(res, 200, await pass(await bearer(req)))),
  )

  server.post(
    '/v3/directline/conversations',
    open(async (req, res) => {
      const client = await bearer(req)
      perConversation(client.conv)
      const { locale } = await readJson(req)
      const hint = typeof locale === 'string' && locale.length < 36 ? locale : undefined
      const id = parts.idFor(CHANNEL, client.conv)
      if (!(await parts.conversations.load(id))) await turns.open(id, CHANNEL, hint)
      await found(client)
      const url = await streamUrl(req, client, '')
      sendJson(res, 201, { ...(await pass(client)), streamUrl: url, referenceGrammarId: '' })
    }),
  )

  server.get(
    '/v3/directline/conversations/:id',
    open(async (req, res) => {
      const client = await bearer(req)
      const mark = readMark(query(req).get('watermark'))
      await found(client, mark)
      const url = await streamUrl(req, client, mark.seq ? showMark(mark) : '')
      sendJson(res, 200, { ...(await pass(client)), streamUrl: url, referenceGrammarId: '' })
    }),
  )

  server.get(
    '/v3/directline/conversations/:id/activities',
    open(async (req, res) => {
      const client = await bearer(req)
      const mark = readMark(query(req).get('watermark'))
      const view = await found(client, mark)
      const lines = see.newer(view, mark)
      const { seq } = view.state
      sendJson(res, 200, {
        activities: see.show(view, lines, client),
        watermark: showMark({ seq, hops: view.hops }),
      })
      see.gave(client.conv, view, seq)
    }),
  )

  server.post(
    '/v3/directline/conversations/:id/activities',
    open(async (req, res) => {
      const shown = see.arrival(String(req.params.id))
      const together = setTimeout(GATHER)
      const client = await bearer(req)
      perConversation(client.conv)
      const activity = await readJson(req)
      const view = await found(client)
      const place = placeOf(client, view.hops)
      const inbound = inboundOf(activity as Partial<Activity>, place, view.state.log)
      if ((inbound?.text?.length ?? 0) > LONGEST_TEXT) throw new Refusal('TOO_LARGE')
      if (!inbound) return sendJson(res, 200, { id: activityId(place, 0) })
      const before = inbound.client && view.state.log.find(({ client: one }) => one === inbound.client)
      if (before) return sendJson(res, 200, { id: activityId(place, before.seq) })
      if (inbound.text && codeIn(inbound.text)) codesPerSender(senderOf(req, config.TRUST_PROXY))
      const id = parts.idFor(CHANNEL, client.conv)
      const seen = shown(view)
      const held = { view: view.state.view, existing: true, seen }
      const outcome = await turns.take(id, CHANNEL, { ...inbound, ...held })
      await together
      const mine = outcome.lines.find(({ from }) => from === 'person')
      sendJson(res, 200, { id: activityId(place, mine?.seq ?? 0) })
      // The replies are on their way over the stream: what she sends from now on may answer them.
      if (live.has(client.conv)) see.gave(client.conv, outcome, outcome.state.seq)
    }),
  )

  server.post(
    '/v3/directline/conversations/:id/upload',
    open(async (req) => {
      const { state } = await found(await bearer(req))
      req.resume()
      throw new Refusal('UNSUPPORTED', speech.t(tongueOf(state, speech))('say.noFiles'))
    }),
  )

  server.get(
    '/v3/directline/session/getsessionid',
    open(async () => {
      throw new Refusal('NOT_FOUND')
    }),
  )

  async function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const [, id] = /^\/v3\/directline\/conversations\/([\w-]+)\/stream(?:\?|$)/.exec(req.url ?? '') ?? []
    if (!id) throw new Refusal('NOT_FOUND')
    if (!allowed(req)) throw new Refusal('FORBIDDEN')
    const client = await clientOf(query(req).get('t'), true)
    if (client.conv !== id) throw new Refusal('FORBIDDEN')
    const mark = readMark(query(req).get('watermark'))
    await found(client, mark)
    if (live.full()) throw new Refusal('UNAVAILABLE')
    live.accept(req, socket, head, client, mark)
  }

  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    upgrade(req, socket, head).catch((error) => {
      const refusal = asRefusal(error)
      if (refusal.code === 'INTERNAL') log('request.failed', nameOf(error))
      socket.end(
        `HTTP/1.1 ${errors[refusal.code][0]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      )
    })
  })
}

const placeOf = ({ conv, user }: Client, hops: number) => ({
  channelId: CHANNEL,
  conversationId: conv,
  person: user,
  hops,
})

/** The prefix tells clients that the id is bound to the token: none of them can speak as another one. */
function userIn(user: unknown): string {
  const id = (user as { id?: unknown } | null | undefined)?.id
  if (id === undefined || id === null || id === '') return `dl_${newId()}`
  if (typeof id !== 'string' || id.length > 100) throw new Refusal('BAD_REQUEST', 'user.id is a short string')
  return id.startsWith('dl_') ? id : `dl_${id}`
}
