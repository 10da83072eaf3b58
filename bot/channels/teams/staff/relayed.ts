import { randomUUID } from 'node:crypto'
import { allOf } from '../../../../intake/store/paging.ts'
import type { Clock, Collection } from '../../../../intake/store/ports.ts'
import type { Vault } from '../../../../intake/store/seal.ts'
import type { Reference } from '../../azure/connector.ts'
import { bare, key, type TeamsDoc } from './teams-store.ts'

/** One message that was brought to a worker: where it stands is sealed, what it said is not kept here. */
interface Brought {
  id: string
  worker: string
  /** Where it stands: a chat may have moved since. */
  where: () => Promise<{ chat: Reference; activity: string }>
}

const BROUGHT = 'brought'

/**
 * What of which case stands in workers' own chats, so that it can be deleted there. Documents are only made and
 * removed, never changed: two processes cannot lose one to each other. Beside them one for each such case, by
 * which the sweep finds it however long ago it ended.
 */
export function relayedMessages(collection: Collection<TeamsDoc>, vault: Vault, clock: Clock) {
  const place = (id: string) => ({ doc: id, field: 'brought', version: 1 })
  const listed = (caseId: string) => collection.create({ id: caseId, part: BROUGHT, changed: clock() })

  async function of(caseId: string): Promise<Brought[]> {
    const all: Brought[] = []
    // What is posted of a case in channels lies here too, and names no worker.
    for await (const { id, worker, sealed = '' } of allOf(collection, {
      where: { part: caseId },
      field: 'changed',
    }))
      if (worker)
        all.push({
          id,
          worker,
          where: async () =>
            (await vault.open(key(worker), place(id), sealed)) as Awaited<ReturnType<Brought['where']>>,
        })
    return all
  }

  return {
    of,
    /** Does anything of this case stand in a chat? One point read. */
    any: async (caseId: string): Promise<boolean> => (await collection.read(caseId, BROUGHT)) !== null,
    async note(caseId: string, worker: string, chat: Reference, activity: string): Promise<void> {
      const id = `${caseId}.${randomUUID()}`
      const sealed = await vault.seal(key(worker), place(id), { chat: bare(chat), activity })
      await collection.create({ id, part: caseId, changed: clock(), worker, sealed })
      // Afterwards: whoever took the case off the list before this was there did not see it.
      await listed(caseId)
    },
    forget: (caseId: string, { id }: Brought) => collection.remove(id, caseId),

    /** Cases of which something stands in a chat. */
    async *cases() {
      for await (const { id } of allOf(collection, { where: { part: BROUGHT }, field: 'changed' })) yield id
    },
    /** Off the list, when nothing stands anywhere. */
    async done(caseId: string): Promise<void> {
      await collection.remove(caseId, BROUGHT)
      if ((await of(caseId)).length > 0) await listed(caseId)
    },
  }
}

export type RelayedMessages = ReturnType<typeof relayedMessages>
