import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'

export const TENANT = '3d5f0f0e-0000-4000-8000-0000000000aa'

/** Who works where, as Microsoft Entra ID would say it. */
export const accounts: Record<string, Record<string, unknown>> = {
  aino: { name: 'Aino Virtanen', tid: TENANT, oid: 'oid-aino', roles: ['Silta.Caseworker'] },
  bertta: { name: 'Bertta Salo', tid: TENANT, oid: 'oid-bertta', roles: ['Silta.Supervisor', 'Else'] },
  auvo: { name: 'Auvo Laine', tid: TENANT, oid: 'oid-auvo', roles: 'Silta.Auditor' },
  aatu: { name: 'Aatu Niemi', tid: TENANT, oid: 'oid-aatu', roles: ['Silta.Administrator'] },
  stranger: { name: 'Stranger', tid: 'another', oid: 'oid-x', roles: ['Silta.Caseworker'] },
  visitor: { name: 'Visitor', tid: TENANT, oid: 'oid-v', roles: ['Else'] },
  nobody: { name: 'Nobody', tid: TENANT, oid: 'oid-n' },
}

const secret = randomBytes(32).toString('base64url')

/** A real OpenID provider on loopback, whose sign-in page says yes at once for whoever `who` is. */
export async function startProvider() {
  let answer: (req: IncomingMessage, res: ServerResponse) => void = (_, res) => {
    res.statusCode = 503
    res.end()
  }
  const server = createServer((req, res) => answer(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }

  const state = {
    who: 'aino',
    /** Put in place of the id token that the token endpoint gives. */
    idToken: '',
  }

  return {
    issuer,
    state,
    clientSecret: secret,
    /** What a server is started with to use it. */
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'silta',
      OIDC_CLIENT_SECRET: secret,
      OIDC_TENANT: TENANT,
      OIDC_ROLES: [
        'Silta.Caseworker=caseworker',
        'Silta.Supervisor=supervisor',
        'Silta.Auditor=auditor',
        'Silta.Administrator=administrator',
      ].join(),
    },

    /** Opens for these servers, and for another application of the same organisation. */
    open(...servers: string[]): void {
      const client = (id: string) => ({
        client_id: id,
        client_secret: secret,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: servers.map((url) => `${url}/console/sign-in/callback`),
      })
      const provider = new Provider(issuer, {
        clients: [client('silta'), client('other')],
        // Its own, named: unnamed it warns at every start that it forgets.
        adapter: createMemoryAdapter(0),
        jwks: { keys: [key] },
        cookies: { keys: [secret] },
        claims: { openid: ['sub', 'tid', 'oid', 'roles', 'groups'], profile: ['name'] },
        conformIdTokenClaims: false,
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
        ttl: { AccessToken: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
        findAccount: (_: unknown, id: string) => ({
          accountId: id,
          claims: async () => ({ sub: id, ...accounts[id] }),
        }),
        async loadExistingGrant({
          oidc,
        }: {
          oidc: { session: { accountId: string }; client: { clientId: string } }
        }) {
          const { accountId } = oidc.session
          const grant = new provider.Grant({ accountId, clientId: oidc.client.clientId })
          grant.addOIDCScope('openid profile')
          await grant.save()
          return grant
        },
      })
      provider.use(async (ctx, next) => {
        if (ctx.path.startsWith('/interaction/'))
          return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: state.who } })
        await next()
        if (ctx.oidc?.route === 'token' && state.idToken) ctx.body = { ...ctx.body, id_token: state.idToken }
      })
      answer = provider.callback()
    },

    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type IdentityProvider = Awaited<ReturnType<typeof startProvider>>

/** A browser as far as redirects and cookies go; `hop` goes one step, `visit` to the end. */
export class Wanderer {
  private readonly jars = new Map<string, Map<string, string>>()
  at = ''

  cookie(url: string): string {
    const jar = this.jars.get(new URL(url).origin) ?? new Map()
    return [...jar].map((pair) => pair.join('=')).join('; ')
  }

  /** Forgets what this server set. */
  forget(url: string): void {
    this.jars.delete(new URL(url).origin)
  }

  async hop(url: string, headers: Record<string, string> = {}) {
    this.at = url
    const { origin } = new URL(url)
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { 'accept-language': 'en', cookie: this.cookie(url), ...headers },
    })
    const jar = this.jars.get(origin) ?? new Map<string, string>()
    this.jars.set(origin, jar)
    for (const one of answer.headers.getSetCookie()) {
      const [name, value] = one.split(';')[0]!.split(/=(.*)/s) as [string, string]
      if (/Max-Age=0|expires=Thu, 01 Jan 1970/i.test(one) || !value) jar.delete(name)
      else jar.set(name, value)
    }
    const to = answer.headers.get('location')
    return {
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      to: to && new URL(to, url).href,
    }
  }

  async visit(url: string) {
    for (let hops = 0; hops < 20; hops++) {
      const answer = await this.hop(url)
      if (!answer.to) return answer
      url = answer.to
    }
    throw new Error('redirected without end')
  }

  /** Follows redirects until the next would be to an address with `part` in it, and returns that address. */
  async until(url: string, part: string): Promise<string> {
    for (let hops = 0; hops < 20; hops++) {
      const { to, status } = await this.hop(url)
      if (!to) throw new Error(`no way on from ${new URL(url).pathname}: ${status}`)
      if (to.includes(part)) return to
      url = to
    }
    throw new Error('redirected without end')
  }
}
