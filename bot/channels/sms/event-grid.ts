import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { Request } from 'restify'
import { sameSecret } from '../../../intake/store/secrets.ts'
import type { Config } from '../../../platform/config.ts'
import { Refusal } from '../../../platform/errors.ts'
import { queryOf } from '../../../platform/http.ts'
import { outgoingFetch } from '../../../platform/outgoing.ts'
import { tolerant } from '../../../platform/tokens.ts'

/**
 * Who delivers events to us. Event Grid signs nothing: a delivery is its own when it brings a token that Microsoft
 * Entra ID made for this application (learn.microsoft.com/azure/event-grid/secure-webhook-delivery), or the secret
 * that we put into the subscription's address.
 */
/** Milliseconds that the issuer has to say where its keys are. */
const PATIENCE = 8000
const ROLE = 'AzureEventGridSecureWebhookSubscriber'

export interface GridEvent {
  eventType: string
  data: Record<string, unknown>
}

export function eventGrid({ ACS_EVENT_KEY, ACS_ENTRA_ISSUER, ACS_ENTRA_AUDIENCE }: Config) {
  let keys: Promise<JWTVerifyGetKey> | undefined

  async function discovered(): Promise<JWTVerifyGetKey> {
    const address = `${ACS_ENTRA_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`
    const { jwks_uri } = await outgoingFetch(
      PATIENCE,
      address,
      {},
      async (answer) => (await answer.json()) as { jwks_uri: string },
    )
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: PATIENCE })
  }

  async function hasToken(header: string | undefined): Promise<boolean> {
    const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1]
    if (!token || !ACS_ENTRA_ISSUER || !ACS_ENTRA_AUDIENCE) return false
    keys ??= discovered()
    const found = await keys.catch(() => {
      keys = undefined
      throw new Refusal('UNAVAILABLE')
    })
    try {
      const rules = {
        ...tolerant,
        issuer: ACS_ENTRA_ISSUER,
        audience: ACS_ENTRA_AUDIENCE,
        algorithms: ['RS256'],
      }
      const { payload } = await jwtVerify(token, found, rules)
      return Array.isArray(payload.roles) && payload.roles.includes(ROLE)
    } catch {
      return false
    }
  }

  const hasKey = (req: Request): boolean => {
    const given = queryOf(req).get('key')
    return ACS_EVENT_KEY !== '' && given !== null && sameSecret(given, ACS_EVENT_KEY)
  }

  return {
    /** @throws Refusal UNAUTHORISED */
    async prove(req: Request): Promise<void> {
      if (!hasKey(req) && !(await hasToken(req.headers.authorization))) throw new Refusal('UNAUTHORISED')
    },

    /** @throws Refusal BAD_REQUEST */
    events(body: string): GridEvent[] {
      try {
        const all: unknown = JSON.parse(body)
        if (Array.isArray(all) && all.every(isEvent))
          return all.map(({ eventType, data }) => ({ eventType, data: inOneCase(data) }))
      } catch {}
      throw new Refusal('BAD_REQUEST')
    },
  }
}

/** The service has written a name both as `to` and as `To`. */
const inOneCase = (data: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  )

const isEvent = (one: unknown): one is GridEvent => {
  const { eventType, data } = (one ?? {}) as Partial<GridEvent>
  return typeof eventType === 'string' && typeof data === 'object' && data !== null
}
