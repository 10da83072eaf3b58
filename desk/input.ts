/** A word or a number as it was given; of anything else nothing, because `String` itself throws at some of it. */
export const wordOf = (given: unknown): string =>
  typeof given === 'string' || typeof given === 'number' ? String(given) : ''
