import type { ExportQueue } from '../desk/export/export-queue.ts'
import type { Hub } from '../desk/hub/hub.ts'
import type { Audit } from '../intake/audit/audit.ts'
import type { Cases } from '../intake/case/cases.ts'
import type { Codes } from '../intake/conversation/codes.ts'
import { type ConversationDoc, type Conversations, casesOf } from '../intake/conversation/conversation.ts'
import type { Receipts } from '../intake/conversation/receipts.ts'
import { isoTime, MINUTE, SECOND } from '../intake/hours/time.ts'
import type { Cursor } from '../intake/store/paging.ts'
import type { Clock, Collection } from '../intake/store/ports.ts'
import { SealError, type Vault } from '../intake/store/seal.ts'
import { log, nameOf } from '../platform/errors.ts'
import { every, lease } from '../platform/lease.ts'
import type { Dedupe } from './channels/sms/dedupe.ts'
import { doubtAfter, type SweepLeaseDoc } from './doubt.ts'
import type { Turns } from './turns/turns.ts'

const EVERY = MINUTE
/** Short, so that what a killed process held is soon another's; written anew once so much of it is used. */
const LEASE = 90 * SECOND
const RENEW = 30 * SECOND
const AT_ONCE = 100
/** So long one kind of work goes on at most before the others have their turn; the next round goes on from there. */
const SHARE = 20 * SECOND

type Found = Pick<ConversationDoc, 'id' | 'key' | 'due' | 'changed'>

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
  const term = lease(leases, { id: 'sweep', length: LEASE, renew: RENEW }, clock)
  let doubtedUntil = 0
  let running: Promise<void> | undefined
  let stopping = false

  const mine = () =>
    term.mine((held) => {
      doubtedUntil = doubtAfter(held, clock())
      if (doubtedUntil > (held?.doubtedUntil ?? 0)) log('clock.doubted', { until: isoTime(doubtedUntil) })
      return { doubtedUntil }
    })

  /** All there is of one kind, a page at a time, so that what cannot be done holds up nothing behind it. */
  function through(
    page: (after: Cursor | null, limit: number) => Promise<Found[]>,
    place: (one: Found) => number,
    each: (one: Found) => Promise<unknown>,
  ) {
    let after: Cursor | null = null
    return async (): Promise<void> => {
      for (const end = performance.now() + SHARE; performance.now() < end; ) {
        if (stopping || !(await mine())) return
        const found = await page(after, AT_ONCE)
        for (const one of found) if (!stopping) await apart(() => each(one))
        const last = found.at(-1)
        after = last && found.length === AT_ONCE ? [place(last), last.id] : null
        if (!after) return
      }
    }
  }

  const finish = through(
    conversations.pending,
    ({ changed }) => changed,
    ({ id }) => turns.finish(id),
  )
  /** Unsent conversations on the date she was told; sent ones with their case on theirs. */
  const expire = through(
    conversations.expired,
    ({ due }) => due,
    ({ id, key }) => expireOne(id, key),
  )

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

  async function round(): Promise<void> {
    if (!(await mine())) return
    await apart(finish)
    await apart(reclaim)
    await apart(async () => hub?.sweep())
    if (!doubtedUntil) await eraseDue()
    for (const task of more) await apart(task)
    await apart(audit.anchor)
  }

  /** One round; never two at a time in one process. */
  function once(): Promise<void> {
    running ??= round().finally(() => {
      running = undefined
    })
    return running
  }

  const rounds = every(EVERY, 'sweep.failed', once)

  return {
    once,
    /** Something else to be made good, now and then, by one process. */
    also: (task: () => Promise<void>) => void more.push(task),
    start(): void {
      rounds.start()
      rounds.go()
    },
    /** Ends the round that is going on, and leaves the next one to another process. */
    async stop(): Promise<void> {
      stopping = true
      rounds.stop()
      await running?.catch(() => {})
      await term.release()
    },
  }
}

export type Sweep = ReturnType<typeof sweep>
