import type { Collection, Doc, Store } from '../../intake/ports.ts'

/** Of some times in milliseconds, the one in the middle. */
export const median = (times: number[]): string =>
  times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!.toFixed(2)

/** Counts what a store is asked for, and how many documents its lists gave. */
export function counting(store: Store) {
  const calls = { read: 0, write: 0, listed: 0 }
  const collection = <T extends Doc>(name: Parameters<Store['collection']>[0]): Collection<T> => {
    const inner = store.collection<T>(name)
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
