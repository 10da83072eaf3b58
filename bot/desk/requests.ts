import { randomUUID } from 'node:crypto'
import { type Filled, readPhrase } from '../../intake/phrases.ts'
import { outcomes } from '../../web/console/view.ts'
import { Refusal } from '../errors.ts'
import type { FromWorker } from '../turn.ts'
import { NotAllowed } from './admit.ts'
import type { Worker } from './desk.ts'
import { may } from './roles.ts'
import type { Session } from './session.ts'

/** What a caseworker's form or program may ask for, read strictly: whatever does not fit is refused, not mended. */
export const LONGEST_MESSAGE = 4000

/** Line breaks and tabs stay; no other control character reaches the person. */
const clean = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim()

/** @throws Refusal BAD_REQUEST */
export function messageOf(given: Record<string, unknown>, worker: Worker, spoken: string): FromWorker {
  const { text, language = spoken, id = randomUUID() } = given
  if (typeof id !== 'string' || !/^[\w.:-]{1,100}$/.test(id))
    throw new Refusal('BAD_REQUEST', 'id is not usable')
  // Two workers may count their messages alike.
  const mine = `${worker.id}.${id}`
  if (given.phrase !== undefined) return { id: mine, ...phraseOf(given) }
  const words = typeof text === 'string' ? clean(text) : ''
  if (!words) throw new Refusal('BAD_REQUEST', 'text is missing')
  if (words.length > LONGEST_MESSAGE) throw new Refusal('BAD_REQUEST', 'text is too long')
  if (typeof language !== 'string' || !isTag(language)) throw new Refusal('BAD_REQUEST', 'no such language')
  return { id: mine, text: words, language }
}

/** A form names the places side by side, a program puts them in `with`. @throws Refusal BAD_REQUEST */
export function phraseOf(given: Record<string, unknown>): { phrase: string; filled: Filled } {
  const read = readPhrase(given.phrase, given.with ?? given)
  if (!read) throw new Refusal('BAD_REQUEST', 'no such phrase, or one of its places is not filled in right')
  return read
}

/** @throws Refusal BAD_REQUEST */
export function noteOf(given: Record<string, unknown>, worker: Worker): { id: string; text: string } {
  const { id, text = '' } = messageOf(
    { text: given.text, ...(given.id === undefined ? {} : { id: given.id }) },
    worker,
    'und',
  )
  return { id, text }
}

/** @throws Refusal BAD_REQUEST */
export function outcomeOf({ outcome = 'other' }: Record<string, unknown>): string {
  if (typeof outcome === 'string' && outcomes.includes(outcome)) return outcome
  throw new Refusal('BAD_REQUEST', `outcome is one of ${outcomes.join(', ')}`)
}

/** Taking a case back from a colleague is asked for by name, so that no stale page does it. @throws NotAllowed */
export function othersOf({ others }: Record<string, unknown>, session: Session): boolean {
  const wished = others === true || others === 'yes'
  if (wished && !may(session, 'others')) throw new NotAllowed()
  return wished
}

/** @throws Refusal NOT_FOUND */
export function caseIdOf(id: unknown): string {
  if (typeof id === 'string' && /^\d{20}$/.test(id)) return id
  throw new Refusal('NOT_FOUND')
}

function isTag(language: string): boolean {
  try {
    return language.length <= 35 && Intl.getCanonicalLocales(language).length === 1
  } catch {
    return false
  }
}
