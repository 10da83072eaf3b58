import type { AccessReason } from '../case/access-grants.ts'
import { DAY, MINUTE } from '../hours/time.ts'
import { type Cursor, pageOf } from '../store/paging.ts'
import type { Clock, Collection } from '../store/ports.ts'
import { type AuditDoc, chain, type Heads } from './chain.ts'
import { type Anchor, anchorOf } from './outside.ts'

export type { AuditDoc }

/** What is done to a case or at the desk. Lines `start` and `anchor` belong to the chains themselves. */
export type AuditName =
  | 'view'
  | 'claim'
  | 'release'
  | 'relieve'
  | 'transfer'
  | 'accept'
  | 'decline'
  | 'withdraw'
  | 'requeue'
  | 'free'
  | 'message'
  | 'settle'
  | 'raise'
  | 'relate'
  | 'unrelate'
  | 'remind'
  | 'snooze'
  | 'done'
  | 'note'
  | 'request'
  | 'recall'
  | 'link'
  | 'record'
  | 'reply'
  | 'translate'
  | 'draft'
  | 'askContact'
  | 'refuseContact'
  | 'contact'
  | 'edit'
  | 'undo'
  | `open.${AccessReason}`
  | 'close'
  | 'keep'
  | 'wave'
  | 'clear'
  | 'end'
  | 'reopen'
  | 'correct'
  | 'signIn'
  | 'endSignIns'
  | 'linkChannel'
  | 'unlinkChannel'
  | 'export'
  | 'acknowledge'
  | 'erase'
  | 'claimAnyway'
  | 'duty'
  | 'skills'
  | 'audit'

/** Which lines: about a case, of a worker, between two times in ms since 1970 (`below` is left out). Newest first. */
export interface AuditQuery {
  case?: string
  who?: string
  from?: number
  below?: number
  oldestFirst?: boolean
}

/** How far back, in ms, a new chain looks for others: what is older is named by anchors of its own time. */
const BACK = 7 * DAY
/** Clocks of two processes differ. */
const OVERLAP = 5 * MINUTE
/** A worker's lines about one case that are looked through for what was done last. */
const RECENT = 50
/** Lines looked through for heads, the newest first. */
const LINES = 2000

const headsOf = (lines: AuditDoc[]): Heads =>
  Object.fromEntries(lines.map(({ part, order, hash }) => [part, [order, hash] as const]))

/** Every view and change: append only, in a chain a process, so that nobody waits for another. */
export function audit(
  collection: Collection<AuditDoc>,
  clock: Clock,
  key: Uint8Array,
  /** Keeps an anchor outside the store. */
  keepOutside: (anchor: Anchor) => Promise<void> = async () => {},
) {
  /** The last line of each chain that has gone on since. */
  async function lastSince(from: number): Promise<AuditDoc[]> {
    const order = { field: 'changed', descending: true }
    const lines = await collection.find({ range: { field: 'changed', from }, order, limit: LINES })
    const last = new Map<string, AuditDoc>()
    for (const line of lines) if (line.order > (last.get(line.part)?.order ?? 0)) last.set(line.part, line)
    return [...last.values()]
  }

  const parts = { collection, clock, key, heads: async () => headsOf(await lastSince(clock() - BACK)) }
  const acts = chain(parts)
  /** Apart from the acts: a chain cannot tell of its own missing tail. */
  const anchors = chain(parts)
  let anchored: { at: number; heads: Heads } = { at: 0, heads: {} }
  /** Not yet taken outside. */
  let owed: Heads = {}

  return {
    note: (who: string, what: AuditName, caseId: string): Promise<void> =>
      acts.append({ who, what, case: caseId || 'desk' }),

    /** By the name that an act declares. */
    noteAct: (who: string, { audit: what }: { audit: string }, caseId: string): Promise<void> =>
      acts.append({ who, what, case: caseId }),

    /**
     * Of an act that is done already, by whoever says it again: after a failure nobody knows whether its line was
     * written. It is, unless the last thing but looking that `who` did to the case was just that, or the
     * `same` by another name.
     */
    async noteAgain(who: string, what: AuditName, caseId: string, ...same: AuditName[]): Promise<void> {
      const lines = await collection.find({
        where: { case: caseId, who },
        order: { field: 'changed', descending: true },
        limit: RECENT,
      })
      const done = lines.filter((line) => line.what !== 'view')
      // Of one moment it is not known which came last.
      const last = done.filter(({ changed }) => changed === done[0]!.changed)
      if (!last.some((line) => [what, ...same].includes(line.what as AuditName)))
        await acts.append({ who, what, case: caseId })
    },

    /** Lines about a case, oldest first. */
    async of(caseId: string, limit = 1000): Promise<AuditDoc[]> {
      const found = await collection.find({ where: { case: caseId }, order: { field: 'changed' }, limit })
      return found.sort((a, b) => a.changed - b.changed || (a.id < b.id ? -1 : 1))
    },

    /** A page of lines. */
    page(
      { case: about, who, from, below, oldestFirst = false }: AuditQuery,
      after: Cursor | null,
      limit: number,
    ): Promise<AuditDoc[]> {
      const where = { ...(about ? { case: about } : {}), ...(who ? { who } : {}) }
      return pageOf(
        collection,
        { where, field: 'changed', descending: !oldestFirst, from, below },
        after,
        limit,
      )
    },

    /** Writes down how far each chain has come, where one has gone on. The sweep does it once a minute. */
    async anchor(): Promise<void> {
      const at = clock()
      const last = await lastSince(anchored.at ? anchored.at - OVERLAP : at - BACK)
      const moved = last.filter(({ part, order }) => order > (anchored.heads[part]?.[0] ?? 0))
      // A chain of anchors alone would grow by naming itself.
      if (moved.some(({ what }) => what !== 'anchor')) {
        const heads = headsOf(moved)
        await anchors.append({ who: 'silta', what: 'anchor', case: '', heads })
        anchored = { at, heads: headsOf(last) }
        owed = { ...owed, ...heads }
      }
      if (Object.keys(owed).length === 0) return
      await keepOutside(anchorOf(key, at, owed))
      owed = {}
    },
  }
}

export type Audit = ReturnType<typeof audit>
