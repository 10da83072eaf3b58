import { randomUUID } from 'node:crypto'
import type { FromWorker } from '../../intake/conversation/line.ts'
import { type Chosen, type Phrasebook, phrases, readPhrase } from '../../intake/form/phrases.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Fields } from '../fields.ts'
import type { Worker } from '../worker.ts'

export const LONGEST_MESSAGE = 4000

export function isTag(language: string): boolean {
  try {
    return language.length <= 35 && Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}
/** A form names the places side by side, a program puts them in `with`. @throws Refusal BAD_REQUEST */
export function phraseOf(given: Fields, book: Phrasebook): Chosen {
  const read = readPhrase(given.phrase, given.with ?? given, book)
  if (!read) throw new Refusal('BAD_REQUEST', 'no such phrase, or one of its places is not filled in right')
  return read
}
/** @throws Refusal BAD_REQUEST */
export function messageOf(
  given: Fields,
  worker: Worker,
  spoken: string,
  book: Phrasebook = phrases,
): FromWorker {
  const { text, language = spoken, id = randomUUID() } = given
  if (typeof id !== 'string' || !/^[\w.:-]{1,100}$/.test(id))
    throw new Refusal('BAD_REQUEST', 'id is not usable')
  // Two workers may count their messages alike.
  const mine = `${worker.id}.${id}`
  if (given.phrase !== undefined) return { id: mine, ...phraseOf(given, book) }
  const words = typeof text === 'string' ? plainText(text) : ''
  if (!words) throw new Refusal('BAD_REQUEST', 'text is missing')
  if (words.length > LONGEST_MESSAGE) throw new Refusal('BAD_REQUEST', 'text is too long')
  if (typeof language !== 'string' || !isTag(language)) throw new Refusal('BAD_REQUEST', 'no such language')
  return { id: mine, text: words, language }
}
