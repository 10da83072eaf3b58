import { DAY } from '../../intake/hours/time.ts'
import type { Open } from './kinds.ts'
import type { Span } from './lexicon.ts'
import type { Token } from './message.ts'
import { tile } from './tile.ts'

// When it was, or how old she was, in words of her own: "two years ago", "in spring", "when I was 15". What each word
// of a language is stands in `times` of its `heard.json`; here they are put together, and become options.

const DAYS: Record<string, number> = { day: 1, week: 7, month: 30.44, year: 365.25 }

/** How many days ago it was, at least and at most. */
type Ago = readonly [nearest: number, farthest: number]

/** The options that a time may be, by the question: the first whose days hold it. */
const LIMITS: Record<string, readonly (readonly [id: string, days: number])[]> = {
  'where.when': [
    ['lessThanMonth', 30],
    ['lessThanYear', 365],
    ['1to5years', 5 * 365.25],
    ['over5years', Number.POSITIVE_INFINITY],
  ],
  'where.lastContact': [
    ['week', 7],
    ['month', 31],
    ['3months', 92],
    ['6months', 184],
    ['12months', 366],
    ['longer', Number.POSITIVE_INFINITY],
  ],
}

/** What a whole message says of time, as options: one is its answer, several are what it may mean. */
export function optionsInTime(tokens: readonly Token[], spans: readonly Span[], open: Open): string[] {
  if (open.key in LIMITS) return limited(agoIn(tokens, spans, open), open.key)
  if (open.key !== AGE_THEN && open.key !== AGE) return []
  const age = ageIn(tokens, spans, open)
  return age === null ? [] : [age]
}

/** The same of some words within a longer message, which are no answer; and which words. */
export function timeNamed(tokens: readonly Token[], spans: readonly Span[], open: Open) {
  if (!(open.key in LIMITS)) return null
  for (let size = LONGEST; size > 1; size -= 1)
    for (let from = 0; from + size <= tokens.length; from += 1) {
      const to = from + size
      const within = spans.filter((span) => span.from >= from && span.to <= to)
      if (!within.some(({ name }) => name.startsWith(TIME))) continue
      const moved = within.map((span) => ({ ...span, from: span.from - from, to: span.to - from }))
      const ids = limited(agoIn(tokens.slice(from, to), moved, open), open.key)
      if (ids.length > 0) return { ids, span: { name: TIME, from, to, slipped: false } }
    }
  return null
}
const LONGEST = 5

function limited(ago: Ago | null, key: string): string[] {
  if (!ago) return []
  const limits = LIMITS[key]!
  const [first, last] = ago.map((days) => limits.findIndex(([, limit]) => days <= limit))
  return limits.slice(first, last! + 1).map(([id]) => id)
}

const TIME = 'time:'
const NUMBER = 'number:'
const AROUND = new Set(['{courtesy}', '{fillers}', 'time:about'])
const YEAR = /^(?:19|20)\d\d$/
/** "13v". */
const YEARS_OLD = /^(\d{1,3})(?:v|vee|y|yo|yr|yrs|år|l|л|лет|год|г|سنة|عام)$/u
const AMOUNT = /^([\d.]+)(day|week|month|year)$/

/** The words of a message that is made of nothing else, by what they are: `n` a number, `y` a year. */
function wordsIn(tokens: readonly Token[], spans: readonly Span[], open: Open, more: readonly string[] = []) {
  const own = `option:${open.key}:`
  const digits = tokens.flatMap(({ word }, from) => {
    const number = /^\d{1,4}$/.test(word) ? word : open.key === AGE ? YEARS_OLD.exec(word)?.[1] : undefined
    return number ? [{ name: NUMBER + Number(number), from, to: from + 1, slipped: false }] : []
  })
  const said = spans.filter(
    ({ slipped, name }) => !slipped && !(name.startsWith(NUMBER) && name.endsWith('-1')),
  )
  const found = tile(tokens.length, [...said, ...digits], ({ name }) => {
    if (AROUND.has(name) || name === own) return ''
    if (more.includes(name)) return name
    return name.startsWith(TIME) || name.startsWith(NUMBER) ? name : null
  })
  return found?.meanings ?? []
}

function agoIn(tokens: readonly Token[], spans: readonly Span[], open: Open): Ago | null {
  const words = wordsIn(tokens, spans, open)
  const times = words.filter((name) => name.startsWith(TIME)).map((name) => name.slice(TIME.length))
  const numbers = words
    .filter((name) => name.startsWith(NUMBER))
    .map((name) => Number(name.slice(NUMBER.length)))
  const years = numbers.filter((one) => YEAR.test(String(one)))
  const says = (name: string) => times.includes(name)
  const season = times.find((name) => name in SEASONS) ?? times.find((name) => MONTH.test(name))
  // "Since 2019" is no time at which it was.
  if (years.length > 0 && says('ago')) return null
  if (years.length === 1 && numbers.length === 1) return ofYear(years[0]!, season, open.today)
  if (season && numbers.length === 0) return latest(season, open.today)
  const units = times.filter((name) => name in DAYS || AMOUNT.test(name))
  if (units.length !== 1 || numbers.length > 1) return null
  const [, many, unit] = AMOUNT.exec(units[0]!) ?? [null, undefined, units[0]!]
  const days = DAYS[unit!]!
  // "Last week" may be yesterday.
  if (says('last') && !says('ago') && numbers.length === 0 && !many)
    return unit === 'year' ? null : [1, 2 * days - 1]
  if (!says('ago')) return null
  if (says('few')) return numbers.length > 0 || many ? null : [2 * days, 4 * days]
  const amount = Number(many ?? numbers[0] ?? 1) * (says('half') ? 0.5 : 1)
  return amount > 0 && amount * days < MOST_DAYS ? [amount * days, amount * days] : null
}
const MOST_DAYS = 100 * 365

/** The first and last month of each. Winter begins in the year before. */
const SEASONS: Record<string, readonly [from: number, to: number]> = {
  spring: [3, 5],
  summer: [6, 8],
  autumn: [9, 11],
  winter: [12, 14],
}
const MONTH = /^month(\d+)$/

const monthsOf = (season: string | undefined): readonly [number, number] => {
  if (!season) return [1, 12]
  const month = Number(MONTH.exec(season)?.[1])
  return SEASONS[season] ?? [month, month]
}

function ofYear(year: number, season: string | undefined, today: number | undefined): Ago | null {
  if (today === undefined) return null
  const [from, to] = monthsOf(season)
  const first = Math.floor((today - Date.UTC(year, from - 1, 1)) / DAY)
  const last = Math.floor((today - Date.UTC(year, to, 1)) / DAY)
  return first < 0 ? null : [Math.max(0, last), first]
}

/** The last one that is over. While it goes on, "in spring" is either. */
function latest(season: string, today: number | undefined): Ago | null {
  if (today === undefined) return null
  const year = new Date(today).getUTCFullYear()
  const ago = [year, year - 1, year - 2].map((one) => ofYear(one, season, today)).find((one) => one !== null)
  return ago && ago[0] > 0 ? ago : null
}

const TENS = 'time:tens'
export const AGE = 'identity.age'
const AGE_THEN = 'where.underage'
export const OLDEST = 110
const GROWN = 18

/** The option of `identity.age` that an age in years is. */
export const ageGroup = (age: number) => (age >= GROWN ? 'adult' : age >= 15 ? '15to17' : 'under15')

/** Asked how old she is, or whether she was a child then: an age, with words that say it is one. */
function ageIn(tokens: readonly Token[], spans: readonly Span[], open: Open): string | null {
  const words = wordsIn(tokens, spans, open, open.key === AGE_THEN ? ['{yes}', '{no}'] : [])
  const isOf = (name: string) =>
    name.startsWith(NUMBER) ||
    name === TENS ||
    name === 'time:aged' ||
    name === 'time:year' ||
    name[0] === '{'
  const numbers = words.filter((name) => name.startsWith(NUMBER))
  // "Thirty", "forty two", "in my twenties": how many beside the tens makes no difference.
  const tens = words.filter((name) => name === TENS || name === `${NUMBER}20`).length === 1
  const units = numbers.filter((name) => name !== `${NUMBER}20`)
  const grown = tens && words.every(isOf) && units.every((name) => name.length === NUMBER.length + 1)
  if (grown && units.length < 2 && (words.includes(TENS) || units.length > 0))
    return open.key === AGE ? 'adult' : words.some((name) => name[0] === '{' && name !== '{no}') ? null : 'no'
  if (numbers.length !== 1 || !words.every(isOf)) return null
  const age = Number(numbers[0]!.slice(NUMBER.length))
  const written = tokens.some(({ word }) => YEARS_OLD.test(word))
  const bare = !written && !words.some((name) => name.startsWith(TIME))
  // A small number alone may be the number of an option.
  if (age > OLDEST || (bare && (open.key === AGE || age <= open.options.length))) return null
  if (open.key === AGE) return ageGroup(age)
  const answer = age < GROWN ? 'yes' : 'no'
  return words.every((name) => name[0] !== '{' || name === `{${answer}}`) ? answer : null
}
