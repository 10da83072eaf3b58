import { findPhoneNumbersInText, parsePhoneNumberWithError } from 'libphonenumber-js/min'
import { asciiDigit } from './digits.ts'

/** A number as it is dialled from anywhere. */
export interface Dialable {
  /** E.164, such as `+358401234567`. */
  e164: string
  /** Grouped for reading, such as `+358 40 1234567`. */
  shown: string
  /** She wrote no country code: it is that number if it is a Finnish one. */
  ifFinnish: boolean
}

const HOME = 'FI'
/** Without the country code: shorter ones that libphonenumber takes for possible are service numbers, none of hers. */
const FEWEST_DIGITS = 6

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Cf}]/gu, '')
    .replace(/\(0\)/g, '')

/** The whole text is one phone number; `null`: it is not, or it is more than that. */
export function dialable(text: string): Dialable | null {
  try {
    const written = plain(text).trim()
    const found = parsePhoneNumberWithError(written, { defaultCountry: HOME, extract: false })
    if (!found.isPossible() || found.nationalNumber.length < FEWEST_DIGITS) return null
    return {
      e164: found.number,
      shown: found.formatInternational(),
      ifFinnish: !/^(?:\+|00)/.test(written.replace(/^\(/, '')),
    }
  } catch {
    return null
  }
}

/** The one number in a sentence such as "call me at 040 1234567"; `null` where there is none, or more than one. */
export function numberWithin(text: string): string | null {
  const found = findPhoneNumbersInText(plain(text), HOME)
  return found.length === 1 ? found[0]!.number.number : null
}
