import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  type IDToken,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { type Role, readRoleMap } from '../../intake/case/roles.ts'
import { LONGEST_NAME } from '../../intake/case/workers.ts'
import { oneLine } from '../../intake/form/plain-text.ts'
import { SECOND } from '../../intake/hours/time.ts'
import type { Config } from '../../platform/config.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'
import { Late, outgoing } from '../../platform/outgoing.ts'
import { tolerant } from '../../platform/tokens.ts'

/**
 * Signing in with an identity provider by OpenID Connect: authorization code with PKCE, state and nonce. The id
 * token's signature, issuer, audience, times and nonce are checked by openid-client, the tenant and the roles
 * here. No token of the provider is kept.
 */

/** What the browser brings back to finish a sign-in that it began. */
export interface Begun {
  state: string
  nonce: string
  verifier: string
}

interface Identity {
  issuer: string
  subject: string
  name: string
  roles: Role[]
  /** Tenant and object id in Microsoft Entra ID, which Teams names people by. */
  directory: [tenant: string, object: string] | null
}

/** `failed`: not a sign-in of this browser, or the provider said no. The others are of the person who signed in. */
export type SignInFailure = 'failed' | 'tenant' | 'role'

export class NotSignedIn extends Refusal {
  readonly why: SignInFailure
  constructor(why: SignInFailure) {
    super('FORBIDDEN', 'not signed in')
    this.why = why
  }
}

/** Milliseconds to wait for one answer of the provider, and for what needs several. */
const PATIENCE = 10 * SECOND
const WHOLE = 2 * PATIENCE

export function provider(config: Config) {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = config
  let found: Promise<Configuration> | undefined

  /** Asked for at the first sign-in, so that a provider that is away keeps nothing else from starting. */
  async function discovered(): Promise<Configuration> {
    const issuer = new URL(OIDC_ISSUER)
    const insecure = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
    const known = { client_secret: OIDC_CLIENT_SECRET, [clockTolerance]: tolerant.clockTolerance }
    found ??= outgoing(PATIENCE, () =>
      discovery(issuer, OIDC_CLIENT_ID, known, undefined, {
        timeout: PATIENCE / SECOND,
        execute: [enableNonRepudiationChecks, ...insecure],
      }),
    )
    try {
      return await found
    } catch (error) {
      found = undefined
      log('signIn.provider', nameOf(error))
      throw new Refusal('UNAVAILABLE')
    }
  }

  return {
    /** The provider's page, and what must come back from it. @throws Refusal UNAVAILABLE */
    async begin(redirectUri: string): Promise<{ address: string; begun: Begun }> {
      const client = await discovered()
      const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const address = buildAuthorizationUrl(client, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        response_type: 'code',
        state: begun.state,
        nonce: begun.nonce,
        code_challenge: await calculatePKCECodeChallenge(begun.verifier),
        code_challenge_method: 'S256',
      })
      return { address: address.href, begun }
    },

    /** @throws NotSignedIn, Refusal UNAVAILABLE */
    async finish(redirected: URL, { state, nonce, verifier }: Begun): Promise<Identity> {
      const client = await discovered()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
      const grant = () => authorizationCodeGrant(client, redirected, checks)
      const answer = await outgoing(WHOLE, grant).catch((error) => {
        throw troubleOf(error)
      })
      return identityOf(answer.claims()!, config)
    },
  }
}

/** Whatever the provider or a forger said, only its code is logged. */
function troubleOf(error: unknown): Refusal {
  const { code = '', error: said = '' } = error as { code?: string; error?: string }
  // The answer of the token endpoint is the provider's own: `invalid_client` tells of a secret that ran out.
  const known = code === 'OAUTH_RESPONSE_BODY_ERROR' && /^[a-z_]{1,40}$/.test(said)
  log('signIn.refused', { ...nameOf(error), ...(known ? { said } : {}) })
  const away = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(code)
  // fetch has no code of its own for "not reached".
  const unreached = error instanceof TypeError && !code
  return away || unreached || error instanceof Late ? new Refusal('UNAVAILABLE') : new NotSignedIn('failed')
}

/** @throws NotSignedIn tenant, role */
function identityOf(claims: IDToken, config: Config): Identity {
  const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : '')
  if (config.OIDC_TENANT && text('tid') !== config.OIDC_TENANT) throw refused('tenant')
  const held = [claims[config.OIDC_ROLES_CLAIM]].flat()
  const map = readRoleMap(config.OIDC_ROLES) ?? new Map()
  const roles = [...new Set(held.flatMap((value) => map.get(String(value)) ?? []))]
  if (roles.length === 0) throw refused('role', '_claim_names' in claims)
  const name = oneLine(text('name') || text('preferred_username'), LONGEST_NAME)
  const directory: Identity['directory'] = text('tid') && text('oid') ? [text('tid'), text('oid')] : null
  return { issuer: claims.iss, subject: claims.sub, name, roles, directory }
}

/** `overage`: Entra leaves groups out of a token when there are too many; app roles have no such limit. */
function refused(why: SignInFailure, overage = false): NotSignedIn {
  log('signIn.refused', { why, ...(overage ? { overage } : {}) })
  return new NotSignedIn(why)
}

export type Provider = ReturnType<typeof provider>
