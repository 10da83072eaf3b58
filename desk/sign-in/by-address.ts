import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Config } from '../../platform/config.ts'

/**
 * Without an identity provider, whoever starts the program signs in by an address it prints. It opens once,
 * in this process only, and using it prints the next. In production there is none.
 */
interface SignInOffer {
  token: Buffer
  address: string
  print: (line: string) => void
}

const offers = new WeakMap<Config, SignInOffer>()
const toStdout = (line: string): void => {
  process.stdout.write(line)
}

/** Never in production, and never beside a provider: it would be a second door, without roles or a name. */
export const byAddress = ({ production, OIDC_ISSUER }: Config): boolean => !production && !OIDC_ISSUER

/** Prints a fresh one-time sign-in address, and returns it. */
export function printSignIn(
  { config }: { config: Config },
  address: string,
  print: SignInOffer['print'] = toStdout,
): string {
  const token = randomBytes(32)
  offers.set(config, { token, address, print })
  const url = `${address}/console/sign-in?token=${token.toString('base64url')}`
  print(`Desk:    ${url}\n`)
  return url
}

/** True once for the address printed last. */
export function useSignIn({ config }: { config: Config }, token: string): boolean {
  const offer = byAddress(config) ? offers.get(config) : undefined
  const given = Buffer.from(token, 'base64url')
  if (!offer || given.length !== offer.token.length || !timingSafeEqual(given, offer.token)) return false
  printSignIn({ config }, offer.address, offer.print)
  return true
}
