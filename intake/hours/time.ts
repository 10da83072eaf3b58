/** Spans of time, in milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Clocks of two machines agree within so much: what lies further ahead was written by a clock that was wrong. */
export const SKEW = MINUTE

/** Did it happen no longer ago than `span`? What lies ahead did not happen yet. */
export const isWithin = (at: number, span: number, now: number): boolean =>
  now - at <= span && at - now <= SKEW

/** Where the people are who meet: times are told by a clock there. */
export const FINLAND = 'Europe/Helsinki'

/** ISO 8601, as other systems read it. */
export const isoTime = (at: number): string => new Date(at).toISOString()
export const isoDay = (at: number): string => isoTime(at).slice(0, 10)

/** Dates of plain `en` put the month first, which is misread in Finland. */
export const regional = (language: string): string => (language === 'en' ? 'en-GB' : language)

/** Writes days and times of Finland as their reader does, in the calendar used here and by a clock of 24 hours. */
export const inFinland = (language: string, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(regional(language), {
    ...how,
    timeZone: FINLAND,
    calendar: 'gregory',
    hourCycle: 'h23',
  })

/** As a person is told when something ends. */
export const dateInFull = (language: string, at: number): string =>
  inFinland(language, { dateStyle: 'long', timeStyle: 'short' }).format(at)

/** The time of day, to the minute. */
export const clockAt = (language: string, at: number): string =>
  inFinland(language, { hour: '2-digit', minute: '2-digit' }).format(at)

/** From and before, in milliseconds since 1970, as the day and the hours; `short` where there is little room. */
export const openingIn = (language: string, from: number, before: number, style: 'long' | 'short' = 'long') =>
  inFinland(language, {
    weekday: style,
    day: 'numeric',
    month: style === 'long' ? 'long' : 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).formatRange(from, before)
