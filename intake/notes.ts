import type { Clock, Collection, Doc } from './ports.ts'
import type { Vault } from './seal.ts'

/**
 * What a worker writes down beside a case, for workers only. It lies in a collection of its own, so that nothing
 * that is shown, copied or sent to the person can come across it; sealed under the case's key, it ends with it.
 */
export interface Note {
  case: string
  /** The writer's own id of it: written twice, it is there once. */
  id: string
  /** Id and name of the worker who wrote it. */
  who: string
  name: string
  text: string
  /** What was done with it, if it says why: handing over, not taking it, giving it back; and the reason chosen. */
  on?: 'transfer' | 'decline' | 'release'
  reason?: string
  /** Milliseconds since 1970. */
  at: number
}

export interface NoteDoc extends Doc {
  /** When it was written. */
  order: number
  sealed: string
}

const aad = (id: string) => ({ doc: id, field: 'note', version: 1 })

export function notes(collection: Collection<NoteDoc>, vault: Vault, clock: Clock) {
  return {
    /** Adding the same one again changes nothing. */
    async add(note: Note, key: string): Promise<void> {
      const id = `${note.case}.${note.id}`
      const sealed = await vault.seal(key, aad(id), note)
      await collection.create({ id, part: note.case, order: note.at, changed: clock(), sealed })
    },
    /** Oldest first. */
    async of(caseId: string, key: string, limit = 1000): Promise<Note[]> {
      const docs = await collection.find({ where: { part: caseId }, order: { field: 'order' }, limit })
      return Promise.all(docs.map(async (doc) => (await vault.open(key, aad(doc.id), doc.sealed)) as Note))
    },
    async erase(caseId: string): Promise<void> {
      for (const doc of await collection.find({ where: { part: caseId }, limit: 10_000 }))
        await collection.remove(doc.id, doc.part)
    },
  }
}

export type Notes = ReturnType<typeof notes>
