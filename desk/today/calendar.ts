import { isoTime, MINUTE } from '../../intake/hours/time.ts'
import type { TodayEntry, TodayList } from '../../web/console/today/view.ts'

/** RFC 5545: a line is at most 75 octets; the next one goes on with it after a space. All of ours is ASCII but for titles. */
const fold = (line: string): string => (line.match(/.{1,60}/gu) ?? []).join('\r\n ')
const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
const stamp = (at: number) => isoTime(at).replace(/[-:]|\.\d+/g, '')

const LASTS = 30 * MINUTE

/** One entry: its kind, a number and a link, and nothing that anybody said. */
const eventOf = ({ kind, case: id, number, at, until, reminder }: TodayEntry, given: CalendarGiven) => [
  'BEGIN:VEVENT',
  `UID:${[kind, id, reminder?.id ?? at].join('-').replace(/[^\w.-]/g, '-')}@silta`,
  `DTSTAMP:${stamp(given.now)}`,
  `DTSTART:${stamp(at)}`,
  `DTEND:${stamp(until ?? at + LASTS)}`,
  `SUMMARY:${escaped(given.title(kind, number))}`,
  `URL:${given.address}/console/cases/${id}`,
  'CLASS:PRIVATE',
  'END:VEVENT',
]

interface CalendarGiven {
  now: number
  /** Where the console is. */
  address: string
  title: (kind: TodayEntry['kind'], number: string) => string
}

/** An iCalendar file (RFC 5545) for whatever calendar a worker uses; that may be somebody else's server. */
export const calendarOf = ({ due, today, later }: TodayList, given: CalendarGiven): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Silta//Desk//EN',
    ...[...due, ...today, ...later].flatMap((one) => eventOf(one, given)),
    'END:VCALENDAR',
    '',
  ]
    .map(fold)
    .join('\r\n')
