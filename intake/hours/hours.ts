import { holidaysOf } from './holidays.ts'
import { DAY, FINLAND, isoDay, MINUTE } from './time.ts'

/**
 * When the desk is open, on Finland's clock. Days are walked by the calendar and hours placed on each of them,
 * so that the nights when summer time begins and ends are right without being mentioned.
 */
export interface Hours {
  /** By weekday from Sunday (0): spans in minutes from midnight, from and before. */
  week: readonly (readonly Span[])[]
  /** ISO dates that are closed beside Finland's public holidays. */
  closed: ReadonlySet<string>
}
type Span = readonly [from: number, before: number]

/** From and before, in milliseconds since 1970. */
type Opening = readonly [from: number, before: number]

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** Further ahead nobody plans: a desk that is never open has no next opening. */
const FURTHEST = 60

/**
 * Reads `mon-fri 08:00-16:15, sat 10:00-12:00`. Empty: the hours are not told, `[]` for every day.
 * `null` when it cannot be read.
 */
export function readWeek(text: string): Span[][] | null {
  const week: Span[][] = DAYS.map(() => [])
  for (const part of text.split(',').map((one) => one.trim().toLowerCase())) {
    if (!part) continue
    const found = /^([a-z]{3})(?:-([a-z]{3}))? +(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)$/.exec(part)
    if (!found) return null
    const [, first = '', last = first, ...clock] = found
    const [h1, m1, h2, m2] = clock.map(Number) as [number, number, number, number]
    const span: Span = [h1 * 60 + m1, h2 * 60 + m2]
    const from = DAYS.indexOf(first)
    const to = DAYS.indexOf(last)
    if (from < 0 || to < 0 || span[0] >= span[1] || span[1] > 24 * 60) return null
    for (let day = from; ; day = (day + 1) % 7) {
      week[day]!.push(span)
      if (day === to) break
    }
  }
  for (const spans of week) spans.sort((a, b) => a[0] - b[0])
  return week
}

/** Reads `2026-12-24, 2026-12-31`; `null` when one of them is no day. */
export function readDates(text: string): string[] | null {
  const dates = text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean)
  const isDate = (one: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(one) && !Number.isNaN(Date.parse(one)) && isoDay(Date.parse(one)) === one
  return dates.every(isDate) ? dates : null
}

/** Are any hours told at all? */
export const hasHours = ({ week }: Hours): boolean => week.some((spans) => spans.length > 0)

/** Without hours nothing is closed: then only who is signed in counts. */
export const isOpen = (hours: Hours, at: number): boolean =>
  !hasHours(hours) || openingsOf(hours, dateAt(at)).some(([from, before]) => from <= at && at < before)

/** The opening that begins next; `null` where none is told. */
export function nextOpening(hours: Hours, at: number): Opening | null {
  if (!hasHours(hours)) return null
  for (let ahead = 0; ahead < FURTHEST; ahead += 1) {
    const date = isoDay(Date.parse(dateAt(at)) + ahead * DAY)
    const next = openingsOf(hours, date).find(([from]) => from > at)
    if (next) return next
  }
  return null
}

/** When the first day ends that is open from its beginning, at or after `at`: by then somebody could have answered. */
export function fullDayEnds(hours: Hours, at: number): number {
  for (let ahead = 0; ahead < FURTHEST; ahead += 1) {
    const openings = openingsOf(hours, isoDay(Date.parse(dateAt(at)) + ahead * DAY))
    if (openings[0] && openings[0][0] >= at) return openings.at(-1)![1]
  }
  return at
}

function openingsOf({ week, closed }: Hours, date: string): Opening[] {
  const year = Number(date.slice(0, 4))
  if (closed.has(date) || holidaysOf(year).has(date)) return []
  const spans = week[new Date(date).getUTCDay()] ?? []
  return spans.map(([from, before]) => [instant(date, from), instant(date, before)] as const)
}

const local = new Intl.DateTimeFormat('sv-SE', {
  timeZone: FINLAND,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** What a clock in Finland shows, read as if it were UTC. */
const shown = (at: number): number => Date.parse(`${local.format(at).replace(' ', 'T')}Z`)

/** Minutes from midnight of a time such as 09:30. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The date in Finland, as `2026-03-29`. */
export const dateAt = (at: number): string => isoDay(shown(at))

/** When a clock in Finland shows this. Of an hour that comes twice the first; one that is left out comes later. */
export function instant(date: string, minutes: number): number {
  const wanted = Date.parse(date) + minutes * MINUTE
  const offsets = [shown(wanted - DAY) - (wanted - DAY), shown(wanted + DAY) - (wanted + DAY)]
  const tries = offsets.map((offset) => wanted - offset)
  return tries.find((at) => shown(at) === wanted) ?? tries[0]!
}
