import { allOf, removeAll } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { SealError, type Vault } from '../store/seal.ts'

export type EntryKind =
  | 'message'
  | 'note'
  | 'translation'
  | 'attempt'
  | 'annotation'
  | 'access'
  | 'match'
  | 'related'

/** Something that lies beside a case, sealed under the case's key, so that it ends with it. */
export interface EntryDoc extends Doc {
  kind: EntryKind
  /** What it is sorted by: a number of the case's own, or milliseconds since 1970. */
  order: number
  /** Of an access grant: who and why, so that supervisors are told without opening anything. Of a match: who said that it is none, or by what rule it is one. Of a link: who said it, and by what reason. */
  who?: string
  why?: string
  /** Of a match or a link: the other case. */
  other?: string
  /** Empty where nothing of it is secret. */
  sealed: string
}

/** Everything that lies beside one case, opened. A view of a kind finds its own in it. */
export type Opened = Partial<Record<EntryKind, unknown[]>>

/**
 * What a case has several of: never changed, only added to. It lies in a collection of its own, so that nothing
 * shown, copied or sent to the person comes across it.
 */
export function entries(collection: Collection<EntryDoc>, vault: Vault, clock: Clock) {
  const aad = ({ id, kind }: Pick<EntryDoc, 'id' | 'kind'>) => ({ doc: id, field: kind, version: 1 })
  const open = (doc: EntryDoc, key: string) => vault.open(key, aad(doc), doc.sealed)

  /** In order; what came at one moment, by name. */
  async function docsOf(where: { part: string; kind?: EntryKind }): Promise<EntryDoc[]> {
    const docs: EntryDoc[] = []
    for await (const doc of allOf(collection, { where, field: 'order' })) docs.push(doc)
    return docs
  }

  /** @throws SealError KEY_GONE: the case is erased */
  async function add(doc: Omit<EntryDoc, 'changed' | 'sealed'>, item: object, key: string): Promise<void> {
    const sealed = await vault.seal(key, aad(doc), item)
    await collection.create({ ...doc, changed: clock(), sealed })
    // Whoever erases the case destroys its key first: gone by now, it may have passed over what was just written.
    if (await vault.has(key)) return
    await collection.remove(doc.id, doc.part)
    throw new SealError('KEY_GONE')
  }

  return {
    /** All of a case at once, each kind in its order. */
    async all(caseId: string, key: string): Promise<Opened> {
      const docs = await docsOf({ part: caseId })
      const items = await Promise.all(
        docs.map(async (doc) => [doc.kind, doc.sealed ? await open(doc, key) : doc] as const),
      )
      const found: Opened = {}
      for (const [kind, item] of items) {
        found[kind] ??= []
        found[kind].push(item)
      }
      return found
    },

    erase: (caseId: string): Promise<void> => removeAll(collection, { part: caseId }),

    /** Of all cases, the newest first; readable fields only. */
    since: (kind: EntryKind, from: number, limit: number): Promise<EntryDoc[]> =>
      collection.find({
        where: { kind },
        range: { field: 'order', from },
        order: { field: 'order', descending: true },
        limit,
      }),

    /** One kind of them. `readable`: what of it is not sealed. */
    kind<T extends object>(
      kind: EntryKind,
      order: (item: T) => number,
      readable: (item: T) => Pick<EntryDoc, 'who' | 'why'> = () => ({}),
    ) {
      const idOf = (caseId: string, name: string) => `${caseId}.${kind}.${name}`
      return {
        /** Under the same name once: adding it again changes nothing. @throws SealError KEY_GONE */
        add: (caseId: string, name: string, item: T, key: string): Promise<void> =>
          add(
            { ...readable(item), id: idOf(caseId, name), part: caseId, kind, order: order(item) },
            item,
            key,
          ),
        async of(caseId: string, key: string): Promise<T[]> {
          const docs = await docsOf({ part: caseId, kind })
          return Promise.all(docs.map(async (doc) => (await open(doc, key)) as T))
        },
        /** Those among all of a case. */
        among: (opened: Opened): T[] => (opened[kind] ?? []) as T[],
        /** Gone afterwards, whether or not it was there. */
        remove: (caseId: string, name: string) => collection.remove(idOf(caseId, name), caseId),
      }
    },
  }
}

export type Entries = ReturnType<typeof entries>

/** What a worker writes beside a case. */
export interface WorkerEntry {
  case: string
  /** The writer's own id of it: written twice, it is there once. */
  id: string
  /** Id and name of the worker who wrote it. */
  who: string
  name: string
  /** Milliseconds since 1970. */
  at: number
}

export function workerEntries<T extends WorkerEntry>(
  all: Entries,
  kind: EntryKind,
  readable?: (item: T) => Pick<EntryDoc, 'who' | 'why'>,
) {
  const list = all.kind<T>(kind, ({ at }) => at, readable)
  return { ...list, add: (entry: T, key: string) => list.add(entry.case, entry.id, entry, key) }
}
