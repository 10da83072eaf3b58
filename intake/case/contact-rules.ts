import { type Answers, answerTo, has } from '../form/answers.ts'
import { traitsOf } from '../form/channels.ts'
import { DAY, FINLAND, HOUR, isWithin, MINUTE } from '../hours/time.ts'

/**
 * How she may be reached, in code: what she answered under `contact.*` decides whether a contact that the desk
 * starts may be made, and why not. A reply in a conversation she has open is no such contact.
 */
export interface Contact {
  /** `reply`: into a conversation she has open. Otherwise one of the options of `contact.way`. */
  way: string
  /** Milliseconds since 1970. */
  at: number
  /** `neutral` says nothing of what it is about, `open` may. */
  words: 'neutral' | 'open'
  /** BCP 47 tag of what is said or written. */
  language: string
  /** Something is left for whoever finds it: voicemail, a note. Her own chosen way of writing is not. */
  left?: boolean
  /** Somebody other than her takes it. */
  other?: boolean
}

/** Why a contact may not be made. */
export const reasons = [
  'noWay',
  'codeOnly',
  'otherWay',
  'hours',
  'noMessages',
  'neutralWords',
  'onlyToMe',
  'language',
] as const
export type Reason = (typeof reasons)[number]

/** Hours of the day in Finland, from and before, of the options of `contact.rules`. */
const parts: Record<string, readonly [number, number]> = {
  morning: [8, 12],
  afternoon: [12, 16],
  evening: [16, 20],
  late: [20, 22],
}
const WEEK = 7 * DAY
/** Without a wish of hers: a usual day. */
const DAYTIME = [8, 20] as const

const clockOf = new Intl.DateTimeFormat('en-GB', {
  timeZone: FINLAND,
  hour: '2-digit',
  hourCycle: 'h23',
})
/** Hour of the day in Finland, summer time counted. */
export const hourAt = (at: number): number => Number(clockOf.format(at))

/** When she may be reached, as [from, before] in hours of the day; joined where one follows another. */
export function hoursOf(answers: Answers): (readonly [number, number])[] {
  if (has(answers, 'contact.rules', 'anytime')) return [[0, 24]]
  const chosen = Object.entries(parts).flatMap(([id, span]) =>
    has(answers, 'contact.rules', id) ? [span] : [],
  )
  if (chosen.length === 0) return [DAYTIME]
  const spans: (readonly [number, number])[] = []
  for (const [from, before] of chosen) {
    const last = spans.at(-1)
    if (last?.[1] === from) spans[spans.length - 1] = [last[0], before]
    else spans.push([from, before])
  }
  return spans
}

const dayOf = new Intl.DateTimeFormat('en-GB', { timeZone: FINLAND, weekday: 'short' })
const isWeekend = (at: number): boolean => ['Sat', 'Sun'].includes(dayOf.format(at))

/** Hours she chose hold on weekdays, at weekends too where she says so; weekends chosen alone hold alone. */
function onHerDays(answers: Answers, at: number): boolean {
  const weekend = has(answers, 'contact.rules', 'weekend')
  const hours = has(answers, 'contact.rules', ...Object.keys(parts))
  return isWeekend(at) ? weekend || !hours : hours || !weekend
}

const inHours = (answers: Answers, at: number) =>
  onHerDays(answers, at) &&
  hoursOf(answers).some(([from, before]) => hourAt(at) >= from && hourAt(at) < before)

/** When being within her hours next changes, to the minute; `null`: never. */
export function changesAt(answers: Answers, at: number): number | null {
  const now = inHours(answers, at)
  const start = at - (at % HOUR)
  for (let next = start + HOUR; next < at + WEEK; next += HOUR)
    if (inHours(answers, next) !== now) return next
  return null
}

/** So many letters of a language's name tell it in its inflected forms too: `arabi` is in `arabiaksi`. */
const STEM = 4
/** An ending of a name may be so many letters longer: `venäjänkielellä` is, `venäjänkielinen mieskin` is two words. */
const ENDING = 11

/** Words that may stand beside a name without changing what it says, in the languages of the desk and of people. */
const beside = new Set(
  [
    'please thanks in the language only',
    'kieli kielellä kielelle kiitos vain',
    'tack språk språket på bara',
    'язык языке на по пожалуйста только спасибо',
    'اللغة لغة باللغة من فضلك فضلكم شكرا فقط',
  ].flatMap((words) => words.split(' ')),
)

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFC')
    .match(/[\p{L}\p{M}]+/gu) ?? []

/**
 * Does what she wrote of the language name this one and nothing else, in her language, its own, or one of the
 * desk's? Whatever else stands there ("not Russian", "Russian or maybe English") is for a person to read: a
 * contact is never allowed by a word picked out of a sentence.
 */
function names(words: string, written: string, language: string): boolean {
  const stems = [written, language, 'fi', 'sv', 'en'].flatMap((tag) => {
    const name = wordsOf(new Intl.DisplayNames(tag, { type: 'language' }).of(language) ?? language)
    return name.slice(0, 1).map((word) => bare(word).slice(0, STEM))
  })
  const named = (word: string) =>
    stems.some((stem) => bare(word).startsWith(stem) && word.length <= stem.length + ENDING)
  const said = wordsOf(words).filter((word) => !beside.has(word))
  return said.length > 0 && said.every(named)
}

/** Without the Arabic article and "in"; "по-" is a word of its own here. */
const bare = (word: string): string => word.replace(/^(?:بال|ال)/, '')

/** The language she asked for, in her words, or else the one in which she said how to reach her. */
function speaks(answers: Answers, language: string): boolean {
  const wish = answers['contact.callLanguage']
  if (wish?.status === 'answered') return names(String(wish.value), wish.language, language)
  return answers['contact.way']?.language === language
}

/** `null`: allowed. Otherwise the first reason against it; the way comes before the hour, the hour before the words. */
export function refusal(answers: Answers, contact: Contact): Reason | null {
  const { way, at, words, language, left, other } = contact
  if (way === 'reply') return null
  const chosen = answerTo(answers, 'contact.way')
  if (chosen === undefined) return 'noWay'
  if (chosen === 'codeOnly') return 'codeOnly'
  if (chosen !== way) return 'otherWay'
  if (!inHours(answers, at)) return 'hours'
  if (left && has(answers, 'contact.rules', 'noMessages')) return 'noMessages'
  if (words === 'open' && has(answers, 'contact.rules', 'neutralWords')) return 'neutralWords'
  if (other && has(answers, 'contact.rules', 'onlyToMe')) return 'onlyToMe'
  return speaks(answers, language) ? null : 'language'
}

const OPEN_FOR = 30 * MINUTE

/** The way a message into a conversation goes: a reply, unless the channel rings and she has been silent for long. */
export const wayOf = (channel: string, heard: number, at: number): string =>
  isWithin(heard, OPEN_FOR, at) ? 'reply' : (traitsOf(channel).rings ?? 'reply')

/** One line of what may and may not be done just now. */
export interface Advice {
  may: boolean
  /** `reply`, `contact`, or what is asked: `open`, `left`, `other`, `otherWay`, `otherLanguage`. */
  what: string
  /** Of `contact`: the way she chose. */
  way?: string
  why?: Reason
}

/**
 * Everything that can be asked of the rules at this moment, so that nobody has to work it out before calling.
 * `languages`: those that may be spoken, one at least, the likeliest first.
 */
export function advice(answers: Answers, at: number, languages: readonly string[]): Advice[] {
  const way = answerTo(answers, 'contact.way')
  const chosen = typeof way === 'string' && way !== 'codeOnly' ? way : undefined
  const language = languages.find((one) => speaks(answers, one)) ?? languages[0]!
  const neutral: Contact = { way: chosen ?? '', at, words: 'neutral', language }
  const one = (what: string, contact: Contact, more: Partial<Advice> = {}): Advice => {
    const why = refusal(answers, contact)
    return { may: why === null, what, ...more, ...(why ? { why } : {}) }
  }
  const lines = [one('reply', { ...neutral, way: 'reply' })]
  lines.push(one('contact', neutral, chosen ? { way: chosen } : {}))
  if (!chosen) return lines
  // Said only where the contact itself may be made, or they would repeat why not.
  if (lines[1]!.may) {
    lines.push(one('open', { ...neutral, words: 'open' }))
    if (chosen === 'phone') lines.push(one('left', { ...neutral, left: true }))
    if (chosen === 'phone') lines.push(one('other', { ...neutral, other: true }))
  }
  lines.push({ may: false, what: 'otherWay', why: 'otherWay' })
  lines.push({ may: false, what: 'otherLanguage', why: 'language' })
  return lines
}
