import { randomInt } from 'node:crypto'

/** A case number: 20 digits, 66 bits; digits are read in every script. */
export const newCaseId = (): string =>
  Array.from({ length: 4 }, () => String(randomInt(100_000)).padStart(5, '0')).join('')
