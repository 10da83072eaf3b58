import { z } from 'zod'
import { regional } from '../hours/time.ts'
import type { Contacts } from './contacts.ts'
import { onOneLine } from './plain-text.ts'
import type { Translate } from './words.ts'

/**
 * Sentences that a worker may send with one choice, said in every language by who speaks it. Kept by id and
 * by what was filled in, never as words: she reads hers and the worker reads the same in the worker's own.
 * The words are in `locales/<tag>/phrases.json`; a number is in one only through a place to fill in.
 */
const kinds = {
  /** A day of the Gregorian calendar, `2026-12-31`. */
  date: z.iso.date(),
  /** A time of day in Finland, `14:30`. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  phone: z
    .string()
    .trim()
    .max(20)
    .regex(/^\+?\d[\d -]*\d$/),
  /** Where to meet, as it is written on the spot: no line breaks, and nothing that turns the text around it. */
  place: z.string().trim().min(1).max(120).regex(onOneLine),
} satisfies Record<string, z.ZodType<string>>

export type Kind = keyof typeof kinds
export const placeKinds = Object.keys(kinds) as Kind[]

/** By group: an id, and after it the places to fill in, each named by its kind. */
const book: Record<string, readonly string[]> = {
  ask: [
    ...['safeNow', 'seen', 'danger', 'goodTime', 'needFirst', 'understand', 'more', 'tonight', 'doctor'],
    ...['children', 'safeWay', 'name', 'inFinland', 'maySpeak', 'questions', 'machine'],
  ],
  reassure: [
    ...['hello', 'glad', 'noHurry', 'notYourFault', 'yourChoice', 'noDetails', 'notSure', 'stop', 'thanks'],
    ...['sorry', 'free', 'permit', 'reading'],
  ],
  next: [
    ...['read', 'moreInfo', 'decision', 'appeal', 'notHere', 'limits', 'help', 'centre', 'police', 'lawyer'],
    ...['add', 'urgent', 'findOut', 'plan date'],
  ],
  call: [
    ...['may', 'which', 'when', 'propose date time', 'agreed date time', 'ourNumber phone', 'callUs phone'],
    ...['alone', 'someoneElse', 'codeWord', 'message', 'change', 'tried'],
  ],
  interpreter: [
    ...['need', 'which', 'free', 'wish', 'not', 'phone', 'booked date time', 'looking', 'another'],
  ],
  meeting: [
    ...['may', 'where', 'propose date time place', 'agreed date time place', 'with', 'without', 'centre'],
    ...['papers', 'travel', 'cannotCome phone', 'moved date time'],
  ],
  closing: ['else', 'end', 'pause', 'colleague', 'code', 'hide', 'care', 'danger'],
}

/** Says nothing of what this is about to somebody else who reads it. */
const neutral = new Set(['ask.goodTime', 'call.tried'])

/** Fits whoever referred her as well: nothing in it is about being the one who needs help. */
const forReferrers = new Set([
  ...['ask.goodTime', 'ask.understand', 'ask.questions', 'ask.machine', 'reassure.hello', 'reassure.reading'],
  ...['next.moreInfo', 'next.notHere', 'next.urgent', 'next.findOut', 'next.plan', 'call.may', 'call.agreed'],
  ...['call.ourNumber', 'call.callUs', 'call.message', 'call.tried', 'interpreter.booked', 'meeting.agreed'],
  ...[
    'meeting.moved',
    'meeting.cannotCome',
    'closing.else',
    'closing.end',
    'closing.pause',
    'closing.colleague',
  ],
])

/** What a sentence says by language (BCP 47), with `{{date}}` and the like where a place is to be filled in. */
export type Words = Readonly<Partial<Record<string, string>>>

export interface Phrase {
  id: string
  group: string
  places: readonly Kind[]
  neutral: boolean
  /** Fits a referrer too. */
  referrer: boolean
  /** Of an agency's own, which is offered in these languages only and is kept with them where it was said. */
  words?: Words
}
export type Phrasebook = ReadonlyMap<string, Phrase>

export const phrases: Phrasebook = new Map(
  Object.entries(book).flatMap(([group, entries]) =>
    entries.map((entry) => {
      const [name, ...places] = entry.split(' ') as [string, ...Kind[]]
      const id = `${group}.${name}`
      return [id, { id, group, places, neutral: neutral.has(id), referrer: forReferrers.has(id) }]
    }),
  ),
)

/** What is filled in, by place. */
export type Filled = Partial<Record<Kind, string>>

/** A sentence as it is sent: its id, what its places hold, and its words where they are an agency's own. */
export interface Chosen {
  phrase: string
  filled: Filled
  words?: Words
}

/** The phrase with exactly what it needs, or `null` when it does not exist or a place is empty or unfit. */
export function readPhrase(id: unknown, given: unknown, book: Phrasebook = phrases): Chosen | null {
  const phrase = typeof id === 'string' ? book.get(id) : undefined
  if (!phrase) return null
  const shape = Object.fromEntries(phrase.places.map((place) => [place, kinds[place]]))
  const filled = z.object(shape).safeParse(given ?? {})
  if (!filled.success) return null
  return { phrase: phrase.id, filled: filled.data as Filled, ...(phrase.words && { words: phrase.words }) }
}

const ISOLATES = { ltr: '\u2066', auto: '\u2068', end: '\u2069' }

/** A date or time as its reader writes it; each kept in its own direction inside right-to-left text. */
function shown(place: Kind, value: string, language: string): string {
  const at = (iso: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(regional(language), { ...options, timeZone: 'UTC', calendar: 'gregory' }).format(
      Date.parse(iso),
    )
  if (place === 'date') return ISOLATES.auto + at(value, { dateStyle: 'full' }) + ISOLATES.end
  if (place === 'time') {
    const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
    return ISOLATES.ltr + at(`1970-01-01T${value}:00Z`, time) + ISOLATES.end
  }
  return (place === 'phone' ? ISOLATES.ltr : ISOLATES.auto) + value + ISOLATES.end
}

interface Saying {
  t: Translate
  contacts: Contacts
  /** Of an agency's own sentence, and the language in which it was sent. */
  words?: Words | undefined
  sent?: string | undefined
  /** What stands where nothing is filled in yet. */
  empty?: (place: Kind) => string
}

/** A phrase in the reader's language; an agency's own as `readIn` says. */
export function sayPhrase(id: string, filled: Filled, saying: Saying): string {
  const { t, contacts, words, sent, empty = () => '…' } = saying
  const language = readIn(words, t.language, sent)
  const said = (place: Kind) => (filled[place] ? shown(place, filled[place], language) : empty(place))
  if (words) return (words[language] ?? '').replace(/\{\{(\w+)\}\}/g, (_, place: Kind) => said(place))
  const places = phrases.get(id)?.places ?? []
  return t(`phrase.${id}`, {
    ...contacts,
    ...Object.fromEntries(places.map((place) => [place, said(place)])),
  })
}

/**
 * The language in which a reader of `language` reads it. Where an agency's own lacks theirs, what was said stays as
 * it was `sent`, and says so; it is not sent so.
 */
export const readIn = (words: Words | undefined, language: string, sent = ''): string =>
  !words || words[language] ? language : sent
