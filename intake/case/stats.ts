import { DAY, HOUR } from '../hours/time.ts'
import type { CaseDoc } from './case.ts'

/**
 * How many cases there were, by their readable fields only: nothing sealed is opened for it. A number under
 * five could point at a person, so it is not shown, and neither is what it could be worked out from.
 */
export const tables = ['week', 'language', 'kind', 'channel', 'urgency', 'waiting', 'outcome'] as const
export type Table = (typeof tables)[number]

/** `null`: not shown. */
export interface Cell {
  id: string
  count: number | null
}

export interface Stats {
  /** Milliseconds since 1970: the first moment counted, and when it was counted. */
  from: number
  at: number
  weeks: number
  total: number | null
  tables: Record<Table, Cell[]>
}

export const LEAST = 5

const WEEK = 7 * DAY

/** Buckets of waiting by their upper end in milliseconds. */
const waits: readonly [string, number][] = [
  ['5min', HOUR / 12],
  ['15min', HOUR / 4],
  ['1h', HOUR],
  ['4h', 4 * HOUR],
  ['24h', DAY],
  ['longer', Number.POSITIVE_INFINITY],
]

/** Monday 00:00 UTC of the week; 1 January 1970 was a Thursday. */
const mondayOf = (at: number) => Math.floor((at + 3 * DAY) / WEEK) * WEEK - 3 * DAY

/** ISO 8601 week, such as 2026-W19: it belongs to the year of its Thursday. */
export function weekOf(at: number): string {
  const thursday = mondayOf(at) + 3 * DAY
  const year = new Date(thursday).getUTCFullYear()
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK)
  return `${year}-W${String(week).padStart(2, '0')}`
}

/**
 * Hides numbers from 1 to 4, then the next smallest until at least two are hidden that make five together:
 * the sum of the hidden ones can be worked out from the total.
 */
export function suppress(cells: readonly { id: string; count: number }[]): Cell[] {
  const [small, rest] = [true, false].map((is) =>
    cells.filter(({ count }) => count > 0 && count < LEAST === is).sort((a, b) => a.count - b.count),
  ) as [{ id: string; count: number }[], { id: string; count: number }[]]
  const hidden = [...small]
  const sum = () => hidden.reduce((all, { count }) => all + count, 0)
  while (hidden.length > 0 && (hidden.length < 2 || sum() < LEAST) && rest.length > 0)
    hidden.push(rest.shift()!)
  const ids = new Set(hidden.map(({ id }) => id))
  // A zero beside what is hidden would say where the hidden ones are not.
  if (hidden.length > 0) for (const { id, count } of cells) if (count === 0) ids.add(id)
  return cells.map(({ id, count }) => ({ id, count: ids.has(id) ? null : count }))
}

type Readable = Pick<
  CaseDoc,
  'created' | 'language' | 'kind' | 'channel' | 'urgent' | 'waited' | 'application' | 'outcome'
>

const cellsOf: Record<Table, (found: Readable) => string> = {
  week: ({ created }) => weekOf(created),
  language: ({ language }) => language,
  kind: ({ kind }) => kind,
  channel: ({ channel }) => channel,
  urgency: ({ urgent }) => (urgent ? 'urgent' : 'other'),
  waiting: ({ waited }) =>
    waited === undefined ? 'notTaken' : waits.find(([, below]) => waited < below)![0],
  outcome: ({ application, outcome }) => (application === 'closed' ? outcome || 'none' : 'open'),
}

/** To fives: the difference of two days tells of no single case. */
const rounded = (count: number | null) => (count === null ? null : Math.round(count / LEAST) * LEAST)

/** The first moment of the last so many weeks, this one among them. */
export const startOf = (weeks: number, now: number): number => mondayOf(now) - (weeks - 1) * WEEK

/** Counts cases made since `startOf(weeks, now)`. */
export async function statsOf(
  found: AsyncIterable<Readable> | Iterable<Readable>,
  weeks: number,
  now: number,
): Promise<Stats> {
  const from = startOf(weeks, now)
  /** In their own order and present without a case; the other tables are sorted by number. */
  const fixed: Partial<Record<Table, string[]>> = {
    week: Array.from({ length: weeks }, (_, at) => weekOf(from + at * WEEK)),
    urgency: ['urgent', 'other'],
    waiting: [...waits.map(([id]) => id), 'notTaken'],
  }
  const counts = Object.fromEntries(
    tables.map((table) => [table, new Map((fixed[table] ?? []).map((id) => [id, 0]))]),
  ) as Record<Table, Map<string, number>>
  let total = 0
  for await (const one of found) {
    total += 1
    for (const table of tables) {
      const id = cellsOf[table](one)
      counts[table].set(id, (counts[table].get(id) ?? 0) + 1)
    }
  }
  const few = total > 0 && total < LEAST
  const shown = (table: Table): Cell[] => {
    const all = [...counts[table]].map(([id, count]) => ({ id, count }))
    // Of so few, even the name of a row is somebody's.
    const some = few
      ? all.filter(() => fixed[table] !== undefined).map(({ id }) => ({ id, count: null }))
      : suppress(all)
    const cells = some.map(({ id, count }) => ({ id, count: rounded(count) }))
    const byNumber = (a: Cell, b: Cell) => (b.count ?? -1) - (a.count ?? -1) || (a.id < b.id ? -1 : 1)
    return fixed[table] ? cells : cells.sort(byNumber)
  }
  return {
    from,
    at: now,
    weeks,
    total: few ? null : rounded(total),
    tables: Object.fromEntries(tables.map((table) => [table, shown(table)])) as Stats['tables'],
  }
}
