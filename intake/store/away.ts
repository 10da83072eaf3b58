import type { Collection, CollectionName, Doc, Store } from './ports.ts'

/** Errors of an engine, as they were thrown: whoever knows one reads it as it is. */
const troubles = new WeakSet<object>()

/**
 * Is it the store that could not be read or written just now, whichever engine it is and whatever it says: a full
 * disk, a page that is broken, a server that does not answer? Trying again later helps; nothing was promised meanwhile.
 */
export const isStoreAway = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && troubles.has(error)

/** The same store, its troubles told apart from all others. */
export function tellingTrouble(store: Store): Store {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      // A mistake of ours stays one: a query that no engine is asked for.
      if (error instanceof Error && !(error instanceof RangeError)) troubles.add(error)
      throw error
    }
  }
  return {
    ...(store.lags ? { lags: store.lags } : {}),
    collection<T extends Doc>(name: CollectionName): Collection<T> {
      const all = store.collection<T>(name)
      return {
        create: (doc) => told(() => all.create(doc)),
        read: (...where) => told(() => all.read(...where)),
        replace: (...what) => told(() => all.replace(...what)),
        remove: (...where) => told(() => all.remove(...where)),
        find: (query) => told(() => all.find(query)),
      }
    },
    ping: () => told(() => store.ping()),
    close: () => store.close(),
  }
}
