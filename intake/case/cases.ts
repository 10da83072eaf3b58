import { allOf, type Cursor, pageOf } from '../store/paging.ts'
import type { Clock, Collection, Versioned } from '../store/ports.ts'
import { lost, revise } from '../store/revise.ts'
import { isKeyGone, SealError, type Vault } from '../store/seal.ts'
import { type Case, type CaseContent, type CaseDoc, causeOf, type Draft, revisionOf } from './case.ts'
import { type Place, type QueueFilter, queuePage } from './queue.ts'

/**
 * Entering a state that somebody must come to begins an alarm, leaving it ends it, whoever did it and how: a
 * change of `talk` is a new beginning.
 */
function alarmOf(
  before: Draft | null,
  next: Draft,
  now: number,
): Pick<CaseDoc, 'alarm' | 'alarmed' | 'noWorkerTold'> {
  const cause = next.content && causeOf(next, transferOf(next).exportDue === undefined)
  if (!cause) return {}
  const same = before?.alarm !== undefined && before.talkVersion === next.talkVersion
  if (!same || next.alarm === undefined)
    return { alarm: now, ...(next.noWorkerTold && cause === 'talk' ? { noWorkerTold: true } : {}) }
  const { alarm, alarmed, noWorkerTold } = next
  return { alarm, ...(alarmed ? { alarmed } : {}), ...(noWorkerTold ? { noWorkerTold } : {}) }
}

/** What is said of a transfer by the readable fields is always worked out from the content it is about. */
function transferOf({ content, exported, exportErased, outcome }: Draft) {
  const { record } = content ?? {}
  const all = exported !== undefined && exported.revision >= revisionOf(content)
  return {
    ...(record && !all ? { exportDue: Math.max(record.at, content?.added?.at ?? 0) } : {}),
    ...(all && !exportErased ? { eraseAfterExport: exported.at } : {}),
    ...(content?.outcome || outcome ? { outcome: content?.outcome || outcome } : {}),
  }
}

export const rankOf = (urgent: number, since: number): string =>
  `${urgent ? 0 : 1}${String(since).padStart(15, '0')}`

/** An offer and a question belong to whoever talks: they end when the talk goes elsewhere. */
function heldOf({ talk, offered, offeredAt, unanswered, ...rest }: Draft) {
  const held = talk === 'claimed'
  return {
    ...rest,
    talk,
    ...(held && offered ? { offered, offeredAt: offeredAt ?? 0 } : {}),
    ...(held && unanswered !== undefined ? { unanswered } : {}),
  }
}

const aad = (id: string) => ({ doc: id, field: 'content', version: 1 })

const draftOf = (found: Case): Draft => {
  const { etag, changed, part, rank, exportDue, eraseAfterExport, ...draft } = found
  return draft
}

/** The first worker who takes it ends the waiting. */
const waitedOf = (now: Draft, next: Draft, at: number): Draft =>
  !now.assignee && next.assignee && now.waited === undefined
    ? { ...next, waited: at - now.waitingSince }
    : next

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
) {
  const sealed = async (draft: Draft, before: Draft | null): Promise<CaseDoc> => {
    const { content, alarm, alarmed, noWorkerTold, ...open } = heldOf(draft)
    return {
      ...open,
      ...alarmOf(before, draft, clock()),
      part: open.id,
      changed: clock(),
      rank: rankOf(open.urgent, open.waitingSince),
      ...transferOf(draft),
      sealed: content ? await vault.seal(open.key, aad(open.id), content) : '',
    }
  }
  const opened = async (doc: Versioned<CaseDoc>): Promise<Case> => {
    const { sealed: locked, ...open } = doc
    const content = locked ? ((await vault.open(doc.key, aad(doc.id), locked)) as CaseContent) : null
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
        return await sealed(now ? waitedOf(now, next, clock()) : next, now)
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
    /** Makes the case from `first`, or changes the one that is there and open; either way `change` holds then. */
    upsert: (first: Draft, change: (now: Draft) => Draft | null): Promise<Case | null> =>
      revised(first.id, (now) => (now?.application === 'closed' ? null : change(now ?? first))),
    /** Readable fields only. */
    peek: (id: string): Promise<CaseDoc | null> => collection.read(id),
    async get(id: string): Promise<Case | null> {
      const doc = await collection.read(id)
      return doc && opened(doc)
    },
    /** Applies `change` to the newest version; `change` returns `null` to leave it as it is. */
    update: (id: string, change: (now: Draft) => Draft | null): Promise<Case | null> =>
      revised(id, (now) => now && change(now)),
    /**
     * What stays of a case is that it was: its number and times, so that a worker is not left wondering.
     * False when `still` no longer holds.
     */
    async erase(id: string, still: (now: Draft) => boolean = () => true): Promise<boolean> {
      const gone = await revised(
        id,
        (now) =>
          now && still(now)
            ? {
                ...now,
                application: 'closed',
                talk: 'bot',
                closed: now.closed || clock(),
                talkVersion: now.talkVersion + 1,
                wish: '',
                content: null,
              }
            : null,
        erasable,
      )
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
    /** Cases that a worker has, oldest first: a part of them at a time. */
    claimed: (after: Cursor | null, limit: number) =>
      pageOf(collection, { where: { talk: 'claimed' }, field: 'created' }, after, limit),
    /** Cases whose person has yet to be told who talks with her. */
    owing: (limit: number) => collection.find({ where: { toNotify: 1 }, limit }),
    /** Every case that came since, by its readable fields. */
    since: (from: number) => allOf(collection, { field: 'created', from }),
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
