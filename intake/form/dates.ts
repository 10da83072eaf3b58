import { HOUR } from '../hours/time.ts'
import type { DateParts } from './answers.ts'
import { asciiDigit } from './digits.ts'

/**
 * A date as people write it, by parts: a year alone, month and year, or a day. Read only when it can mean one
 * thing: 3/4/2025 is two dates, and 1404 or 2568 a year of another calendar. Those are asked again, never converted.
 */

const OLDEST = 1900
/** Finland's clocks are at most so far ahead of UTC, in ms: her today may have begun already. */
const AHEAD_OF_UTC = 3 * HOUR

/** Names of the months as a language writes them, alone and in a date, whole and short; without their points. */
function monthsOf(language: string): Map<string, number> {
  const names = new Map<string, number>()
  for (const month of Array.from({ length: 12 }, (_, i) => i))
    for (const form of ['long', 'short'] as const)
      for (const day of [{}, { day: 'numeric' }] as const) {
        const parts = new Intl.DateTimeFormat(language, { month: form, ...day, timeZone: 'UTC' })
          .formatToParts(new Date(Date.UTC(2024, month, 15)))
          .find(({ type }) => type === 'month')
        if (parts) names.set(bare(parts.value), month + 1)
      }
  return names
}

/** The Levant and Iraq name the months otherwise than the rest of the Arab world. */
const levantine = [
  'كانون الثاني',
  'شباط',
  'آذار',
  'نيسان',
  'أيار',
  'حزيران',
  'تموز',
  'آب',
  'أيلول',
  'تشرين الأول',
  'تشرين الثاني',
  'كانون الأول',
]

const bare = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFC')
    .replace(/[.\u200e\u200f]/g, '')
    .trim()

const known = new Map<string, Map<string, number>>()
function months(language: string): Map<string, number> {
  const made = known.get(language) ?? monthsOf(language)
  if (!known.has(language) && language.startsWith('ar'))
    levantine.forEach((name, i) => {
      made.set(bare(name), i + 1)
    })
  known.set(language, made)
  return made
}

/** Zeros and question marks stand for what is not known. */
const part = (text: string | undefined): number | undefined =>
  text === undefined || /^[0?]+$/.test(text) ? undefined : Number(text)

/** What cannot be a day that has been: a later one than today. */
export function isFuture({ year, month = 1, day = 1 }: DateParts, now: number): boolean {
  return Date.UTC(year, month - 1, day) > now + AHEAD_OF_UTC
}

function dated(
  year: string | undefined,
  month: number | undefined,
  day: number | undefined,
): DateParts | null {
  const value = part(year)
  if (value === undefined || value < OLDEST) return null
  if (month === undefined) return day === undefined ? { year: value } : null
  if (month < 1 || month > 12) return null
  if (day === undefined) return { year: value, month }
  return new Date(Date.UTC(value, month - 1, day)).getUTCDate() === day && day > 0
    ? { year: value, month, day }
    : null
}

/** Two numbers with a slash before a year: which is the day is only clear when one of them is no month. */
function slashed(one: string, other: string, year: string): DateParts | null {
  const [a, b] = [part(one), part(other)]
  if (a === undefined || b === undefined || a === b) return dated(year, b ?? a, a === b ? a : undefined)
  if (a > 12) return dated(year, b, a)
  return b > 12 ? dated(year, a, b) : null
}

/** @param language BCP 47 tag, for the names of months. `null`: it says no date, or more than one. */
export function readDate(text: string, language: string): DateParts | null {
  const written = text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u200e\u200f]/g, '')
    .trim()
  const iso = /^(\d{4})(?:-([\d?]{1,2})-([\d?]{1,2}))?\.?$/.exec(written)
  if (iso) return dated(iso[1], part(iso[2]), part(iso[3]))
  const points = /^([\d?]{1,2})\.\s?([\d?]{1,2})\.\s?(\d{4})\.?$/.exec(written)
  if (points) return dated(points[3], part(points[2]), part(points[1]))
  const slashes = /^([\d?]{1,2})[/-]([\d?]{1,2})[/-](\d{4})$/.exec(written)
  if (slashes) return slashed(slashes[1]!, slashes[2]!, slashes[3]!)
  const monthly = /^([\d?]{1,2})[./-](\d{4})$/.exec(written)
  if (monthly) return dated(monthly[2], part(monthly[1]), undefined)
  const named =
    /^(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s)?(\p{L}[\p{L}\p{M}\s.]*?)(?:\s(\d{1,2})(?:st|nd|rd|th)?)?,?\s(\d{4})(?:\s?г\.?)?$/u.exec(
      written,
    )
  const month = named && months(language).get(bare(named[2]!))
  return month ? dated(named[4], month, part(named[1] ?? named[3])) : null
}
