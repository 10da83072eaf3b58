import type { Closing } from '../../../intake/conversation/carried.ts'
import type { Clock, Collection, Doc } from '../../../intake/store/ports.ts'
import { revise } from '../../../intake/store/revise.ts'

/** A number that nothing is sent to, under a keyed hash of it. */
export interface OptOutDoc extends Doc {
  why: Closing
}

/** Our own suppression list: a carrier's holds for one sender of ours, and is not told to the next. */
export function optOuts(collection: Collection<OptOutDoc>, idOf: (number: string) => string, clock: Clock) {
  return {
    why: async (number: string): Promise<Closing | null> =>
      (await collection.read(idOf(number)))?.why ?? null,
    async close(number: string, why: Closing): Promise<void> {
      const id = idOf(number)
      await revise(collection, id, (known) =>
        // What she asked for is not softened by what a carrier finds out later.
        known?.why === 'stopped' ? null : { id, part: id, changed: clock(), why },
      )
    },
    open: (number: string): Promise<void> => collection.remove(idOf(number)),
  }
}

export type OptOuts = ReturnType<typeof optOuts>
