import { randomUUID } from 'node:crypto'
import type { Clock, Doc, Store } from './ports.ts'

/** Writes, reads and removes a document of its own: a store that only answers may still be full, or not ours to write. */
export async function requireWritable(store: Store, clock: Clock = Date.now): Promise<void> {
  const id = `try:${randomUUID()}`
  const tries = store.collection<Doc>('leases')
  await tries.create({ id, part: id, changed: clock() })
  if (!(await tries.read(id))) throw new Error('what was written is not there')
  await tries.remove(id)
}
