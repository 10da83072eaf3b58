import { randomUUID } from 'node:crypto'
import type { Clock, Doc, Store } from './ports.ts'

/**
 * Writes, reads and removes a document of its own, in both files of an embedded store: one that only answers may
 * still be full, or not ours to write.
 */
export async function requireWritable(store: Store, clock: Clock = Date.now): Promise<void> {
  const id = `try:${randomUUID()}`
  for (const name of ['leases', 'keys'] as const) {
    const tries = store.collection<Doc>(name)
    await tries.create({ id, part: id, changed: clock() })
    if (!(await tries.read(id))) throw new Error('what was written is not there')
    await tries.remove(id)
  }
}
