/**
 * What the intake needs from the outside: a place for documents and someone who wraps keys.
 * An engine (`store/sqlite.ts`, `store/cosmos.ts`) implements `Store`; everything typed stands on it.
 */

/** A document as an engine keeps it. Fields named by its `Shape` stay queryable; the rest is opaque. */
export interface Doc {
  /** Point-read key, unique in its partition. */
  id: string
  /** Partition: the id itself, or the case a message belongs to. */
  part: string
  /** Milliseconds since 1970 of the last write, set by the writer's clock; feeds "what changed since?". */
  changed: number
}

export type Versioned<T> = T & { etag: string }

/** Equality on readable fields, at most one range, one order. No engine is asked for more. */
export interface Query {
  where?: Record<string, string | number | boolean>
  /** Inclusive lower and exclusive upper bound on one field. */
  range?: { field: string; from?: string | number; below?: string | number }
  order?: { field: string; descending?: boolean }
  limit: number
}

/** Every write is conditional: `null` says that somebody else was first, and changes nothing. */
export interface Collection<T extends Doc> {
  create(doc: T): Promise<Versioned<T> | null>
  read(id: string, part?: string): Promise<Versioned<T> | null>
  replace(doc: T, etag: string): Promise<Versioned<T> | null>
  /** Gone afterwards, whether or not it was there. */
  remove(id: string, part?: string): Promise<void>
  find(query: Query): Promise<Versioned<T>[]>
}

/** A collection's name, its queryable fields, and which of them it is filtered and sorted by together. */
export interface Shape {
  name: string
  fields: readonly string[]
  /** Composite indexes: Cosmos wants one for each filter-and-order over several fields; the order comes last. */
  pairs?: readonly (readonly string[])[]
}

export const shapes = {
  conversations: { name: 'conversations', fields: ['due', 'pending', 'changed'] },
  cases: {
    name: 'cases',
    fields: [
      'application',
      'talk',
      'rank',
      'language',
      'kind',
      'channel',
      'urgent',
      'wish',
      'assignee',
      'changed',
      'created',
      'exportDue',
      'eraseAfterExport',
      'offered',
      'toNotify',
      'alarm',
      'short',
    ],
    pairs: [
      ['application', 'rank'],
      ['talk', 'rank'],
      ['application', 'talk', 'rank'],
      ['assignee', 'talk', 'rank'],
      ['language', 'talk', 'rank'],
      ['talk', 'eraseAfterExport'],
      ['talk', 'created'],
      ['offered', 'rank'],
    ],
  },
  /** What lies beside a case: messages, notes, translations, attempts, annotations, access grants. */
  entries: {
    name: 'entries',
    fields: ['part', 'kind', 'order', 'other'],
    pairs: [
      ['part', 'order'],
      ['part', 'kind', 'order'],
      ['kind', 'order'],
    ],
  },
  receipts: { name: 'receipts', fields: ['part', 'changed'] },
  duplicateHints: { name: 'duplicateHints', fields: ['part', 'token'] },
  audit: {
    name: 'audit',
    fields: ['part', 'order', 'changed', 'case', 'who'],
    pairs: [
      ['case', 'changed'],
      ['who', 'changed'],
      ['case', 'who', 'changed'],
    ],
  },
  links: { name: 'links', fields: ['case'] },
  keys: { name: 'keys', fields: ['changed'] },
  codes: { name: 'codes', fields: ['changed'] },
  workers: { name: 'workers', fields: ['seen', 'directory'] },
  wordings: { name: 'wordings', fields: [] },
  /** What processes agree on: which of them does what just now, and the shape of all that is kept. */
  leases: { name: 'leases', fields: [] },
  /** Channels that cases are posted to, workers' own chats, and what of which case stands in either. */
  teams: { name: 'teams', fields: ['part', 'changed'], pairs: [['part', 'changed']] },
  /** Numbers that nothing is texted to, and text messages that came, by keyed hashes. */
  optOuts: { name: 'optOuts', fields: [] },
  dedupe: { name: 'dedupe', fields: ['until'] },
} as const satisfies Record<string, Shape>

export type CollectionName = keyof typeof shapes

export interface Store {
  collection<T extends Doc>(name: CollectionName): Collection<T>
  /** Milliseconds for which what another process wrote may not be seen yet; absent where all see the same. */
  lags?: number
  /** Resolves when the engine answers; rejects when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Wraps and unwraps 32-byte data keys: a key file on a laptop, Azure Key Vault in production. */
export interface KeyWrapper {
  wrap(key: Uint8Array, keyId: string): Promise<string>
  unwrap(wrapped: string, keyId: string): Promise<Uint8Array>
}

/** Milliseconds since 1970. Passed in, so that tests own the time. */
export type Clock = () => number
