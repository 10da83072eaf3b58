import type { Answers } from '../form/answers.ts'
import type { submissionKind } from '../form/route.ts'
import { allOf, type Cursor, pageOf } from '../store/paging.ts'
import type { Clock, Collection, Doc, Versioned } from '../store/ports.ts'
import { SealError, type Vault } from '../store/seal.ts'
import { causeOf, type Raised } from './alarm.ts'
import type { Agreed } from './meeting.ts'
import { type Place, type QueueFilter, queuePage } from './queue.ts'
import type { InfoRequest } from './requests.ts'

/** What was sent, frozen at that moment. */
export interface Submission {
  kind: ReturnType<typeof submissionKind>
  answers: Answers
  /** BCP 47 tag of the conversation. */
  language: string
  form: string
  revision: number
  at: number
}

export type Wish = '' | 'woman' | 'man'

/** The sealed part of a case. */
export interface CaseContent {
  /** Document id of the conversation, to write to the person. */
  conversation: string
  record?: Submission
  /** Earlier answers that she let the worker read before sending. */
  shared?: Answers | undefined
  claimerName?: string
  /** Of the worker it is offered to, and how the last offer ended when nobody took it. */
  offeredName?: string
  offerEnded?: { how: 'declined' | 'lapsed' | 'withdrawn'; name: string; at: number }
  outcome?: string
  /** What was asked for beyond the record, and what others than she answered. */
  requests?: InfoRequest[]
  /** What was agreed on the joint meeting, each time; the last counts. */
  meeting?: Agreed[]
  /** How many times something was added that is not hers, and when last: each is taken by other systems anew. */
  added?: { count: number; at: number }
}

/** What other systems tell one state of a case from the next by: it rises with all she sends and all that is added. */
export const revisionOf = (content: CaseContent | null): number =>
  content?.record ? content.record.revision + (content.added?.count ?? 0) : 0

/** Something that is not hers was added at `at`, in milliseconds since 1970. */
export const addedAt = ({ added }: CaseContent, at: number) => ({ count: (added?.count ?? 0) + 1, at })

/**
 * A case as the queue sees it: only what it must sort and filter by stays readable.
 * Two fields tell where it stands, and every change of them is conditional.
 */
export interface CaseDoc extends Doc {
  application: 'draft' | 'sent' | 'moreInfo' | 'closed'
  talk: 'bot' | 'waiting' | 'claimed'
  /** Sorts the queue: urgent first, then oldest first. */
  rank: string
  language: string
  /** Who it is for: self, child, assisting, referrer, consultation; `unknown` before she sent or said. */
  kind: string
  channel: string
  urgent: number
  /** Would rather talk with a woman or a man; empty or absent when she did not say. */
  wish?: Wish
  /** Id of the worker who has it; empty when nobody has. */
  claimer: string
  /** Id of the worker whom the claimer asked to take it on, and when; only while it is claimed. */
  offered?: string
  offeredAt?: number
  /** When she wrote what nobody has answered yet; only while it is claimed. */
  unanswered?: number
  /** Whoever has it talks where no sign of life is seen: in Teams. */
  elsewhere?: 1
  /** When either of them last wrote. */
  spoke?: number
  /** 1 while she has yet to be told of the last change of `talk`; absent otherwise. */
  owed?: number
  /** The last hand-off event that the agency's hub has taken. */
  initiated?: string
  /** Sequence number of the last message of hers that the hub has taken. */
  forwarded?: number
  created: number
  /** When waiting began, of the talk or of the application. */
  since: number
  sent: number
  closed: number
  /** A counter that rises with every change of `talk`, so that one claim can be told from the next. */
  turns: number
  /** How the desk's work on it ended; stays when the content is erased, for statistics. */
  outcome?: string
  /** Milliseconds from `since` until somebody had taken it for the first time. */
  waited?: number
  /** The revision that the case-management system has acknowledged, and when. */
  taken?: { revision: number; at: number }
  /** Nothing of an acknowledged case is left to erase. */
  emptied?: boolean
  /** When the revision was sent that the case-management system has still to take; absent when it has all. */
  outgoing?: number
  /** When it had taken all, while there is something left to erase; absent otherwise. */
  leaving?: number
  /** When the alarm over it is due next; absent while somebody has it. */
  alarm?: number
  /** How far that alarm has come; absent until it was first raised. */
  alarmed?: Raised
  /** While she waits: nobody is here, and she is to know. Once each time she waits. */
  alone?: true
  key: string
  sealed: string
}

/**
 * Entering a state that somebody must come to begins an alarm, leaving it ends it, whoever did it and how: a
 * change of `talk` is a new beginning.
 */
function alarmOf(
  before: Draft | null,
  next: Draft,
  now: number,
): Pick<CaseDoc, 'alarm' | 'alarmed' | 'alone'> {
  const cause = next.content && causeOf(next, transferOf(next).outgoing === undefined)
  if (!cause) return {}
  const same = before?.alarm !== undefined && before.turns === next.turns
  if (!same || next.alarm === undefined)
    return { alarm: now, ...(next.alone && cause === 'talk' ? { alone: true } : {}) }
  const { alarm, alarmed, alone } = next
  return { alarm, ...(alarmed ? { alarmed } : {}), ...(alone ? { alone } : {}) }
}

/** What is said of a transfer by the readable fields is always worked out from the content it is about. */
function transferOf({ content, taken, emptied, outcome }: Draft) {
  const { record } = content ?? {}
  const all = taken !== undefined && taken.revision >= revisionOf(content)
  return {
    ...(record && !all ? { outgoing: Math.max(record.at, content?.added?.at ?? 0) } : {}),
    ...(all && !emptied ? { leaving: taken.at } : {}),
    ...(content?.outcome || outcome ? { outcome: content?.outcome || outcome } : {}),
  }
}

export type Case = Omit<CaseDoc, 'sealed'> & { etag: string; content: CaseContent | null }

/** How she may be reached, by what a worker may read: what she let be read later counts before what she sent. */
export const contactAnswers = ({ content }: { content: CaseContent | null }): Answers => ({
  ...content?.record?.answers,
  ...content?.shared,
})

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

export type Draft = Omit<Case, 'etag' | 'changed' | 'part' | 'rank' | 'outgoing' | 'leaving'>

const draftOf = (found: Case): Draft => {
  const { etag, changed, part, rank, outgoing, leaving, ...draft } = found
  return draft
}

/** The first worker who takes it ends the waiting. */
const waitedOf = (now: Draft, next: Draft, at: number): Draft =>
  !now.claimer && next.claimer && now.waited === undefined ? { ...next, waited: at - now.since } : next

interface CaseFilter {
  application?: string
  talk?: string
  offered?: string
  claimer?: string
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
    const { content, alarm, alarmed, alone, ...open } = heldOf(draft)
    return {
      ...open,
      ...alarmOf(before, draft, clock()),
      part: open.id,
      changed: clock(),
      rank: rankOf(open.urgent, open.since),
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

  return {
    /** `null`: it is already there, which counts as done. */
    async create(draft: Draft): Promise<Case | null> {
      const kept = await collection.create(await sealed(draft, null))
      if (kept) changed(kept.id, kept.etag)
      return kept && opened(kept)
    },
    /** Readable fields only. */
    peek: (id: string): Promise<CaseDoc | null> => collection.read(id),
    async get(id: string): Promise<Case | null> {
      const doc = await collection.read(id)
      return doc && opened(doc)
    },
    /** Applies `change` to the newest version until it holds; `change` returns `null` to leave it as it is. */
    async update(
      id: string,
      change: (now: Draft) => Draft | null,
      open: (doc: Versioned<CaseDoc>) => Promise<Case> = opened,
    ): Promise<Case | null> {
      for (;;) {
        const doc = await collection.read(id)
        const now = doc && (await open(doc))
        const next = now && change(draftOf(now))
        if (!now || !next) return null
        const made = await sealed(waitedOf(now, next, clock()), draftOf(now))
        const kept = await collection.replace(stripped(made), now.etag)
        if (!kept) continue
        changed(kept.id, kept.etag)
        return opened(kept)
      }
    },
    /**
     * What stays of a case is that it was: its number and times, so that a worker is not left wondering.
     * False when `still` no longer holds.
     */
    async erase(id: string, still: (now: Draft) => boolean = () => true): Promise<boolean> {
      const gone = await this.update(
        id,
        (now) =>
          still(now)
            ? {
                ...now,
                application: 'closed',
                talk: 'bot',
                closed: now.closed || clock(),
                turns: now.turns + 1,
                wish: '',
                content: null,
              }
            : null,
        erasable,
      )
      if (!gone && (await collection.read(id))) return false
      for (const part of parts) await part.erase(id)
      if (gone) await vault.destroy(gone.key)
      return gone !== null
    },
    /** Cases with a revision that the case-management system has not taken, oldest first. Content stays sealed. */
    outgoing: (after: Cursor | null, limit: number) =>
      pageOf(collection, { field: 'outgoing' }, after, limit),
    /** Cases taken whole before `at`, with something left to erase and nobody talking. */
    leaving: (at: number, limit: number) =>
      collection.find({
        where: { talk: 'bot' },
        range: { field: 'leaving', below: at },
        order: { field: 'leaving' },
        limit,
      }),
    /** Cases whose alarm is due, the longest overdue first. Content stays sealed. */
    alarming: (limit: number) =>
      collection.find({ range: { field: 'alarm', below: clock() + 1 }, order: { field: 'alarm' }, limit }),
    /** Cases that a worker has, oldest first: a part of them at a time. */
    claimed: (after: Cursor | null, limit: number) =>
      pageOf(collection, { where: { talk: 'claimed' }, field: 'created' }, after, limit),
    /** Cases whose person has yet to be told who talks with her. */
    owing: (limit: number) => collection.find({ where: { owed: 1 }, limit }),
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
    held: async (claimer: string, most: number): Promise<number> =>
      (await collection.find({ where: { claimer, talk: 'claimed' }, limit: most })).length,
    changedSince: (since: number, limit: number) =>
      collection.find({ range: { field: 'changed', from: since }, order: { field: 'changed' }, limit }),
  }
}

const stripped = (doc: CaseDoc & { etag?: string }): CaseDoc => {
  const { etag: _, ...rest } = doc
  return rest
}

export type Cases = ReturnType<typeof cases>
