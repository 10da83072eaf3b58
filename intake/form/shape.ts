import { type Answers, has } from './answers.ts'
import { dialable, numberWithin } from './phone.ts'

/** `fits`: looks like what was asked for. `odd`: shown back once. `nothing`: there is nothing to read in it. */
export type Shape = 'fits' | 'odd' | 'nothing'

const MOST_NAMES = 6
const words = (text: string): number => text.trim().split(/\s+/).length

/** Short answers that have a look of their own; what is not here is taken as it is written. */
const shapes: Record<string, (text: string, answers: Answers) => boolean> = {
  'contact.value': (text, answers) => {
    if (has(answers, 'contact.way', 'email')) return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())
    if (has(answers, 'contact.way', 'phone', 'sms')) return dialable(text) !== null
    if (has(answers, 'contact.way', 'viaReferrer')) return holdsContact(text)
    if (has(answers, 'contact.way', 'viaCentre', 'viaLawyer')) return words(text) <= 2 * MOST_NAMES
    return words(text) <= MOST_NAMES
  },
  'identity.name': isName,
  'referrer.name': isName,
  'referrer.contact': holdsContact,
  'where.municipality': isShort,
  'identity.nationality': isShort,
  'identity.motherTongue': isShort,
  'needs.interpreterLanguage': isShort,
  'identity.customerNumber': (text) => /\p{Nd}/u.test(text) && words(text) <= MOST_NAMES,
  'needs.crimeReference': (text) => /\p{Nd}/u.test(text) && words(text) <= MOST_NAMES,
  'contact.codeWord': isShort,
  'contact.callLanguage': isShort,
}

function isShort(text: string): boolean {
  return words(text) <= MOST_NAMES
}

function isName(text: string): boolean {
  return isShort(text) && !/[\p{Nd}@]/u.test(text)
}

/** Is this a question with a short answer that is shown back when it does not look like one? */
export const hasShape = (key: string): boolean => Object.hasOwn(shapes, key)

export function shapeOf(key: string, text: string, answers: Answers): Shape {
  if (!/[\p{L}\p{N}]/u.test(text)) return 'nothing'
  return (shapes[key]?.(text, answers) ?? true) ? 'fits' : 'odd'
}

/** "Call me at 040 1234567 in the evening": how to reach her, told in words. */
export function holdsContact(text: string): boolean {
  return numberWithin(text) !== null || /[^\s@]+@[^\s@]+\.[^\s@]+/.test(text)
}
