import { MINUTE } from '../hours/time.ts'
import { knownBy, markPresent } from './key-check.ts'
import { allOf } from './paging.ts'
import type { Clock, Collection, Doc, Store, Versioned } from './ports.ts'
import { revise } from './revise.ts'
import { type KeyDoc, kekName, localWrapper, SealError, wrappedUnder } from './seal.ts'
import { type Derived, deriveSecrets, keysOf, type Secrets } from './secrets.ts'

/**
 * Master keys follow one another. Each purpose has a key of each of them: the present one seals, signs and vouches, the
 * others open and recognise. What stays longer than a master key (the audit, codes, names that are hashes) needs the
 * keys it was made with: they are kept here, wrapped as data keys are, so that the master key itself can go.
 */
interface RingDoc extends Doc {
  /** By master key, the first one that the store had first. */
  kept: Kept[]
}
interface Kept {
  /** Of the master key: that of its key-encryption key. */
  name: string
  wrapped: string
  /** Nothing else is wrapped under it: it is no longer needed. */
  empty?: true
}
const ID = 'ring'
const lasting = ['index', 'pepper', 'audit', 'hint'] as const
const LENGTH = 32

/** Something is still kept under a master key that is not named. */
export class KeyStillNeeded extends Error {
  constructor() {
    super(
      'MASTER_KEY_ALSO does not name a master key under which something is still kept. Nothing was changed. Name it ' +
        'there until the log says keys.retired.',
    )
    this.name = 'KeyStillNeeded'
  }
}

const placeOf = (at: number, name: string) => `${ID} ${at} ${name}`
const packed = (secrets: Derived) => Buffer.concat(lasting.map((purpose) => secrets[purpose]))
const unpacked = (bytes: Uint8Array) =>
  Object.fromEntries(
    lasting.map((purpose, at) => [purpose, bytes.subarray(at * LENGTH, (at + 1) * LENGTH)]),
  ) as Pick<Derived, (typeof lasting)[number]>

/**
 * The secrets of a store under these master keys, the present one first; each new one is written down. The store is
 * known to belong to one of them. @throws KeyStillNeeded
 */
export async function keyRing(
  store: Store,
  masters: readonly [Uint8Array, ...Uint8Array[]],
  clock: Clock = Date.now,
): Promise<Secrets> {
  const ring = masters.map(deriveSecrets) as [Derived, ...Derived[]]
  const names = ring.map(({ wrap }) => kekName(wrap))
  const wrapper = localWrapper(...(ring.map(({ wrap }) => wrap) as [Uint8Array, ...Uint8Array[]]))
  const begun = await knownBy(store, ring)
  // What the store has names by comes first, whichever of them is the present one.
  const inOrder = [...new Set([begun ?? ring[0], ...ring])]
  const rings = store.collection<RingDoc>('keys')
  await revise(rings, ID, async (doc) => {
    const kept = doc?.kept ?? []
    const fresh = inOrder.filter(({ wrap }) => !kept.some(({ name }) => name === kekName(wrap)))
    const added = await Promise.all(
      fresh.map(async (one, at) => {
        const name = kekName(one.wrap)
        return { name, wrapped: await wrapper.wrap(packed(one), placeOf(kept.length + at, name)) }
      }),
    )
    // From here on this process may seal under the present one.
    const used = kept.map(
      (one): Kept => (one.name === names[0] ? { name: one.name, wrapped: one.wrapped } : one),
    )
    const same = added.length === 0 && used.every((one, at) => one.empty === kept[at]!.empty)
    return same ? null : { id: ID, part: ID, changed: clock(), kept: [...used, ...added] }
  })
  const { kept } = (await rings.read(ID))!
  if (kept.some(({ name, empty }) => !empty && !names.includes(name))) throw new KeyStillNeeded()
  const all = await Promise.all(
    kept.map(async ({ name, wrapped }, at) => unpacked(await wrapper.unwrap(wrapped, placeOf(at, name)))),
  )
  const gone = all.filter((_, at) => !names.includes(kept[at]!.name)).reverse()
  const [present, ...others] = ring
  return { ...present, index: all[0]!.index, older: [...others, ...gone.map(({ index: _, ...one }) => one)] }
}

/** A key made while another was looked at is found at the next look. */
const OVERLAP = 10 * MINUTE

/**
 * Wraps anew under the present master key what is wrapped under one that the store had before it, a look at a time. One
 * under which nothing has been found for a while is retired: it can be taken out of the settings. A process that still
 * seals under an earlier key beside this one undoes nothing: keys only go forward.
 */
export function rewrapping(
  store: Store,
  secrets: Secrets,
  clock: Clock,
  tell: (event: 'keys.rewrapped' | 'keys.retired', what: Record<string, string | number>) => void,
) {
  const [, ...others] = keysOf(secrets, 'wrap')
  const wrapper = localWrapper(secrets.wrap, ...others)
  const present = kekName(secrets.wrap)
  const keys: Collection<KeyDoc> = store.collection<KeyDoc>('keys')
  const rings = store.collection<RingDoc>('keys')
  let from: number | undefined
  let quietSince = Number.POSITIVE_INFINITY

  /** Names of the keys that the store had before the present one. */
  async function before(): Promise<Set<string>> {
    const names = (await rings.read(ID))?.kept.map(({ name }) => name) ?? []
    return new Set(names.slice(0, names.indexOf(present)))
  }

  async function rewrapped({ etag, ...doc }: Versioned<KeyDoc>): Promise<boolean> {
    try {
      const wrapped = await wrapper.wrap(await wrapper.unwrap(doc.wrapped, doc.id), doc.id)
      // Destroyed meanwhile, it is not made again.
      return (await keys.replace({ ...doc, wrapped }, etag)) !== null
    } catch (error) {
      // What nobody can open holds up nothing.
      if (error instanceof SealError) return false
      throw error
    }
  }

  async function look(earlier: ReadonlySet<string>, since: number | undefined): Promise<number> {
    let done = 0
    const range = { field: 'changed', ...(since === undefined ? {} : { from: since }) }
    for await (const doc of allOf(keys, range)) {
      const under = doc.wrapped && wrappedUnder(doc.wrapped)
      if (doc.wrapped && (under === '' || earlier.has(under)) && (await rewrapped(doc))) done += 1
    }
    return done
  }

  async function rewrapRing(earlier: ReadonlySet<string>, retire: boolean): Promise<string[]> {
    const retired: string[] = []
    await revise(rings, ID, async (doc) => {
      if (!doc) return null
      retired.splice(0)
      const kept = await Promise.all(
        doc.kept.map(async (one, at): Promise<Kept> => {
          const empties = retire && earlier.has(one.name) && !one.empty
          if (empties) retired.push(one.name)
          const place = placeOf(at, one.name)
          const same = wrappedUnder(one.wrapped) === present
          const wrapped = same
            ? one.wrapped
            : await wrapper.wrap(await wrapper.unwrap(one.wrapped, place), place)
          return { ...one, wrapped, ...(empties ? { empty: true as const } : {}) }
        }),
      )
      const changed = kept.some((one, at) => one.wrapped !== doc.kept[at]!.wrapped || retired.length > 0)
      return changed ? { ...doc, changed: clock(), kept } : null
    })
    return retired
  }

  return async (): Promise<void> => {
    if (others.length === 0) return
    const now = clock()
    const earlier = await before()
    if (earlier.size === 0) return
    const done = await look(earlier, from)
    if (done > 0) tell('keys.rewrapped', { count: done })
    quietSince = done > 0 ? Number.POSITIVE_INFINITY : Math.min(quietSince, now)
    from = now - OVERLAP
    const retired = await rewrapRing(earlier, now - quietSince >= OVERLAP)
    if (retired.length === 0) return
    await markPresent(store, secrets)
    for (const name of retired) tell('keys.retired', { key: name })
  }
}
