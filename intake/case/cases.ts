import type { Answers } from '../form/answers.ts'
import { allOf, type Cursor, pageOf } from '../store/paging.ts'
import type { Clock, Collection, Versioned } from '../store/ports.ts'
import { lost, revise } from '../store/revise.ts'
import { isKeyGone, openAt, SealError, type Vault } from '../store/seal.ts'
import { type Case, type CaseContent, type CaseDoc, contactAnswers, type Draft } from './case.ts'
import { type Place, type QueueFilter, queuePage } from './queue.ts'
import { rankOf, transferOf } from './readable.ts'
import { remindAtOf } from './reminders.ts'
import { type CaseEvent, settled, transition } from './transitions.ts'

/** Who has it is sealed with it, and whom it is offered to; an older program sealed it by its id alone. */
const placeOf = ({ id, assignee, offered = '' }: Omit<CaseDoc, 'sealed'>) => ({
  ...placeBefore(id),
  version: JSON.stringify([2, assignee, offered]),
})
const placeBefore = (id: string) => ({ doc: id, field: 'content', version: 1 })

/** Five digits: of a thousand open cases, two that end alike are rare, and both are shown. */
export const SHORT = 5
const shortOf = (id: string): string => id.slice(-SHORT)

const draftOf = (found: Case): Draft => {
  const { etag, changed, part, rank, exportDue, eraseAfterExport, ...draft } = found
  return draft
}

interface CaseFilter {
  application?: string
  talk?: string
  offered?: string
  assignee?: string
}

export function cases(
  collection: Collection<CaseDoc>,
  vault: Vault,
  clock: Clock,
  /** What is erased with a case: its messages, its notes. */
  parts: readonly { erase(caseId: string): Promise<void> }[],
  /** Told of every change made here, so that this process need not ask the store for it. */
  changed: (id: string, etag: string) => void = () => {},
  /** Told of answers before anybody reads them. */
  read: (answers: Answers) => Promise<void> = async () => {},
) {
  const sealed = async (draft: Draft): Promise<CaseDoc> => {
    const { content, ...open } = draft
    const readable = {
      ...open,
      part: open.id,
      short: shortOf(open.id),
      changed: clock(),
      rank: rankOf(open.urgent, open.waitingSince),
      ...transferOf(draft),
      remindAt: remindAtOf(draft),
    }
    return { ...readable, sealed: content ? await vault.seal(open.key, placeOf(readable), content) : '' }
  }
  const opened = async (doc: Versioned<CaseDoc>): Promise<Case> => {
    const { sealed: locked, ...open } = doc
    const content = locked
      ? ((await openAt(vault, doc.key, [placeOf(doc), placeBefore(doc.id)], locked)) as CaseContent)
      : null
    if (content) await read(contactAnswers({ content }))
    return { ...open, content }
  }

  /** What cannot be opened any more can still be erased: nothing of it is looked at then. */
  const erasable = async (doc: Versioned<CaseDoc>): Promise<Case> => {
    try {
      return await opened(doc)
    } catch (error) {
      if (error instanceof SealError) return opened({ ...doc, sealed: '' })
      throw error
    }
  }

  /** Writes what `decide` makes of the newest version; `null`: of none, as there is no such case. */
  async function revised(
    id: string,
    decide: (now: Draft | null) => Draft | null,
    open: (doc: Versioned<CaseDoc>) => Promise<Case> = opened,
  ): Promise<Case | null> {
    let begun = false
    let unreadable = ''
    const kept = await revise(collection, id, async (doc) => {
      // Another process made it and erased it while a key was made for it here.
      if (begun && doc && !doc.sealed) await vault.destroy(doc.key)
      try {
        const now = doc && draftOf(await open(doc))
        const next = decide(now)
        if (!next) return null
        if (!now) await vault.create(next.key)
        begun ||= !now
        return await sealed(next)
      } catch (error) {
        // Erased since it was read: it is read once more.
        if (!isKeyGone(error) || !doc || doc.etag === unreadable) throw error
        unreadable = doc.etag
        return lost
      }
    })
    if (!kept) return null
    changed(kept.id, kept.etag)
    return opened(kept)
  }

  return {
    /** What happens to the case; to `first` while there is none yet. `null` where it does not fit how it stands. */
    begin: (first: Draft, event: CaseEvent, act?: number): Promise<Case | null> =>
      revised(first.id, (now) => transition(now ?? first, event, clock(), act)),
    /** As `begin`, to a case that is there. */
    apply: (id: string, event: CaseEvent, act?: number): Promise<Case | null> =>
      revised(id, (now) => now && transition(now, event, clock(), act)),
    /** Readable fields only. */
    peek: (id: string): Promise<CaseDoc | null> => collection.read(id),
    async get(id: string): Promise<Case | null> {
      const doc = await collection.read(id)
      return doc && opened(doc)
    },
    /**
     * Changes what is no step of its life, on the newest version; `change` returns `null` to leave it as it is.
     */
    update: (id: string, change: (now: Draft) => Draft | null): Promise<Case | null> =>
      revised(id, (now) => {
        const next = now && change(now)
        return now && next && settled(now, next, clock())
      }),
    /** Erases the case and all beside it. False where `why` does not fit how it stands. */
    async erase(id: string, why: 'erased' | 'erasedAfterExport' = 'erased'): Promise<boolean> {
      const gone = await revised(id, (now) => now && transition(now, { type: why }, clock()), erasable)
      if (!gone && (await collection.read(id))) return false
      // First: whoever adds to the case at this moment looks afterwards whether the key is still there.
      if (gone) await vault.destroy(gone.key)
      for (const part of parts) await part.erase(id)
      return gone !== null
    },
    /** Cases with a revision that the case-management system has not taken, oldest first. Content stays sealed. */
    outgoing: (after: Cursor | null, limit: number) =>
      pageOf(collection, { field: 'exportDue' }, after, limit),
    /** Cases taken whole before `at`, with something left to erase and nobody talking. */
    leaving: (at: number, limit: number) =>
      collection.find({
        where: { talk: 'bot' },
        range: { field: 'eraseAfterExport', below: at },
        order: { field: 'eraseAfterExport' },
        limit,
      }),
    /** Cases whose alarm is due, the longest overdue first. Content stays sealed. */
    alarming: (limit: number) =>
      collection.find({ range: { field: 'alarm', below: clock() + 1 }, order: { field: 'alarm' }, limit }),
    /** Cases whose alarm is due later than `from`, the next first. Readable fields only. */
    ringing: (from: number) => allOf(collection, { field: 'alarm', from }),
    /** Cases that a worker has, oldest first: a part of them at a time. */
    claimed: (after: Cursor | null, limit: number) =>
      pageOf(collection, { where: { talk: 'claimed' }, field: 'created' }, after, limit),
    /** Cases whose person has yet to be told who talks with her. */
    owing: (limit: number) => collection.find({ where: { toNotify: 1 }, limit }),
    /** Every case that came since, by its readable fields. */
    since: (from: number) => allOf(collection, { field: 'created', from }),
    /** Cases that somebody was asked to take on. Readable fields only. */
    offered: (limit: number) => collection.find({ range: { field: 'offered', from: '' }, limit }),
    /** Cases whose number ends so. Readable fields only. */
    ending: (short: string, limit: number) => collection.find({ where: { short }, limit }),
    /** Is there a case of this number? Nothing of it is opened. */
    exists: async (id: string): Promise<boolean> => (await collection.read(id)) !== null,
    /** Readable fields only, in queue order; content stays sealed. */
    list: (where: CaseFilter, limit: number) =>
      collection.find({ where: where as Record<string, string>, order: { field: 'rank' }, limit }),
    /** A page of the queue as the worker `me` narrows it; content stays sealed. */
    queue: (
      filter: QueueFilter & { me: string },
      after: Place | null,
      limit: number,
      keep?: (found: CaseDoc) => boolean | Promise<boolean>,
    ) => queuePage(collection, filter, after, limit, keep),
    /** How many cases a worker has in hand, counted up to `most`. */
    held: async (assignee: string, most: number): Promise<number> =>
      (await collection.find({ where: { assignee, talk: 'claimed' }, limit: most })).length,
    changedSince: (since: number, limit: number) =>
      collection.find({ range: { field: 'changed', from: since }, order: { field: 'changed' }, limit }),
  }
}

export type Cases = ReturnType<typeof cases>
