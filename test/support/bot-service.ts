import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What a bot sent to its channel. */
export interface Posted {
  method: string
  path: string
  authorization: string
  body: {
    text?: string
    type?: string
    summary?: string
    attachments?: { contentType: string; content: never }[]
    suggestedActions?: unknown
    channelData?: { question?: string }
    members?: { id: string }[]
    tenantId?: string
  }
}

/** Posts an activity to a bot as its channel does; words are posted as they stand. */
export const postActivity = (url: string, activity: unknown, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof activity === 'string' ? activity : JSON.stringify(activity),
  })

const ISSUER = 'https://issuer.example'
/** The token that this machine's managed identity is given. */
export const OUR_TOKEN = 'token-of-the-bot'

/**
 * Azure Bot Service on loopback, as far as a bot meets it: the OpenID metadata and keys that vouch for messages,
 * the connector that takes replies, and the endpoint that gives a managed identity its token.
 */
export async function startBotService() {
  const posts: Posted[] = []
  const state = { fails: false, hangs: false, hanging: 0, status: 403, identities: [] as string[] }
  const pair = await generateKeyPair('RS256', { extractable: true })
  const other = await generateKeyPair('RS256', { extractable: true })
  const kid: string = randomUUID()
  const key = { ...(await exportJWK(pair.publicKey)), kid, use: 'sig', endorsements: ['msteams', 'emulator'] }

  const server = createServer(async (req, res) => {
    const answer = (status: number, body: unknown) => {
      res.writeHead(status, { 'content-type': 'application/json' })
      res.end(JSON.stringify(body))
    }
    const { pathname, searchParams } = new URL(req.url ?? '/', url)
    if (pathname === '/openid')
      return answer(200, {
        issuer: ISSUER,
        jwks_uri: `${url}keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (pathname === '/keys') return answer(200, { keys: [key] })
    if (pathname === '/identity') {
      state.identities.push(`${searchParams.get('client_id')} ${searchParams.get('resource')}`)
      const expires = String(Math.floor(Date.now() / 1000) + 3600)
      return answer(200, { access_token: OUR_TOKEN, expires_on: expires, token_type: 'Bearer' })
    }
    let text = ''
    for await (const chunk of req) text += chunk
    if (state.hangs) {
      state.hanging += 1
      return
    }
    if (state.fails) return answer(state.status, {})
    const authorization = req.headers.authorization ?? ''
    posts.push({
      method: req.method ?? '',
      path: decodeURIComponent(pathname),
      authorization,
      body: JSON.parse(text || '{}'),
    })
    answer(200, { id: pathname === '/v3/conversations' ? `personal-${posts.length}` : String(posts.length) })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  return {
    url,
    posts,
    state,
    /** Settings of a bot that believes this service and nobody else. */
    cloud: {
      ToBotFromChannelOpenIdMetadataUrl: `${url}openid`,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToChannelFromBotLoginUrl: 'https://login.example/tenant',
      ToChannelFromBotOAuthScope: 'https://api.example',
    },
    /** A token as the service signs it, changed as a forger would. `key`: 'other' signs with a key of the forger's own. */
    async token(
      audience: string,
      { serviceUrl = url, issuer = ISSUER, expires = 600, key: by = 'ours', named = kid, claims = {} } = {},
    ): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ serviceurl: serviceUrl, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: named })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now - 7200)
        .setNotBefore(now - 7200)
        .setExpirationTime(now + expires)
        .sign(by === 'ours' ? pair.privateKey : other.privateKey)
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

export type BotService = Awaited<ReturnType<typeof startBotService>>
