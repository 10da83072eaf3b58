import type { Clock, Collection, Doc } from './ports.ts'

/** A caseworker who is signed in somewhere, as every process can see. */
export interface WorkerDoc extends Doc {
  name: string
  /** Milliseconds since 1970 of the last sign of life. */
  seen: number
}

/** Signed in counts as here until so long after the last sign of life, in milliseconds. */
const AWAY = 10 * 60_000
/** A sign of life is written at most this often, in milliseconds. */
const OFTEN = 60_000

export function workers(collection: Collection<WorkerDoc>, clock: Clock) {
  return {
    async seen(id: string, name: string): Promise<void> {
      const now = clock()
      const known = await collection.read(id)
      if (known && now - known.seen < OFTEN) return
      const doc = { id, part: id, changed: now, name, seen: now }
      await (known ? collection.replace(doc, known.etag) : collection.create(doc))
    },
    left: (id: string) => collection.remove(id),
    async anyoneHere(): Promise<boolean> {
      return (await collection.find({ range: { field: 'seen', from: clock() - AWAY }, limit: 1 })).length > 0
    },
  }
}

export type Workers = ReturnType<typeof workers>
