/**
 * One master secret is kept; every purpose has a key of its own derived from it, so that a key that leaks
 * through one use opens no other.
 */
import { createHmac, hkdfSync } from 'node:crypto'

/**
 * Derives 32 bytes for each purpose by HKDF-SHA256 (RFC 5869). `wrap` wraps data keys where no key vault
 * does, `index` names documents, `token` signs, `pepper` hardens return codes,
 * `audit` chains the lines of the audit,
 * `hint` names what two cases may share.
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
  }
}

export type Secrets = ReturnType<typeof deriveSecrets>

/**
 * The key a conversation is stored under, 43 characters of base64url. It tells nothing without `indexKey`:
 * on SMS the conversation id is a phone number, and a plain hash of those is guessed in seconds.
 */
export function documentId(indexKey: Uint8Array, channel: string, conversationId: string): string {
  // A JSON array keeps its parts apart: ('a', 'bc') and ('ab', 'c') differ.
  const name = JSON.stringify(['conversation', channel, conversationId])
  return createHmac('sha256', indexKey).update(name).digest('base64url')
}
