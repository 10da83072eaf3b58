import { asciiDigit } from './digits.ts'

/** How a person may be told from a text, without reading it: what has a look of its own. Names have none. */
const signs: readonly RegExp[] = [
  /[^\s@]+@[^\s@]+\.[^\s@]+/,
  // A Finnish personal identity code, its sign or letter in any of the forms in use.
  /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b/i,
  // 3.4.1995, 3/4/95, 1995-04-03.
  /\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/,
  // A phone or customer number: seven digits or more, with what people put between them.
  /(?:\d[\s()./-]{0,2}){6,}\d/,
]

export const mayIdentify = (text: string): boolean => {
  const plain = text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit)
  return signs.some((sign) => sign.test(plain))
}
