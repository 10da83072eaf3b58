/**
 * One master secret is kept; every purpose has a key of its own derived from it, so that a key that leaks
 * through one use opens no other.
 */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/**
 * Derives 32 bytes for each purpose by HKDF-SHA256 (RFC 5869). `wrap` wraps data keys where no key vault
 * does, `index` names documents, `token` signs, and vouches for who signed in, `pepper` hardens return codes,
 * `audit` chains the lines of the audit,
 * `hint` names what two cases may share, `check` tells one master secret from another.
 * @throws RangeError for a master secret under 32 bytes
 */
export function deriveSecrets(master: Uint8Array) {
  if (master.length < 32) throw new RangeError('a master secret has 32 bytes or more')
  const derive = (label: string) => new Uint8Array(hkdfSync('sha256', master, '', `silta ${label} 1`, 32))
  return {
    wrap: derive('wrap'),
    index: derive('index'),
    token: derive('token'),
    pepper: derive('pepper'),
    audit: derive('audit'),
    hint: derive('hint'),
    check: derive('check'),
  }
}

/** All that one master secret gives. */
export type Derived = ReturnType<typeof deriveSecrets>
type Purpose = keyof Derived

/** What is sealed, signed and named by now, and what only opens and recognises. */
export interface Secrets extends Derived {
  older?: readonly Partial<Derived>[]
}

/** The present key of a purpose, then those before it. */
export const keysOf = (secrets: Secrets, purpose: Purpose): [Uint8Array, ...Uint8Array[]] => [
  secrets[purpose],
  ...(secrets.older ?? []).flatMap((one) => one[purpose] ?? []),
]

/**
 * The key a conversation is stored under, 43 characters of base64url. It tells nothing without `indexKey`:
 * on SMS the conversation id is a phone number, and a plain hash of those is guessed in seconds.
 */
export function documentId(indexKey: Uint8Array, channel: string, conversationId: string): string {
  // A JSON array keeps its parts apart: ('a', 'bc') and ('ab', 'c') differ.
  return nameUnder(indexKey, ['conversation', channel, conversationId])
}

/** What is kept of a link: 43 characters of base64url from which nobody makes the link again. */
export const linkId = (indexKey: Uint8Array, token: string): string => nameUnder(indexKey, ['link', token])

const nameUnder = (indexKey: Uint8Array, parts: string[]) =>
  createHmac('sha256', indexKey).update(JSON.stringify(parts)).digest('base64url')

/** Short name of what was said, shown or asked: equal for equal text, and no secret. */
export const fingerprint = (text: string, characters = 12): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, characters)

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Compared by digest, so that neither length nor content shows in the time it takes. */
export const sameSecret = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected))
