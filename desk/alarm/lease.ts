import { isWithin, MINUTE, SKEW } from '../../intake/hours/time.ts'
import type { Clock, Collection } from '../../intake/store/ports.ts'
import { revise } from '../../intake/store/revise.ts'
import { type LeaseDoc, lease } from '../../platform/lease.ts'
import type { ChainState } from './notice.ts'

/** When alarms were last raised, and which ways out do not work. Times in ms since 1970. */
export interface AlarmLeaseDoc extends LeaseDoc {
  beat: number
  failing: Record<string, number>
}

const ID = 'alarm'
const LEASE = 15_000
/** The lease is written anew, and the heartbeat with it, once so much of it is used. */
const RENEW = 5000
/** No finished round for so long is told. */
const LATE = MINUTE

export function alarmLease(leases: Collection<AlarmLeaseDoc>, clock: Clock) {
  const { me, mine, release } = lease(leases, { id: ID, length: LEASE, renew: RENEW }, clock)
  const born = clock()
  let done = 0
  let ahead = false

  /** What a clock that was ahead has written says nothing of when a round was finished. */
  const past = (beat: number) => (beat - clock() > SKEW ? 0 : beat)

  const failing = (doc: AlarmLeaseDoc | null): Record<string, number> => doc?.failing ?? {}

  /** Changes what the holder keeps, on the newest document; `null` leaves it. */
  async function change(next: (now: AlarmLeaseDoc) => Partial<AlarmLeaseDoc> | null): Promise<boolean> {
    const changed = await revise(leases, ID, (now) => {
      const part = now && next(now)
      return part && { ...now, ...part, changed: clock() }
    })
    return changed !== null
  }

  return {
    /** Takes or keeps the lease. False: another process has it. */
    mine: () =>
      mine((held, own) => {
        ahead ||= held !== null && held.changed - clock() > SKEW
        const beat = past(held?.beat ?? 0)
        return { beat: own ? Math.max(past(done), beat) : beat || clock(), failing: failing(held) }
      }),

    release,

    /** Was it last written by a clock that was ahead? Said once. */
    wasAhead(): boolean {
      const said = ahead
      ahead = false
      return said
    },

    /** A round is finished; written with the lease's next renewal, or at once where it had been told as late. */
    async done(): Promise<void> {
      const first = !isWithin(done, LATE, clock())
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
      const beat = past(doc?.beat ?? 0) || past(born) || 1
      return {
        late: clock() - beat > LATE ? beat : 0,
        failing: Object.entries(failing(doc)).map(([way, since]) => ({ way, since })),
      }
    },
  }
}

export type Lease = ReturnType<typeof alarmLease>
