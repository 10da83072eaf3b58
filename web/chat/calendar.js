// What the plain page says, wherever it is drawn: a month and a few measures, out of what Intl knows of a language.
// Nothing is fetched for it, and nothing in it ages.

/** @typedef {{ year: number, month: number, day: number }} Day of the calendar used in Finland; January is 0 */

/** @param {string} language @param {Day} today @param {number} ahead months from now */
export function monthOf(language, today, ahead) {
  const at = (/** @type {number} */ day) => new Date(Date.UTC(today.year, today.month + ahead, day))
  const written = (/** @type {Intl.DateTimeFormatOptions} */ how) =>
    new Intl.DateTimeFormat(language, { ...how, calendar: 'gregory', timeZone: 'UTC' })
  const days = new Date(Date.UTC(today.year, today.month + ahead + 1, 0)).getUTCDate()
  const begins = /** @type {any} */ (new Intl.Locale(language)).getWeekInfo?.().firstDay ?? 1
  const gap = (at(1).getUTCDay() - (begins % 7) + 7) % 7
  const digits = new Intl.NumberFormat(language)
  const cells = Array.from({ length: Math.ceil((gap + days) / 7) * 7 }, (_, cell) => {
    const day = cell - gap + 1
    return {
      text: day < 1 || day > days ? '' : digits.format(day),
      today: ahead === 0 && day === today.day,
    }
  })
  // 4 January 2026 is a Sunday.
  const week = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2026, 0, 4 + begins + day)))
  const [short, long] = [written({ weekday: 'short' }), written({ weekday: 'long' })]
  return {
    name: written({ month: 'long', year: 'numeric' }).format(at(1)),
    head: week.map((day) => ({ short: short.format(day), long: long.format(day) })),
    weeks: Array.from({ length: cells.length / 7 }, (_, row) => cells.slice(row * 7, row * 7 + 7)),
  }
}

/** @type {[string, string, (x: number) => number][]} */
const measures = [
  ['kilometer', 'mile', (x) => x / 1.609344],
  ['kilogram', 'pound', (x) => x / 0.45359237],
  ['centimeter', 'inch', (x) => x / 2.54],
  ['liter', 'gallon', (x) => x / 3.785411784],
  ['celsius', 'fahrenheit', (x) => x * 1.8 + 32],
]

/** @param {string} language @param {string} unit @param {number} x */
const amount = (language, unit, x) =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 2,
  }).format(x)

/** So much of a measure, and the same in the other one. @param {string} language @param {number} which @param {number} x */
export function converted(language, which, x) {
  const [from, to, f] = measures[which] ?? /** @type {(typeof measures)[0]} */ (measures[0])
  return {
    from: amount(language, from, x),
    both: `${amount(language, from, x)} = ${amount(language, to, f(x))}`,
  }
}

/** @param {string} language */
export const pairsIn = (language) => measures.map((_, which) => converted(language, which, 1).both)

/** @param {string} text digits of any script */
export const numberIn = (text) => {
  const plain = text
    .trim()
    .replace(/[٠-٩]/g, (one) => String(one.charCodeAt(0) - 0x660))
    .replace(/[,٫]/g, '.')
  return plain && Number.isFinite(Number(plain)) ? Number(plain) : null
}
