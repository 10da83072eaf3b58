import { type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose'
import { SECOND, SKEW } from '../intake/hours/time.ts'
import type { Clock } from '../intake/store/ports.ts'
import { Refusal } from './errors.ts'

/** Of every token, ours and others': the clock that made it may differ so much, in seconds. */
export const tolerant = { clockTolerance: SKEW / SECOND }

const WRONG_KEY = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'

/**
 * Signed tokens (JWT, HS256): what a page or client holds instead of a cookie. `use` keeps a token of one kind
 * from being taken for another; times are seconds. Signed by the first key; what another signed is read too.
 */
export function tokens([present, ...older]: readonly [Uint8Array, ...Uint8Array[]], clock: Clock) {
  /** Whoever signed it otherwise may have done so with a key before. */
  const tryOlder = (token: string, options: JWTVerifyOptions) => async (error: unknown) => {
    for (const key of (error as { code?: string }).code === WRONG_KEY ? older : [])
      try {
        return await jwtVerify(token, key, options)
      } catch (other) {
        if ((other as { code?: string }).code !== WRONG_KEY) throw other
      }
    throw error
  }
  const seconds = () => Math.floor(clock() / 1000)
  return {
    sign: (use: string, claims: Record<string, unknown>, lifetime: number): Promise<string> =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(use)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + lifetime)
        .sign(present),

    /** @throws Refusal FORBIDDEN when it is expired, UNAUTHORISED when it is none of ours. */
    async read(use: string, token: string): Promise<Record<string, unknown>> {
      try {
        const options = { ...tolerant, audience: use, algorithms: ['HS256'], currentDate: new Date(clock()) }
        return (await jwtVerify(token, present, options).catch(tryOlder(token, options))).payload
      } catch (error) {
        throw new Refusal(
          (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? 'FORBIDDEN' : 'UNAUTHORISED',
        )
      }
    },
  }
}

export type Tokens = ReturnType<typeof tokens>
