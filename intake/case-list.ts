import type { Clock, Collection, Doc } from './ports.ts'
import type { Vault } from './seal.ts'

/** Something kept beside a case, sealed under the case's key, so that it ends with it. */
export interface ListDoc extends Doc {
  /** What it is sorted by: a number of the case's own, or milliseconds since 1970. */
  order: number
  sealed: string
}

/** One kind of thing that a case has several of. `field` is part of what is authenticated. */
export function caseList<T extends { order: number }>(
  collection: Collection<ListDoc>,
  vault: Vault,
  clock: Clock,
  field: string,
) {
  const aad = (id: string) => ({ doc: id, field, version: 1 })
  return {
    /** Under the same name once: adding it again changes nothing. */
    async add(caseId: string, name: string, item: T, key: string): Promise<void> {
      const id = `${caseId}.${name}`
      const sealed = await vault.seal(key, aad(id), item)
      await collection.create({ id, part: caseId, order: item.order, changed: clock(), sealed })
    },
    /** In order. */
    async of(caseId: string, key: string, limit = 1000): Promise<T[]> {
      const docs = await collection.find({ where: { part: caseId }, order: { field: 'order' }, limit })
      return Promise.all(docs.map(async (doc) => (await vault.open(key, aad(doc.id), doc.sealed)) as T))
    },
    async erase(caseId: string): Promise<void> {
      for (const doc of await collection.find({ where: { part: caseId }, limit: 10_000 }))
        await collection.remove(doc.id, doc.part)
    },
  }
}

export type CaseList<T extends { order: number }> = ReturnType<typeof caseList<T>>
