import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { traitsOf } from '../form/channels.ts'
import type { Line } from './line.ts'

/**
 * A word only she knows. On a phone that is shared or taken away it is asked after a pause, and wherever a
 * return code leads back to a conversation that has one, before anything of the conversation is shown.
 */
export interface Check {
  salt: string
  hash: string
  /** Wrong words since the last right one, and when the first of them was said. */
  wrong: number
  since: number
}

/** What decides whether the word is asked: a part of the conversation's state. */
interface Guarded {
  channel: string
  passphrase?: Check
  /** When she was last known to be herself, in milliseconds since 1970; absent: not since she came back. */
  verifiedAt?: number
}

/** Silence after which whoever writes may be somebody else: as long as a conversation counts as open. */
const PAUSE = 30 * 60_000
const MOST_WRONG = 5
const HOUR = 3_600_000
const SHORTEST = 3

/** Small and capital letters, accents' two encodings and spaces make no difference. */
const spelled = (word: string) => word.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
const hashed = (word: string, salt: string) =>
  scryptSync(spelled(word), Buffer.from(salt, 'base64url'), 32, { N: 4096 })

/** At least three letters or digits, and not a number of the menu. */
export const isWord = (word: string): boolean =>
  [...spelled(word).replace(/[^\p{L}\p{M}\p{N}]/gu, '')].length >= SHORTEST

export function makeCheck(word: string): Check {
  const salt = randomBytes(16).toString('base64url')
  return { salt, hash: hashed(word, salt).toString('base64url'), wrong: 0, since: 0 }
}

/** Counts a wrong word; after five within an hour no word is right until the hour is over. */
export function tried(check: Check, word: string, now: number): { right: boolean; check: Check } {
  const fresh = now - check.since >= HOUR ? { ...check, wrong: 0, since: now } : check
  if (fresh.wrong >= MOST_WRONG) return { right: false, check: fresh }
  const right = timingSafeEqual(hashed(word, check.salt), Buffer.from(check.hash, 'base64url'))
  return { right, check: right ? { ...fresh, wrong: 0 } : { ...fresh, wrong: fresh.wrong + 1 } }
}

export function isLocked({ channel, passphrase, verifiedAt }: Guarded, now: number): boolean {
  if (!passphrase) return false
  return verifiedAt === undefined || (traitsOf(channel).lockScreen && now - verifiedAt > PAUSE)
}

/** While the word is asked nothing else is shown but what was said since, which leaves no trace. */
export const isShown =
  (state: Guarded & { hiddenUpTo: number }, now: number) =>
  ({ seq, once, from }: Line): boolean =>
    seq > state.hiddenUpTo && (!isLocked(state, now) || once === true || from === 'person')
