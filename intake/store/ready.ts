import { requireKeys } from './key-check.ts'
import { lately } from './lately.ts'
import type { Clock, Store } from './ports.ts'
import type { Secrets } from './secrets.ts'
import { requireWritable } from './writable.ts'

/**
 * Can something be kept just now, under the keys of this process? Shown by keeping it: a full disk, one that can only
 * be read and keys of elsewhere all read well. Asked by whoever likes: the store is asked once a second at most.
 */
export const readiness = (store: Store, secrets: Secrets, clock: Clock): (() => Promise<void>) =>
  lately(async () => {
    await requireKeys(store, secrets, clock)
    await requireWritable(store, clock)
  }, clock).get
