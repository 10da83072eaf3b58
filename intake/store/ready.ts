import { requireKeys } from './key-check.ts'
import { lately } from './lately.ts'
import type { Clock, CollectionName, Doc, Store } from './ports.ts'
import type { Secrets } from './secrets.ts'

const ID = 'ready'

/**
 * Can something be kept just now? Shown by keeping it, in both files of an embedded store, under the keys of this
 * process: a full disk, one that can only be read and keys of elsewhere all read well.
 */
export function readiness(store: Store, secrets: Secrets, clock: Clock): () => Promise<void> {
  /** Where another process was first, something was kept as well. */
  async function writes(name: CollectionName): Promise<void> {
    const all = store.collection<Doc>(name)
    const now = await all.read(ID)
    const next = { id: ID, part: ID, changed: clock() }
    await (now ? all.replace(next, now.etag) : all.create(next))
  }
  async function prove(): Promise<void> {
    await requireKeys(store, secrets, clock)
    for (const name of ['leases', 'keys'] as const) await writes(name)
  }

  // Asked by whoever likes: the store is asked once a second at most.
  return lately(prove, clock).get
}
