import type { Collection, CollectionName, Doc, Store } from './ports.ts'

/**
 * The store cannot be read or written just now, whichever engine it is and whatever it says: a full disk, a page that
 * is broken, a server that does not answer. Trying again later helps; nothing was promised meanwhile.
 */
export class StoreAway extends Error {
  /** The engine's own, for the log. */
  readonly code: string
  constructor(cause: unknown) {
    super('the store is away', { cause })
    this.name = 'StoreAway'
    const { code, name } = cause as { code?: unknown; name?: string }
    this.code = String(code ?? name ?? '')
  }
}

/** A mistake of ours stays one: a query that no engine is asked for. */
const isOurs = (error: unknown) => error instanceof RangeError || error instanceof StoreAway

/** The same store, its troubles told apart from all others. */
export function tellingTrouble(store: Store): Store {
  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw isOurs(error) ? error : new StoreAway(error)
    }
  }
  return {
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
