import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Server } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, readJson, sendJson } from '../../platform/http.ts'
import { senderOf } from '../../platform/limits.ts'
import { activityRoutes } from './directline-activities.ts'
import { refuseSocket } from './directline-errors.ts'
import { type DirectLine, type DirectLineParts, shared } from './directline-shared.ts'
import { CHANNEL, readMark, showMark } from './reader.ts'

const newId = () => randomBytes(16).toString('base64url')

/**
 * Direct Line 3.0, so that Web Chat and any other Direct Line client works without Azure. A token is bound to
 * one conversation and one user; the conversation's number of lines is the watermark.
 */
export function directLine(server: Server, parts: DirectLineParts): void {
  const line = shared(parts)
  const { open } = line.access

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

  tokenRoutes(server, line)
  conversationRoutes(server, line)
  activityRoutes(server, line)

  server.get(
    '/v3/directline/session/getsessionid',
    open(async () => {
      throw new Refusal('NOT_FOUND')
    }),
  )

  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    upgrade(line, req, socket, head).catch((error) => refuseSocket(socket, error))
  })
}

function tokenRoutes(server: Server, { access, config, limits }: DirectLine): void {
  const { open, bearer, pass } = access

  server.post(
    '/v3/directline/tokens/generate',
    open(async (req, res) => {
      await limits.spend('token', senderOf(req, config.TRUST_PROXY))
      const { user } = await readJson(req)
      sendJson(res, 200, await pass({ conv: newId(), user: userIn(user) }))
    }),
  )

  server.post(
    '/v3/directline/tokens/refresh',
    open(async (req, res) => {
      const client = await bearer(req)
      await limits.spend('refresh', client.conv)
      sendJson(res, 200, await pass(client))
    }),
  )
}

function conversationRoutes(server: Server, line: DirectLine): void {
  const { access, config, conversations, found, idFor, limits, turns } = line
  const { open, bearer, pass, streamUrl } = access

  server.post(
    '/v3/directline/conversations',
    open(async (req, res) => {
      const client = await bearer(req)
      await limits.spend('write', client.conv)
      const { locale } = await readJson(req)
      const hint = typeof locale === 'string' && locale.length < 36 ? locale : undefined
      const id = idFor(CHANNEL, client.conv)
      if (!(await conversations.load(id))) {
        await limits.spend('begin', senderOf(req, config.TRUST_PROXY))
        await turns.open(id, CHANNEL, hint)
      }
      await found(client)
      const url = await streamUrl(req, client, '')
      sendJson(res, 201, { ...(await pass(client)), streamUrl: url, referenceGrammarId: '' })
    }),
  )

  server.get(
    '/v3/directline/conversations/:id',
    open(async (req, res) => {
      const client = await bearer(req)
      const mark = readMark(queryOf(req).get('watermark'))
      await found(client, mark)
      const url = await streamUrl(req, client, mark.seq ? showMark(mark) : '')
      sendJson(res, 200, { ...(await pass(client)), streamUrl: url, referenceGrammarId: '' })
    }),
  )
}

async function upgrade(
  { access, found, live }: DirectLine,
  req: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): Promise<void> {
  const [, id] = /^\/v3\/directline\/conversations\/([\w-]+)\/stream(?:\?|$)/.exec(req.url ?? '') ?? []
  if (!id) throw new Refusal('NOT_FOUND')
  if (!access.allowed(req)) throw new Refusal('FORBIDDEN')
  const client = await access.clientOf(queryOf(req).get('t'), true)
  if (client.conv !== id) throw new Refusal('FORBIDDEN')
  const mark = readMark(queryOf(req).get('watermark'))
  await found(client, mark)
  if (live.full()) throw new Refusal('UNAVAILABLE')
  live.accept(req, socket, head, client, mark)
}

/** The prefix tells clients that the id is bound to the token: none of them can speak as another one. */
function userIn(user: unknown): string {
  const id = (user as { id?: unknown } | null | undefined)?.id
  if (id === undefined || id === null || id === '') return `dl_${newId()}`
  if (typeof id !== 'string' || id.length > 100) throw new Refusal('BAD_REQUEST', 'user.id is a short string')
  return id.startsWith('dl_') ? id : `dl_${id}`
}
