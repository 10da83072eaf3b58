import type { Clock, Collection, Doc } from './ports.ts'
import type { Vault } from './seal.ts'

/**
 * What workers write beside a case: never changed, only added to, sealed under the case's key so that it ends
 * with it, and in a collection of its own, so that nothing shown, copied or sent to the person comes across it.
 */
export interface Entry {
  case: string
  /** The writer's own id of it: written twice, it is there once. */
  id: string
  /** Id and name of the worker who wrote it. */
  who: string
  name: string
  /** Milliseconds since 1970. */
  at: number
}

export interface EntryDoc extends Doc {
  /** When it was written. */
  order: number
  sealed: string
}

const byTime = (a: Entry, b: Entry) => a.at - b.at || (a.id < b.id ? -1 : 1)

/** `field` names the kind of entry in what is authenticated; `open`: what of an entry stays readable. */
export function beside<T extends Entry, D extends EntryDoc = EntryDoc>(
  collection: Collection<D>,
  vault: Vault,
  clock: Clock,
  field: string,
  open: (entry: T) => Omit<D, keyof EntryDoc> = () => ({}) as Omit<D, keyof EntryDoc>,
) {
  const aad = (id: string) => ({ doc: id, field, version: 1 })
  return {
    /** Adding the same one again changes nothing. */
    async add(entry: T, key: string): Promise<void> {
      const id = `${entry.case}.${entry.id}`
      const sealed = await vault.seal(key, aad(id), entry)
      const kept = { id, part: entry.case, order: entry.at, changed: clock(), sealed }
      await collection.create({ ...open(entry), ...kept } as unknown as D)
    },
    /** Oldest first. */
    async of(caseId: string, key: string, limit = 1000): Promise<T[]> {
      const docs = await collection.find({ where: { part: caseId }, order: { field: 'order' }, limit })
      const all = docs.map(async (doc) => (await vault.open(key, aad(doc.id), doc.sealed)) as T)
      return (await Promise.all(all)).sort(byTime)
    },
    /** One that was added; gone afterwards. */
    remove: (caseId: string, id: string) => collection.remove(`${caseId}.${id}`, caseId),
    async erase(caseId: string): Promise<void> {
      for (const doc of await collection.find({ where: { part: caseId }, limit: 10_000 }))
        await collection.remove(doc.id, doc.part)
    },
  }
}
