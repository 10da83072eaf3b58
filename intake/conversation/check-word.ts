import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { traitsOf } from '../form/channels.ts'
import { HOUR, isWithin, MINUTE } from '../hours/time.ts'
import type { Line } from './line.ts'
import { slowHash } from './slow-hash.ts'

/**
 * A word only she knows. It is asked wherever a return code leads back, and on a phone that is shared or taken away
 * after a pause, before anything of the conversation is shown. A second word, for whoever forces her to say hers,
 * leads to an empty conversation instead: each of the two holds both words, and its own opens it.
 */
export interface Check extends Tries {
  salt: string
  hash: string
  /** Made with scrypt by an earlier program when absent. */
  by?: 'argon2id'
  /** The other word, and the conversation it leads to. */
  other?: { hash: string; to: string }
  /** The try counted last: carried out again after a crash, it counts once. */
  last?: string
}

/** Wrong words since the last right one, and when the first of them was said. */
export interface Tries {
  wrong: number
  since: number
}

/** What decides whether the word is asked: a part of the conversation's state. */
interface Guarded {
  channel: string
  passphrase?: Check
  /** When she was last known to be herself, in milliseconds since 1970; absent: not since she came back. */
  verifiedAt?: number
  /** Covered by her: without a word of hers, the same that covered it opens it again. */
  covered?: true
}

/** Silence after which whoever writes may be somebody else: as long as a conversation counts as open. */
const PAUSE = 30 * MINUTE
const MOST_WRONG = 5
const SHORTEST = 3

/** Small and capital letters, accents' two encodings and spaces make no difference. */
export const spelled = (word: string) => word.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()

/** At least three letters or digits, and not a number of the menu. */
export const isWord = (word: string): boolean =>
  [...spelled(word).replace(/[^\p{L}\p{M}\p{N}]/gu, '')].length >= SHORTEST

async function hashed(word: string, { salt, by }: Pick<Check, 'salt' | 'by'>): Promise<Buffer> {
  const nonce = Buffer.from(salt, 'base64url')
  if (!by) return scryptSync(spelled(word), nonce, 32, { N: 4096 })
  return slowHash({ message: spelled(word), nonce })
}

const text = (hash: Buffer) => hash.toString('base64url')
const equals = (hash: Buffer, kept: string) => timingSafeEqual(hash, Buffer.from(kept, 'base64url'))

export async function makeCheck(word: string): Promise<Check> {
  const made = { salt: text(randomBytes(16)), by: 'argon2id', wrong: 0, since: 0 } as const
  return { ...made, hash: text(await hashed(word, made)) }
}

/** With a second word; where it leads is told from no other conversation's number. */
export async function withSecond(check: Check, word: string): Promise<Check> {
  const to = text(randomBytes(32))
  return { ...check, other: { hash: text(await hashed(word, check)), to } }
}

/** The same two words as the other conversation holds them, which is where the second leads. */
export const mirrored = ({ other, ...check }: Check, from: string): Check => ({
  ...check,
  hash: other!.hash,
  other: { hash: check.hash, to: from },
  wrong: 0,
  since: 0,
})

const fresh = (tries: Tries, now: number): Tries =>
  isWithin(tries.since, HOUR - 1, now) ? { wrong: tries.wrong, since: tries.since } : { wrong: 0, since: now }

/**
 * What opens a conversation to whoever comes back: the words she chose, also where she left before she had written one
 * of them once more. A slip in it opens nothing, as no word would.
 */
export function checkOf({
  passphrase,
  choosing,
}: {
  passphrase?: Check
  choosing?: { again?: Check }
}): Check | undefined {
  const { again } = choosing ?? {}
  return again && passphrase
    ? { ...again, wrong: passphrase.wrong, since: passphrase.since }
    : (again ?? passphrase)
}

/** Five wrong words within an hour: none is right until it is over. */
export const isUsedUp = (tries: Tries, now: number): boolean => fresh(tries, now).wrong >= MOST_WRONG

/** One try: counted, with what it opens. Right, wrong or too late, it takes the same time. `id` names the try. */
export async function tried(
  check: Check,
  word: string,
  now: number,
  id?: string,
): Promise<{ opens: 'here' | 'other' | null; check: Check }> {
  const hash = await hashed(word, check)
  const here = equals(hash, check.hash)
  const other = equals(hash, (check.other ?? check).hash)
  const opens = here ? 'here' : other ? 'other' : null
  if (id && id === check.last) return { opens, check }
  const { wrong, since } = fresh(check, now)
  const counted = { ...check, since, ...(id ? { last: id } : {}) }
  if (wrong >= MOST_WRONG) return { opens: null, check }
  return { opens, check: { ...counted, wrong: opens ? 0 : wrong + 1 } }
}

/** One more wrong word from the same sender. */
export const missed = (tries: Tries, now: number): Tries => {
  const { wrong, since } = fresh(tries, now)
  return { wrong: wrong + 1, since }
}

export function isLocked({ channel, passphrase, verifiedAt, covered }: Guarded, now: number): boolean {
  if (covered) return true
  if (!passphrase) return false
  return verifiedAt === undefined || (traitsOf(channel).lockScreen && !isWithin(verifiedAt, PAUSE, now))
}

/** While the word is asked nothing else is shown but what was said since, which leaves no trace. */
export const isShown =
  (state: Guarded & { hiddenUpTo: number }, now: number) =>
  ({ seq, once, from }: Line): boolean =>
    seq > state.hiddenUpTo && (!isLocked(state, now) || once === true || from === 'person')
