import { DAY, MINUTE } from '../hours/time.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { revise } from '../store/revise.ts'

/**
 * How far a talk with a worker has come on either side: what was delivered, what was shown, who is writing.
 *
 * Nothing of it is kept before a worker has taken the talk, so that a turn of the bot stays one read and one
 * write. Each side has one document, written by whichever process its client is connected to, at most every few
 * seconds; between, this process's own memory is newer. Every field only ever rises, so two processes that write
 * at once lose nothing: the greater number is right, whoever was first. Sequence numbers and times are all there
 * is to read in it; it is erased with the conversation, and anyhow a day after the last change.
 */
export interface Receipt {
  /** Highest line given to a client of that side, and highest that was on a page in sight. */
  delivered: number
  read: number
  /** Milliseconds since 1970: the last sign of a client, when it said that it goes, when it last was written in. */
  online: number
  left: number
  writing: number
}
type Side = 'person' | 'desk'
export interface ReceiptDoc extends Doc, Receipt {}

/** One write of a side at most so often, in ms. */
const EVERY = 2000
/** How much later a time must be to be worth a write, in ms. */
const NEWS: Record<keyof Receipt, number> = { delivered: 1, read: 1, online: 20_000, left: 1, writing: 2000 }
const fields = Object.keys(NEWS) as (keyof Receipt)[]
const nothing: Receipt = { delivered: 0, read: 0, online: 0, left: 0, writing: 0 }
const MOST = 10_000

/** So long after its last sign a client counts as writing, or as there, in ms. */
export const WRITES_FOR = 6000
const THERE_FOR = MINUTE

/** What was sent since ends the writing of it. `said`: when this side last said something. */
export const isWriting = ({ writing }: Receipt, said: number, now: number): boolean =>
  writing > said && now - writing < WRITES_FOR
export const isThere = ({ online, left }: Receipt, now: number): boolean =>
  online > left && now - online < THERE_FOR

const greater = (one: Receipt, other: Partial<Receipt>): Receipt =>
  Object.fromEntries(
    fields.map((field) => [field, Math.max(one[field], other[field] ?? 0)]),
  ) as unknown as Receipt

export function receipts(
  collection: Collection<ReceiptDoc>,
  clock: Clock,
  /** Told at once of what this process learns, before it is written. */
  changed: (conversation: string) => void = () => {},
  failed: (error: unknown) => void = () => {},
) {
  interface Known {
    now: Receipt
    saved: Receipt
    written: number
    timer?: NodeJS.Timeout
  }
  const known = new Map<string, Known>()
  const idOf = (conversation: string, side: Side) => `${conversation}.${side}`

  async function write(conversation: string, side: Side, one: Known): Promise<void> {
    const id = idOf(conversation, side)
    one.written = Date.now()
    one.saved = one.now
    await revise(
      collection,
      id,
      (before) => {
        const receipt = greater(before ?? nothing, one.saved)
        const known = before && fields.every((field) => before[field] === receipt[field])
        return known ? null : { id, part: conversation, changed: clock(), ...receipt }
      },
      conversation,
    )
  }

  function later(conversation: string, side: Side, one: Known): void {
    const wait = Math.max(0, one.written + EVERY - Date.now())
    const go = () => {
      delete one.timer
      if (known.get(idOf(conversation, side)) === one) write(conversation, side, one).catch(failed)
    }
    one.timer ??= setTimeout(go, wait).unref()
  }

  return {
    /** Remembers what is news, and writes it down soon. */
    note(conversation: string, side: Side, news: Partial<Receipt>): void {
      const id = idOf(conversation, side)
      const one = known.get(id) ?? { now: nothing, saved: nothing, written: 0 }
      one.now = greater(one.now, news)
      if (!known.has(id) && known.size >= MOST) known.delete(known.keys().next().value!)
      known.set(id, one)
      if (!fields.some((field) => one.now[field] - one.saved[field] >= NEWS[field])) return
      changed(conversation)
      later(conversation, side, one)
    },

    async of(conversation: string): Promise<Record<Side, Receipt>> {
      const docs = await collection.find({ where: { part: conversation }, limit: 2 })
      const read = (side: Side) => {
        const id = idOf(conversation, side)
        const doc = docs.find((one) => one.id === id)
        return greater(greater(nothing, doc ?? {}), known.get(id)?.now ?? {})
      }
      return { person: read('person'), desk: read('desk') }
    },

    async erase(conversation: string): Promise<void> {
      for (const side of ['person', 'desk'] as const) {
        const id = idOf(conversation, side)
        clearTimeout(known.get(id)?.timer)
        known.delete(id)
        await collection.remove(id, conversation)
      }
    },

    /** Of talks that ended, or that were noted once more just after they were erased. */
    async eraseOld(limit: number): Promise<void> {
      const range = { field: 'changed', below: clock() - DAY }
      for (const doc of await collection.find({ range, order: { field: 'changed' }, limit }))
        await collection.remove(doc.id, doc.part)
    },

    /** What waits to be written is let go: the next sign of a client brings it again. */
    stop(): void {
      for (const { timer } of known.values()) clearTimeout(timer)
      known.clear()
    },

    changedSince: (since: number, limit: number) =>
      collection.find({ range: { field: 'changed', from: since }, order: { field: 'changed' }, limit }),
  }
}

export type Receipts = ReturnType<typeof receipts>
