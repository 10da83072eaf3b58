import { allOf, removeAll } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { SealError, type Vault } from '../store/seal.ts'

/** Something kept beside a case, sealed under the case's key, so that it ends with it. */
export interface ListDoc extends Doc {
  /** What it is sorted by: a number of the case's own, or milliseconds since 1970. */
  order: number
  sealed: string
}

export interface Kind<T, D extends ListDoc> {
  /** Names the kind of thing in what is authenticated. */
  field: string
  order: (item: T) => number
  /** What of it stays readable. */
  open?: (item: T) => Omit<D, keyof ListDoc>
}

/** One kind of thing that a case has several of: never changed, only added to. */
export function caseList<T extends object, D extends ListDoc = ListDoc>(
  collection: Collection<D>,
  vault: Vault,
  clock: Clock,
  { field, order, open }: Kind<T, D>,
) {
  const aad = (id: string) => ({ doc: id, field, version: 1 })
  const idOf = (caseId: string, name: string) => `${caseId}.${name}`
  return {
    /** Under the same name once: adding it again changes nothing. @throws SealError KEY_GONE: the case is erased. */
    async add(caseId: string, name: string, item: T, key: string): Promise<void> {
      const id = idOf(caseId, name)
      const sealed = await vault.seal(key, aad(id), item)
      const kept = { id, part: caseId, order: order(item), changed: clock(), sealed }
      await collection.create({ ...open?.(item), ...kept } as unknown as D)
      // Whoever erases the case destroys its key first: gone by now, it may have passed over what was just written.
      if (await vault.has(key)) return
      await collection.remove(id, caseId)
      throw new SealError('KEY_GONE')
    },
    /** In order; what came at one moment, by name. */
    async of(caseId: string, key: string): Promise<T[]> {
      const docs: D[] = []
      for await (const doc of allOf(collection, { where: { part: caseId }, field: 'order' })) docs.push(doc)
      return Promise.all(docs.map(async (doc) => (await vault.open(key, aad(doc.id), doc.sealed)) as T))
    },
    /** Gone afterwards, whether or not it was there. */
    remove: (caseId: string, name: string) => collection.remove(idOf(caseId, name), caseId),
    erase: (caseId: string): Promise<void> => removeAll(collection, { part: caseId }),
  }
}

export type CaseList<T extends object> = ReturnType<typeof caseList<T>>
