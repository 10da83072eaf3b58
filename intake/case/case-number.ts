import { randomInt } from 'node:crypto'
import { asciiDigit } from '../form/digits.ts'

/** A case number: 20 digits, 66 bits; digits are read in every script. */
export const newCaseId = (): string =>
  Array.from({ length: 4 }, () => String(randomInt(100_000)).padStart(5, '0')).join('')

/** The name of the data key that a case, and all that lies beside it, is sealed under. */
export const caseKey = (id: string): string => `case.${id}`

/** A case number as somebody typed it: in groups, in the digits of any script, with marks of direction or not. */
export const digitsOf = (typed: string): string =>
  typed.replace(/\P{Nd}/gu, '').replace(/\p{Nd}/gu, (digit) => asciiDigit(digit))
