import { createHmac, randomUUID } from 'node:crypto'
import type { Clock, Collection, Doc } from '../store/ports.ts'

/** How far a chain had come: the number and hash of its last line. By chain id. */
export type Heads = Readonly<Record<string, readonly [order: number, hash: string]>>

/**
 * One line of the audit. `part` is its chain, `id` is chain and order, `changed` is when (ms since 1970).
 * Who, what, which case; never what was in it.
 */
export interface AuditDoc extends Doc {
  /** Its place in the chain: 1, 2, 3 and so on. */
  order: number
  who: string
  what: string
  /** A case's number; `desk` for what concerns no case; empty for lines of the chain itself. */
  case: string
  /** Of `start` and `anchor`: how far other chains had come, so that a tail cut off is missed. */
  heads?: Heads
  /** Hash of the line before; empty for the first. */
  previous: string
  hash: string
}

export type Entry = Pick<AuditDoc, 'who' | 'what' | 'case' | 'heads'>

/** Digits enough that ids sort as numbers do. */
export const lineId = (chain: string, order: number): string => `${chain}.${String(order).padStart(10, '0')}`

/**
 * HMAC-SHA256 over everything a line says and the hash before it. Keyed, so that whoever can write the store
 * but does not hold the master key cannot make a chain anew.
 */
export function hashOf(key: Uint8Array, line: Omit<AuditDoc, 'hash'>): string {
  const { id, part, order, changed, who, what, case: about, heads = {}, previous } = line
  const named = Object.entries(heads).sort(([a], [b]) => (a < b ? -1 : 1))
  const said = JSON.stringify([1, id, part, order, changed, who, what, about, named, previous])
  return createHmac('sha256', key).update(said).digest('base64url')
}

interface ChainParts {
  collection: Collection<AuditDoc>
  clock: Clock
  key: Uint8Array
  /** How far the other chains are; named by the first line of this one. */
  heads: () => Promise<Heads>
}

/**
 * A chain that only this process appends to, one line after the other. When a write fails it is not known
 * whether the line is there: the chain is left as it is, and the next line begins another.
 */
export function chain({ collection, clock, key, heads }: ChainParts) {
  let at: { part: string; order: number; hash: string } | null = null
  let last: Promise<unknown> = Promise.resolve()

  async function write(entry: Entry): Promise<void> {
    const { part, order, hash: previous } = at ?? { part: randomUUID(), order: 0, hash: '' }
    at = null
    const id = lineId(part, order + 1)
    const line = { id, part, changed: clock(), order: order + 1, ...entry, previous }
    const hash = hashOf(key, line)
    // "Already there" is our own line when a client asked again after a lost answer.
    const kept = (await collection.create({ ...line, hash })) ?? (await collection.read(id, part))
    if (kept?.hash !== hash) throw new Error('a line of the audit could not be written')
    at = { part, order: order + 1, hash }
  }

  return {
    /** Resolves when the line is in the store; rejects when that is not sure. */
    append(entry: Entry): Promise<void> {
      const next = last
        .catch(() => {})
        .then(async () => {
          if (!at) await write({ who: 'silta', what: 'start', case: '', heads: await heads() })
          await write(entry)
        })
      last = next
      return next
    },
  }
}
