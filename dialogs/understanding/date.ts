// A date by parts, read only when it can mean one thing: a year alone, or year-month-day with hyphens.
// 3/4/2025 is two dates, and 1404 or 2568 a year of another calendar: asked again, never converted.
import { plain } from './text.ts'

export type HeardDate = { ok: true; year: number; month?: number; day?: number } | { ok: false }

export function hearDate(text: string, now: Date = new Date()): HeardDate {
  const parts = /^(\d{4})(?:-(\d{1,2})-(\d{1,2}))?\.?$/.exec(plain(text).trim())?.slice(1)
  if (!parts) return { ok: false }
  const year = Number(parts[0])
  if (year < 1900 || year > now.getUTCFullYear()) return { ok: false }
  if (!parts[1]) return { ok: true, year }
  const [month, day] = [Number(parts[1]), Number(parts[2])]
  const real = new Date(Date.UTC(year, month - 1, day))
  const exists = real.getUTCMonth() === month - 1 && real.getUTCDate() === day
  return exists ? { ok: true, year, month, day } : { ok: false }
}
