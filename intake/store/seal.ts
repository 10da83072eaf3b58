/**
 * Seals what a person said before it reaches a store: AES-256-GCM under a data key of her conversation or
 * case. The data key is stored wrapped by a key that is nowhere in the stores; destroying it destroys all
 * that it sealed, in every copy and backup of the other stores too.
 *
 * A sealed value is base64url of: format version (1 byte), IV (12, random), tag (16), ciphertext. Document
 * id, field and version are authenticated with it, so a value moved to another place does not open. Random
 * IVs are safe for 2^32 values a key (NIST SP 800-38D, 8.3); a conversation seals some hundreds.
 */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { isWithin, MINUTE } from '../hours/time.ts'
import type { Clock, Collection, Doc, KeyWrapper } from './ports.ts'

/** A data key as stored: its id is the `keyId`, `wrapped` is what the wrapper made of it. */
export interface KeyDoc extends Doc {
  wrapped: string
}

/** Where a sealed value lives; it opens at the same place only. */
export interface Place {
  doc: string
  field: string
  version: number | string
}

/** `KEY_GONE`: the data key was destroyed or never made. `TAMPERED`: not what was sealed, or not its place. */
export class SealError extends Error {
  readonly code: 'KEY_GONE' | 'TAMPERED'
  constructor(code: 'KEY_GONE' | 'TAMPERED') {
    super(code)
    this.name = 'SealError'
    this.code = code
  }
}

/** What it is about was erased: its key is no more. */
export const isKeyGone = (error: unknown): boolean => error instanceof SealError && error.code === 'KEY_GONE'

/**
 * A key is made on purpose, where what it seals begins, and never by sealing: what is written just after an
 * erasure must not bring anything back.
 */
export interface Vault {
  /** Makes the key, unless it is there. */
  create(keyId: string): Promise<void>
  /** Is it there now, whatever this process remembers? */
  has(keyId: string): Promise<boolean>
  /** Seals any JSON value. @throws SealError KEY_GONE */
  seal(keyId: string, place: Place, value: unknown): Promise<string>
  /** @throws SealError */
  open(keyId: string, place: Place, sealed: string): Promise<unknown>
  /** From here on nothing sealed under the key opens: at once in this process, within `FRESH` in others. */
  destroy(keyId: string): Promise<void>
}

/** Unwrapped keys remembered at most, and for how many milliseconds: another process may destroy one. */
const REMEMBERED = 1000
const FRESH = MINUTE

export function vault(keys: Collection<KeyDoc>, wrapper: KeyWrapper, clock: Clock = Date.now): Vault {
  /** Least recently used first. Holds promises, so that a key asked for twice at once is unwrapped once. */
  const recent = new Map<string, { key: Promise<Uint8Array>; from: number }>()

  function keyFor(keyId: string, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const known = recent.get(keyId)
    const entry = known && isWithin(known.from, FRESH - 1, clock()) ? known : { key: load(), from: clock() }
    recent.delete(keyId)
    recent.set(keyId, entry)
    entry.key.catch(() => recent.get(keyId) === entry && recent.delete(keyId))
    if (recent.size > REMEMBERED) recent.delete(recent.keys().next().value!)
    return entry.key
  }

  async function existing(keyId: string): Promise<Uint8Array> {
    const doc = await keys.read(keyId)
    if (!doc) throw new SealError('KEY_GONE')
    return wrapper.unwrap(doc.wrapped)
  }

  return {
    async create(keyId) {
      const key = randomBytes(32)
      const wrapped = await wrapper.wrap(key)
      // Whoever creates it first decides the key.
      const made = await keys.create({ id: keyId, part: keyId, changed: clock(), wrapped })
      recent.delete(keyId)
      if (made) await keyFor(keyId, async () => key)
    },
    has: async (keyId) => (await keys.read(keyId)) !== null,
    async seal(keyId, place, value) {
      const key = await keyFor(keyId, () => existing(keyId))
      return encrypt(key, aad(place), Buffer.from(JSON.stringify(value ?? null)))
    },
    async open(keyId, place, sealed) {
      const key = await keyFor(keyId, () => existing(keyId))
      return JSON.parse(decrypt(key, aad(place), sealed).toString())
    },
    async destroy(keyId) {
      await keys.remove(keyId)
      // Afterwards, so that a key read while it was removed is forgotten as well.
      recent.delete(keyId)
    },
  }
}

/**
 * Wraps data keys with a 32-byte key-encryption key of our own, from a file for instance.
 * `unwrap` throws a `TAMPERED` SealError for another key's wrapping.
 */
export function localWrapper(kek: Uint8Array): KeyWrapper {
  if (kek.length !== 32) throw new RangeError('a key-encryption key has 32 bytes')
  const place = Buffer.from('silta data key')
  return {
    wrap: async (key) => encrypt(kek, place, key),
    unwrap: async (wrapped) => decrypt(kek, place, wrapped),
  }
}

/** A JSON array keeps its parts apart, whatever they hold. */
const aad = ({ doc, field, version }: Place) => Buffer.from(JSON.stringify([doc, field, version]))

const FORMAT = 1

function encrypt(key: Uint8Array, aad: Uint8Array, plain: Uint8Array): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), text]).toString('base64url')
}

function decrypt(key: Uint8Array, aad: Uint8Array, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 29 || bytes[0] !== FORMAT) throw new SealError('TAMPERED')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 })
  decipher.setAAD(aad).setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    throw new SealError('TAMPERED')
  }
}
