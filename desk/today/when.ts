import { z } from 'zod'
import { dateAt, instant, minutesOf } from '../../intake/hours/hours.ts'
import { DAY, HOUR, isoDay, MINUTE } from '../../intake/hours/time.ts'
import { Explained } from '../refusals.ts'

/** Further ahead nobody plans, in milliseconds. */
const FURTHEST = 366 * DAY
/** The working day begins, in minutes from midnight, for whoever names a day alone. */
const MORNING = 9 * 60
const WEEK = 7

/** A time to be reminded at that has gone by, or that nobody lives to see. */
class NoTime extends Explained {
  constructor() {
    super('BAD_REQUEST', 'name a time to come, at most a year ahead', 'desk.remind.trouble', { why: 'time' })
  }
}

/** A field that a page leaves empty is not there. */
const orEmpty = <T extends z.ZodType>(type: T) => z.union([z.literal(''), type]).optional()

/** When to be reminded: a program says when, a page a day, a time of day in Finland, or a press of a button. */
export const when = {
  at: z.union([z.int(), z.stringFormat('milliseconds', /^\d{1,15}$/)]).optional(),
  day: orEmpty(z.iso.date()),
  time: orEmpty(z.iso.time({ precision: -1 })),
  until: z.enum(['hour', 'tomorrow', 'week']).optional(),
}
export type When = z.output<z.ZodObject<typeof when>>

function meant({ at, day, time, until }: When, now: number): number {
  if (at !== undefined) return Number(at)
  const ahead = (days: number) => isoDay(Date.parse(dateAt(now)) + days * DAY)
  if (until === 'hour') return now + HOUR
  if (until) return instant(ahead(until === 'week' ? WEEK : 1), MORNING)
  if (day) return instant(day, time ? minutesOf(time) : MORNING)
  if (!time) return 0
  // "At four", said at five, is tomorrow.
  const today = instant(ahead(0), minutesOf(time))
  return today > now ? today : instant(ahead(1), minutesOf(time))
}

/** In milliseconds since 1970. @throws NoTime */
export function whenOf(given: When, now: number): number {
  const at = meant(given, now)
  if (at > now - MINUTE && at < now + FURTHEST) return at
  throw new NoTime()
}
