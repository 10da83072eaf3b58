import type { Collection, CollectionName, Doc, Store, Versioned } from '../../intake/store/ports.ts'

/**
 * Session consistency, as two replicas of a program meet it: each sees at once what it wrote itself, and what the
 * other wrote only after `lag` ms, a time of its own for each collection. A conditional write is decided on what is
 * really there; a refusal brings the newer session, so the read that follows is fresh.
 */
export function laggingStores(inner: Store, lag: (name: CollectionName) => number, count: number): Store[] {
  interface Write {
    at: number
    by: number
    doc: Versioned<Doc> | null
  }
  const history = new Map<string, Write[]>()
  const keyOf = (name: string, id: string, part: string) => `${name}/${part}/${id}`

  const replica = (me: number): Store => {
    const fresh = new Map<string, number>()
    /** What is seen of a document; undefined where nothing is known of it but what the engine says. */
    function seen(name: CollectionName, key: string): Write | undefined | 'nothing' {
      const writes = history.get(key)
      if (!writes) return undefined
      const now = performance.now()
      const isSeen = ({ at, by }: Write) => by === me || now - at >= lag(name) || at <= (fresh.get(key) ?? 0)
      return writes.findLast(isSeen) ?? 'nothing'
    }
    return {
      ...inner,
      lags: 1000,
      collection<T extends Doc>(name: CollectionName): Collection<T> {
        const all = inner.collection<T>(name)
        const wrote = (doc: Doc, made: Versioned<T> | null): Versioned<T> | null => {
          const key = keyOf(name, doc.id, doc.part)
          const at = performance.now()
          if (made) history.set(key, [...(history.get(key) ?? []), { at, by: me, doc: made }])
          else fresh.set(key, at)
          return made
        }
        return {
          create: async (doc) => wrote(doc, await all.create(doc)),
          replace: async (doc, etag) => wrote(doc, await all.replace(doc, etag)),
          async read(id, part = id) {
            const write = seen(name, keyOf(name, id, part))
            if (write === 'nothing') return null
            return write ? (write.doc as Versioned<T> | null) : all.read(id, part)
          },
          async remove(id, part = id) {
            await all.remove(id, part)
            const key = keyOf(name, id, part)
            history.set(key, [...(history.get(key) ?? []), { at: performance.now(), by: me, doc: null }])
          },
          async find(query) {
            const found = await all.find(query)
            return found.flatMap((doc) => {
              const write = seen(name, keyOf(name, doc.id, doc.part))
              if (write === undefined) return [doc]
              return write === 'nothing' || !write.doc ? [] : [write.doc as Versioned<T>]
            })
          },
        }
      },
    }
  }
  return Array.from({ length: count }, (_, me) => replica(me))
}
