import { randomUUID } from 'node:crypto'
import { SKEW } from '../intake/hours/time.ts'
import type { Clock, Collection, Doc, Versioned } from '../intake/store/ports.ts'
import { log, nameOf } from './errors.ts'

/** Which process does a thing just now, and until when in ms since 1970 unless it says so again. */
export interface LeaseDoc extends Doc {
  until: number
  holder: string
}

export interface Term {
  id: string
  /** Milliseconds. */
  length: number
  /** Milliseconds of it that are used before it is written anew; 0: at every turn. */
  renew?: number
}

/**
 * What one process at a time does, of however many there are; whoever stops is followed once its lease is over. One
 * that ends later than any can was written by a clock that was ahead, and holds nothing.
 */
export function lease<T extends LeaseDoc>(
  leases: Collection<T>,
  { id, length, renew = 0 }: Term,
  clock: Clock,
) {
  const me = randomUUID()
  return {
    me,
    /**
     * Takes or keeps it. False: another process has it.
     * @param carry what else the document is to say, from what it said and whether that was ours
     */
    async mine(
      carry: (held: Versioned<T> | null, own: boolean) => Omit<T, keyof LeaseDoc>,
    ): Promise<boolean> {
      const now = clock()
      const held = await leases.read(id)
      const own = held?.holder === me
      const isAhead = held !== null && held.until - now > length + SKEW
      const left = held && !isAhead ? held.until - now : -1
      if (!own && left >= 0) return false
      if (own && left > length - renew) return true
      const doc = { id, part: id, changed: now, until: now + length, holder: me, ...carry(held, own) } as T
      const kept = await (held ? leases.replace(doc, held.etag) : leases.create(doc))
      if (kept && isAhead) log('clock.ahead', { lease: id })
      return kept !== null
    },

    /** Given back, so that nobody has to wait for its end. */
    async release(): Promise<void> {
      const held = await leases.read(id)
      if (held?.holder === me) await leases.replace({ ...held, until: clock() - 1 }, held.etag)
    },
  }
}

/** Does `once` every so many milliseconds; what it throws is logged as `event` and ends nothing. */
export function every(milliseconds: number, event: string, once: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined
  const go = () => void once().catch((error) => log(event, nameOf(error)))
  return {
    start(): void {
      timer = setInterval(go, milliseconds).unref()
    },
    stop: () => clearInterval(timer),
    go,
  }
}
