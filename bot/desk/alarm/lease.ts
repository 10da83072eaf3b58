import { randomUUID } from 'node:crypto'
import type { Clock, Collection, Doc, Versioned } from '../../../intake/ports.ts'
import type { ChainState } from './notice.ts'

/** Who raises alarms just now, when that was last done, and which ways out do not work. Times in ms since 1970. */
export interface LeaseDoc extends Doc {
  until: number
  holder: string
  beat: number
  failing: Record<string, number>
}

const ID = 'alarm'
const LEASE = 15_000
/** The lease is written anew, and the heartbeat with it, once so much of it is used. */
const RENEW = 5000
/** No finished round for so long is told. */
const LATE = 60_000

export function alarmLease(leases: Collection<LeaseDoc>, clock: Clock) {
  const me = randomUUID()
  const born = clock()
  let done = 0

  const failing = (doc: LeaseDoc | null): Record<string, number> => doc?.failing ?? {}

  /** Changes what the holder keeps, on the newest document; `null` leaves it. */
  async function change(next: (now: LeaseDoc) => Partial<LeaseDoc> | null): Promise<boolean> {
    for (;;) {
      const now = await leases.read(ID)
      const part = now && next(now)
      if (!now || !part) return false
      const { etag, ...doc } = now
      if (await leases.replace({ ...doc, ...part, changed: clock() }, etag)) return true
    }
  }

  return {
    /** Takes or keeps the lease. False: another process has it. */
    async mine(): Promise<boolean> {
      const now = clock()
      const held: Versioned<LeaseDoc> | null = await leases.read(ID)
      const own = held?.holder === me
      if (held && !own && held.until >= now) return false
      if (held && own && held.until - now > LEASE - RENEW) return true
      const beat = own ? Math.max(done, held.beat) : (held?.beat ?? now)
      const doc = {
        id: ID,
        part: ID,
        changed: now,
        until: now + LEASE,
        holder: me,
        beat,
        failing: failing(held),
      }
      return (await (held ? leases.replace(doc, held.etag) : leases.create(doc))) !== null
    },

    /** A round is finished; written with the lease's next renewal, or at once where it had been told as late. */
    async done(): Promise<void> {
      const first = clock() - done > LATE
      done = clock()
      if (first) await change(({ holder }) => (holder === me ? { beat: done } : null))
    },

    /** True when it begins to fail. */
    fails: (way: string) =>
      change((now) => (failing(now)[way] ? null : { failing: { ...failing(now), [way]: clock() } })),

    async works(way: string): Promise<void> {
      await change((now) => {
        const { [way]: since, ...rest } = failing(now)
        return since ? { failing: rest } : null
      })
    },

    async state(): Promise<ChainState> {
      const doc = await leases.read(ID)
      const beat = doc?.beat ?? born
      return {
        late: clock() - beat > LATE ? beat : 0,
        failing: Object.entries(failing(doc)).map(([way, since]) => ({ way, since })),
      }
    },
  }
}

export type Lease = ReturnType<typeof alarmLease>
