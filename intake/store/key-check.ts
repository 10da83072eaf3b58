import { createHmac, randomUUID } from 'node:crypto'
import { type AuditDoc, hashOf } from '../audit/chain.ts'
import type { ConversationDoc } from '../conversation/conversation.ts'
import type { Clock, Doc, Store, Versioned } from './ports.ts'
import { revise, untilSeen } from './revise.ts'
import { type KeyDoc, localWrapper, SealError } from './seal.ts'
import { type Derived, keysOf, type Secrets } from './secrets.ts'

/**
 * Which master key a store is kept under, and which keys belong to it: a mark in the store and one among the keys, both
 * of one random name, and a keyed hash of that name. Looked at before anything else, so that nothing is sealed under a
 * key that opens nothing, and no line is added to the audit that does not follow from the one before.
 */
const ID = 'belongs'

interface StoreMark extends Doc {
  store: string
  /** Keyed by the master key. */
  check: string
}
interface KeysMark extends Doc {
  store: string
}

export class WrongKey extends Error {
  constructor() {
    super(
      'MASTER_KEY is not the key that this store is kept under (on a laptop: the file master.key in DATA_DIR). Nothing ' +
        'that the store holds was changed. Set the key it was begun with (or name it in MASTER_KEY_ALSO, until the log says keys.retired), or name an empty store by DATA_DIR or ' +
        'COSMOS_DATABASE.',
    )
    this.name = 'WrongKey'
  }
}

export class OtherKeys extends Error {
  constructor() {
    super(
      'the store and the data keys do not belong together: one of them is missing or from elsewhere (keys.db beside ' +
        'silta.db in DATA_DIR, or the container "keys" of COSMOS_DATABASE). Nothing was changed. Restore both of one ' +
        'store.',
    )
    this.name = 'OtherKeys'
  }
}

const checkBy = (check: Uint8Array, store: string): string =>
  createHmac('sha256', check).update(store).digest('base64url')
const checkOf = ({ check }: Secrets, store: string): string => checkBy(check, store)
/** By the present master key, or one that still opens. */
const fits = (secrets: Secrets, mark: StoreMark): boolean =>
  keysOf(secrets, 'check').some((check) => checkBy(check, mark.store) === mark.check)

/** Marks a store at its first start with this program. @throws WrongKey, OtherKeys */
export async function requireKeys(store: Store, secrets: Secrets, clock: Clock = Date.now): Promise<void> {
  const stores = store.collection<StoreMark>('leases')
  const keys = store.collection<KeysMark>('keys')
  const mark = await stores.read(ID)
  // Of a replica that began a moment ago one may be seen before the other.
  const beside = await untilSeen(mark ? store.lags : 0, () => keys.read(ID))
  if (mark && !fits(secrets, mark)) throw new WrongKey()
  // The mark among the keys is made first: with one in the store there are two, or the keys are of another store.
  if (mark && beside?.store !== mark.store) throw new OtherKeys()
  if (mark) return
  await requireOlder(store, secrets)
  const at = { id: ID, part: ID, changed: clock() }
  const made = beside ?? (await keys.create({ ...at, store: randomUUID() })) ?? (await keys.read(ID))
  const name = made!.store
  await stores.create({ ...at, store: name, check: checkOf(secrets, name) })
  // Whoever started beside this one, under another key, may have been first.
  const first = await stores.read(ID)
  if (!first || !fits(secrets, first)) throw new WrongKey()
}

/** From here on the store knows itself by the present master key: those before may be taken away. */
export async function markPresent(store: Store, secrets: Secrets): Promise<void> {
  await revise(store.collection<StoreMark>('leases'), ID, (mark) =>
    mark && mark.check !== checkOf(secrets, mark.store)
      ? { ...mark, check: checkOf(secrets, mark.store) }
      : null,
  )
}

/** Which of these keys the store was begun with, or is known by. */
export async function knownBy(store: Store, ring: readonly Derived[]): Promise<Derived | undefined> {
  const mark = await store.collection<StoreMark>('leases').read(ID)
  return ring.find((one) => mark && checkOf(one, mark.store) === mark.check)
}

/** What an older program kept has no mark: a data key, a line of the audit and a conversation tell as well. */
async function requireOlder(store: Store, secrets: Secrets): Promise<void> {
  const found = await store.collection<KeyDoc>('keys').find({ limit: 3 })
  const key = found.find(({ wrapped }) => wrapped)
  if (key && !(await opens(localWrapper(...keysOf(secrets, 'wrap')).unwrap(key.wrapped, key.id))))
    throw new WrongKey()
  const [line] = await store.collection<AuditDoc>('audit').find({ limit: 1 })
  const { etag: _, hash = '', ...said } = line ?? ({} as Versioned<AuditDoc>)
  if (line && !key && !keysOf(secrets, 'audit').some((audit) => hashOf(audit, said) === hash))
    throw new WrongKey()
  const begun = await store.collection<ConversationDoc>('conversations').find({ limit: SOME })
  const held = await Promise.all(begun.map((doc) => store.collection('keys').read(doc.key)))
  if (begun.length > 0 && held.every((one) => one === null)) throw new OtherKeys()
}

/** Of one or two the keys may be gone because they are being erased just now. */
const SOME = 50

async function opens(opened: Promise<unknown>): Promise<boolean> {
  try {
    await opened
    return true
  } catch (error) {
    if (error instanceof SealError) return false
    throw error
  }
}
