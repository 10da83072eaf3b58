import type { IncomingMessage } from 'node:http'
import type { Request } from 'restify'
import type { Speech } from '../../intake/form/words.ts'
import type { Config } from '../../platform/config.ts'
import { Refusal } from '../../platform/errors.ts'
import { guarded, type Handler } from '../../platform/http.ts'
import type { Tokens } from '../../platform/tokens.ts'
import { refusing } from './directline-errors.ts'
import { CHANNEL, type Client } from './reader.ts'

const LIFETIME = 1800
/** A stream's address stands in logs of proxies: its token opens the stream and nothing else, and not for long. */
const STREAM_LIFETIME = 60

/** Who may speak here: by origin, and by a token that is bound to one conversation and one user. */
export function access({ config, tokens, speech }: { config: Config; tokens: Tokens; speech: Speech }) {
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
    }, refusing(speech))

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

  return { allowed, open, clientOf, bearer, pass, streamUrl }
}

export type Access = ReturnType<typeof access>
