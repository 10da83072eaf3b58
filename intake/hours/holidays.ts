import { DAY, isoDay } from './time.ts'

/**
 * Finland's public holidays and the two eves that public offices are closed on, by rule. The same days as
 * `data/countries/FI.yaml` of the date-holidays project, without New Year's Eve, which is a working day.
 */
const fixed = ['01-01', '01-06', '05-01', '12-06', '12-24', '12-25', '12-26']
/** Days from Easter Sunday: Good Friday, Easter, Easter Monday, Ascension Day, Whit Sunday. */
const fromEaster = [-2, 0, 1, 39, 49]

const SATURDAY = 6

const known = new Map<number, ReadonlySet<string>>()

/** ISO dates of one year. */
export function holidaysOf(year: number): ReadonlySet<string> {
  const kept = known.get(year)
  if (kept) return kept
  const easter = easterOf(year)
  const midsummer = saturdayFrom(Date.UTC(year, 5, 20))
  const days = new Set([
    ...fixed.map((day) => `${year}-${day}`),
    ...fromEaster.map((days) => isoDay(easter + days * DAY)),
    isoDay(midsummer - DAY),
    isoDay(midsummer),
    // All Saints' Day
    isoDay(saturdayFrom(Date.UTC(year, 9, 31))),
  ])
  known.set(year, days)
  return days
}

const saturdayFrom = (at: number): number => at + ((SATURDAY - new Date(at).getUTCDay() + 7) % 7) * DAY

/** Easter Sunday of the Gregorian calendar, by the "anonymous" algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)
}
