/**
 * Seals what a person said before it reaches a store: AES-256-GCM under a data key of her conversation or
 * case. The data key is stored wrapped by a key that is nowhere in the stores; destroying it destroys all
 * that it sealed, in every copy and backup of the other stores too.
 *
 * A sealed value is base64url of: format version (1 byte), IV (12, random), tag (16), ciphertext. Document
 * id, field and version are authenticated with it, so a value moved to another place does not open. Random
 * IVs are safe for 2^32 values a key (NIST SP 800-38D, 8.3); a conversation seals some hundreds.
 */

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { isWithin, MINUTE } from '../hours/time.ts'
import type { Clock, Collection, Doc, KeyWrapper } from './ports.ts'
import { untilSeen } from './revise.ts'

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

/** Opens at the place where it is sealed now, or at the one where an older program did. @throws SealError */
export async function openAt(
  vault: Vault,
  keyId: string,
  [now, before]: readonly [Place, Place],
  sealed: string,
): Promise<unknown> {
  try {
    return await vault.open(keyId, now, sealed)
  } catch (error) {
    if (isKeyGone(error) || !(error instanceof SealError)) throw error
    return vault.open(keyId, before, sealed)
  }
}

/** Unwrapped keys remembered at most, and for how many milliseconds: another process may destroy one. */
const REMEMBERED = 1000
const FRESH = MINUTE

/** @param lags of the store: so long a key that another process made may not be seen yet */
export function vault(
  keys: Collection<KeyDoc>,
  wrapper: KeyWrapper,
  clock: Clock = Date.now,
  lags?: number,
  beforeDestroyed: (keyId: string, at: number) => Promise<void> = async () => {},
): Vault {
  /**
   * Least recently used first. Holds promises, so that a key asked for twice at once is unwrapped once; and key
   * objects, with which a cipher is begun in a third of the time it takes from bytes.
   */
  const recent = new Map<string, { key: Promise<KeyObject>; from: number }>()

  function keyFor(keyId: string, load: () => Promise<KeyObject>): Promise<KeyObject> {
    const known = recent.get(keyId)
    const entry = known && isWithin(known.from, FRESH - 1, clock()) ? known : { key: load(), from: clock() }
    recent.delete(keyId)
    recent.set(keyId, entry)
    entry.key.catch(() => recent.get(keyId) === entry && recent.delete(keyId))
    if (recent.size > REMEMBERED) recent.delete(recent.keys().next().value!)
    return entry.key
  }

  async function existing(keyId: string): Promise<KeyObject> {
    const doc = await untilSeen(lags, () => keys.read(keyId))
    if (!doc) throw new SealError('KEY_GONE')
    return createSecretKey(await wrapper.unwrap(doc.wrapped, keyId))
  }

  return {
    async create(keyId) {
      const key = randomBytes(32)
      const wrapped = await wrapper.wrap(key, keyId)
      // Whoever creates it first decides the key.
      const made = await keys.create({ id: keyId, part: keyId, changed: clock(), wrapped })
      recent.delete(keyId)
      if (made) await keyFor(keyId, async () => createSecretKey(key))
    },
    has: async (keyId) => (await keys.read(keyId)) !== null,
    async seal(keyId, place, value) {
      const key = await keyFor(keyId, () => existing(keyId))
      return encrypt(key, aad(place), Buffer.from(JSON.stringify(value ?? null))).toString('base64url')
    },
    async open(keyId, place, sealed) {
      const key = await keyFor(keyId, () => existing(keyId))
      return JSON.parse(decrypt(key, aad(place), Buffer.from(sealed, 'base64url')).toString())
    },
    async destroy(keyId) {
      await beforeDestroyed(keyId, clock())
      await keys.remove(keyId)
      // Afterwards, so that a key read while it was removed is forgotten as well.
      recent.delete(keyId)
    },
  }
}

/**
 * Wraps data keys with a 32-byte key-encryption key of our own, from a file for instance. What is wrapped says under
 * which, so that one key follows another: `keks` has the present one first, then those that only open.
 * `unwrap` throws a `TAMPERED` SealError for another key's wrapping, and for a data key of another name.
 */
export function localWrapper(...keks: [Uint8Array, ...Uint8Array[]]): KeyWrapper {
  if (keks.some((kek) => kek.length !== 32)) throw new RangeError('a key-encryption key has 32 bytes')
  const [present] = keks
  return {
    wrap: async (key, keyId) => {
      const name = nameOf(present)
      return Buffer.concat([Buffer.of(NAMED), name, encrypt(present, wrapPlace(name, keyId), key)]).toString(
        'base64url',
      )
    },
    async unwrap(wrapped, keyId) {
      const bytes = Buffer.from(wrapped, 'base64url')
      // An older program named neither the key-encryption key nor the data key.
      if (bytes[0] === FORMAT)
        return firstOf(keks, (kek) => decrypt(kek, Buffer.from('silta data key'), bytes))
      const name = bytes.subarray(1, 1 + NAME)
      const kek = bytes[0] === NAMED ? keks.find((one) => nameOf(one).equals(name)) : undefined
      if (!kek) throw new SealError('TAMPERED')
      return decrypt(kek, wrapPlace(name, keyId), bytes.subarray(1 + NAME))
    },
  }
}

/** The name of a key-encryption key, as it stands in what it wrapped. */
export const kekName = (kek: Uint8Array): string => nameOf(kek).toString('hex')
/** Under which key this is wrapped; empty for what an older program wrapped. */
export function wrappedUnder(wrapped: string): string {
  const bytes = Buffer.from(wrapped, 'base64url')
  return bytes[0] === NAMED ? bytes.subarray(1, 1 + NAME).toString('hex') : ''
}

/** The first of several that opens it. */
function firstOf(keks: readonly Uint8Array[], open: (kek: Uint8Array) => Buffer): Buffer {
  for (const kek of keks.slice(0, -1))
    try {
      return open(kek)
    } catch {}
  return open(keks.at(-1)!)
}

/** Bytes that tell one key-encryption key from another, and nothing else of it. */
const NAME = 8
const nameOf = (kek: Uint8Array): Buffer =>
  createHmac('sha256', kek).update('silta key name').digest().subarray(0, NAME)
const wrapPlace = (name: Uint8Array, keyId: string) =>
  Buffer.from(JSON.stringify(['silta data key', Buffer.from(name).toString('hex'), keyId]))

/** A JSON array keeps its parts apart, whatever they hold. */
const aad = ({ doc, field, version }: Place) => Buffer.from(JSON.stringify([doc, field, version]))

const FORMAT = 1
/** Of a wrapped key that says under which. */
const NAMED = 2

function encrypt(key: Uint8Array | KeyObject, aad: Uint8Array, plain: Uint8Array): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(aad)
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), text])
}

function decrypt(key: Uint8Array | KeyObject, aad: Uint8Array, bytes: Uint8Array): Buffer {
  if (bytes.length < 29 || bytes[0] !== FORMAT) throw new SealError('TAMPERED')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 13), { authTagLength: 16 })
  decipher.setAAD(aad).setAuthTag(bytes.subarray(13, 29))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(29)), decipher.final()])
  } catch {
    throw new SealError('TAMPERED')
  }
}
