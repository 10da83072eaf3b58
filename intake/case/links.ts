import { randomBytes } from 'node:crypto'
import { removeAll } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { linkId } from '../store/secrets.ts'

/**
 * Links that answer one request of one case. A link is 192 random bits that exist nowhere but in the address
 * itself; here is its keyed hash, and which request it belongs to. Whether it still opens, the case says.
 */
export interface LinkDoc extends Doc {
  case: string
  request: string
}

export function links(collection: Collection<LinkDoc>, key: Uint8Array, clock: Clock) {
  return {
    /** `token` is given out once; `id` is what the request keeps of it. */
    async issue(caseId: string, request: string): Promise<{ token: string; id: string }> {
      const token = randomBytes(24).toString('base64url')
      const id = linkId(key, token)
      await collection.create({ id, part: id, changed: clock(), case: caseId, request })
      return { token, id }
    },
    async find(token: string): Promise<LinkDoc | null> {
      return /^[\w-]{32}$/.test(token) ? collection.read(linkId(key, token)) : null
    },
    erase: (caseId: string): Promise<void> => removeAll(collection, { case: caseId }),
  }
}

export type Links = ReturnType<typeof links>
