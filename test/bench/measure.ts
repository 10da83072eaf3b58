import type { Collection, CollectionName, Doc, Store } from '../../intake/store/ports.ts'

/** Of some times in milliseconds, the one in the middle. */
export const median = (times: number[]): string =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!.toFixed(2)

/** Counts what a store is asked for, of one collection or all; `lists` of the reads gave `listed` documents. */
export function counting(store: Store, only?: CollectionName) {
  const calls = { read: 0, write: 0, lists: 0, listed: 0 }
  const collection = <T extends Doc>(name: CollectionName): Collection<T> => {
    const inner = store.collection<T>(name)
    if (only && name !== only) return inner
    const counted = <R>(kind: 'read' | 'write', result: R): R => {
      calls[kind] += 1
      return result
    }
    return {
      create: (doc) => counted('write', inner.create(doc)),
      read: (id, part) => counted('read', inner.read(id, part)),
      replace: (doc, etag) => counted('write', inner.replace(doc, etag)),
      remove: (id, part) => counted('write', inner.remove(id, part)),
      find: async (query) => {
        const found = await counted('read', inner.find(query))
        calls.lists += 1
        calls.listed += found.length
        return found
      },
    }
  }
  return {
    calls,
    store: { ...store, collection, ping: () => store.ping(), close: () => store.close() } as Store,
  }
}
