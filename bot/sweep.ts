import type { ExportQueue } from '../desk/export/export-queue.ts'
import type { Hub } from '../desk/hub/hub.ts'
import type { Audit } from '../intake/audit/audit.ts'
import type { Cases } from '../intake/case/cases.ts'
import type { Codes } from '../intake/conversation/codes.ts'
import { type Conversations, casesOf } from '../intake/conversation/conversation.ts'
import type { Receipts } from '../intake/conversation/receipts.ts'
import { isoTime, MINUTE } from '../intake/hours/time.ts'
import type { Clock, Collection } from '../intake/store/ports.ts'
import { SealError, type Vault } from '../intake/store/seal.ts'
import { log, nameOf } from '../platform/errors.ts'
import { every, lease } from '../platform/lease.ts'
import type { Dedupe } from './channels/sms/dedupe.ts'
import { doubtAfter, type SweepLeaseDoc } from './doubt.ts'
import type { Turns } from './turns/turns.ts'

const EVERY = MINUTE
const LEASE = 5 * MINUTE
const AT_ONCE = 100

interface SweepParts {
  conversations: Conversations
  cases: Cases
  codes: Codes
  receipts: Receipts
  vault: Vault
  audit: Audit
  exportQueue: ExportQueue
  dedupe: Dedupe
  /** Takes back what a worker has let lie. */
  reclaim: () => Promise<void>
  hub: Pick<Hub, 'sweep'> | null
  leases: Collection<SweepLeaseDoc>
  turns: Turns
  clock: Clock
}

/** Whatever fails, by one conversation that cannot be read or one service that is away, holds up nothing else. */
const apart = (work: () => Promise<unknown>): Promise<unknown> =>
  work().catch((error) => log('sweep.failed', nameOf(error)))

/** Erases what has come to its date and finishes what a crash left undone; one process at a time, by a lease. */
export function sweep({
  conversations,
  cases,
  codes,
  receipts,
  vault,
  audit,
  exportQueue,
  dedupe,
  reclaim,
  hub,
  leases,
  turns,
  clock,
}: SweepParts) {
  const more: (() => Promise<void>)[] = []
  const { mine } = lease(leases, { id: 'sweep', length: LEASE }, clock)

  /** Unsent conversations on the date she was told; sent ones with their case on theirs. */
  async function expire(): Promise<void> {
    for (const { id, key } of await conversations.expired(AT_ONCE)) await apart(() => expireOne(id, key))
  }

  async function expireOne(id: string, key: string): Promise<void> {
    // What cannot be opened comes to its date all the same.
    const loaded = await conversations.load(id).catch((error) => {
      if (!(error instanceof SealError)) throw error
      log('expire.unreadable', nameOf(error))
      return null
    })
    // She may have sent it since it was listed.
    if (loaded && loaded.due >= clock()) return
    if (loaded?.state.code) await codes.revoke(loaded.state.code)
    for (const one of loaded ? casesOf(loaded.state) : []) await cases.erase(one)
    await conversations.erase(id, key)
    await vault.destroy(key)
  }

  async function eraseDue(): Promise<void> {
    await apart(expire)
    await apart(() => receipts.eraseOld(AT_ONCE))
    await apart(exportQueue.erase)
    await apart(dedupe.forget)
  }

  async function once(): Promise<void> {
    let doubtedUntil = 0
    const taken = await mine((held) => {
      doubtedUntil = doubtAfter(held, clock())
      if (doubtedUntil > (held?.doubtedUntil ?? 0)) log('clock.doubted', { until: isoTime(doubtedUntil) })
      return { doubtedUntil }
    })
    if (!taken) return
    for (const { id } of await conversations.pending(AT_ONCE)) await apart(() => turns.finish(id))
    await apart(reclaim)
    await apart(async () => hub?.sweep())
    if (!doubtedUntil) await eraseDue()
    for (const task of more) await apart(task)
    await apart(audit.anchor)
  }

  return {
    once,
    /** Something else to be made good, now and then, by one process. */
    also: (task: () => Promise<void>) => void more.push(task),
    ...every(EVERY, 'sweep.failed', once),
  }
}

export type Sweep = ReturnType<typeof sweep>
