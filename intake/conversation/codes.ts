/**
 * Return codes: 15 digits a person can write on paper and come back with, from any device.
 *
 * What guessing costs. 14 digits are random: 10^14 codes, none better than another. Over the network, 3,000 wrong
 * tries an hour for everybody together are 72,000 a day; with 10,000 codes alive it takes 3.8 years to one chance in a
 * hundred that any of them is hit, and a code alone opens nothing (test/promises/return-code.test.ts prints it). With
 * the store stolen but not the pepper, nothing can be tried at all. With both, one try costs one Argon2id of 64 MiB
 * (0.1 to 0.2 s of a core) and serves against all codes at once, as the hash must be the key to look up by: 300,000
 * years of a core for all 10^14, some 30 for the first hit among 10,000 codes, which is two weeks for who rents 1,000
 * cores. So the pepper must never lie beside the store, and codes not needed should be revoked.
 *
 * The limit is shared by all, so whoever burns it locks everyone's codes until the window ends: 50 senders at full
 * speed, where 100 an hour would fall to two. Callers put a price per sender before it.
 */

import { createHmac, randomInt } from 'node:crypto'
import { asciiDigit } from '../form/digits.ts'
import { withoutControls } from '../form/plain-text.ts'
import { HOUR } from '../hours/time.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { lost, revise, StoreBusy, untilWon } from '../store/revise.ts'
import { sameSecret } from '../store/secrets.ts'
import { slowHash } from './slow-hash.ts'

/** A code as stored: its id is the hash, `conversationId` the id of the stored conversation. */
interface HeldCode extends Doc {
  conversationId: string
  /** Keyed hash of both: who can only write the store leads no code elsewhere. */
  vouched?: string
}
/** The wrong tries, in one document: since when (milliseconds since 1970) and how many. */
interface Tries extends Doc {
  since: number
  wrong: number
}
export type CodeDoc = HeldCode | Tries

/** Wrong tries allowed in each window of so many milliseconds, by all processes and senders together. */
interface Limit {
  tries: number
  window: number
}

export const TOGETHER: Limit = { tries: 3000, window: HOUR }

const LENGTH = 15

/** Fourteen random digits and their check digit. */
export function newCode(): string {
  const digits = String(randomInt(10 ** (LENGTH - 1))).padStart(LENGTH - 1, '0')
  return digits + damm(digits)
}

/**
 * The 15 digits of a code as a person may write it: in any script's decimal digits, with any signs between them,
 * alone or inside a sentence. `null` when there is none, or more than one, or it has a slip.
 */
export function codeIn(text: string): string | null {
  const runs =
    withoutControls(text)
      .replace(/\p{Nd}/gu, asciiDigit)
      .match(/(?<![\p{L}\p{N}+])[0-9](?:[^\p{L}\p{N}]{0,3}[0-9])*(?![\p{L}\p{N}])/gu) ?? []
  const found = runs
    .map((run) => run.replace(/[^0-9]/g, ''))
    .filter((run) => run.length === LENGTH && damm(run) === 0)
  return found.length === 1 ? found[0]! : null
}

/**
 * Grouped 5-5-5 by no-break spaces: they keep the code on one line, and between digits they keep the groups
 * in order in right-to-left text, where a plain space would turn them round (UAX #9, W4).
 */
export function showCode(code: string): string {
  return code.match(/.{5}/g)!.join('\u00a0')
}

const named = (pepper: Uint8Array, ...parts: string[]): string =>
  createHmac('sha256', pepper).update(JSON.stringify(parts)).digest('base64url')

/**
 * Issues, redeems and revokes codes. A pepper is a server secret that is not in the store: codes are issued under the
 * first, and those issued under another still lead where they led.
 */
export function codes(
  collection: Collection<CodeDoc>,
  peppers: readonly [Uint8Array, ...Uint8Array[]],
  clock: Clock,
  limit: Limit = TOGETHER,
) {
  /** An older program named its codes by the hash itself, from which no name of ours is made without the pepper. */
  async function heldBy(hash: string, pepper: Uint8Array): Promise<HeldCode | null> {
    const id = named(pepper, 'id', hash)
    const held = (await collection.read(id)) as HeldCode | null
    if (!held) return (await collection.read(hash)) as HeldCode | null
    return sameSecret(held.vouched ?? '', named(pepper, 'leads', id, held.conversationId)) ? held : null
  }

  async function heldFor(code: string): Promise<HeldCode | null> {
    for (const one of peppers) {
      const held = await heldBy(await hash(code, one), one)
      if (held) return held
    }
    return null
  }

  const [pepper] = peppers
  return {
    /** `code` is shown to the person and kept nowhere; `id` is what `revoke` takes. */
    issue: (conversationId: string): Promise<{ code: string; id: string }> =>
      untilWon(async () => {
        const code = newCode()
        const id = named(pepper, 'id', await hash(code, pepper))
        const vouched = named(pepper, 'leads', id, conversationId)
        const kept = await collection.create({ id, part: id, changed: clock(), conversationId, vouched })
        return kept ? { code, id } : lost
      }),

    /**
     * A slip that the check digit shows is `unknown` and costs no try. Every other attempt takes its try
     * before it is looked up, and gets it back when it was right: so attempts made at once are all counted.
     */
    async redeem(text: string): Promise<{ conversationId: string } | 'unknown' | 'throttled'> {
      const code = codeIn(text)
      if (!code) return 'unknown'
      if (!(await count(collection, clock(), limit, 1))) return 'throttled'
      const held = await heldFor(code)
      if (!held) return 'unknown'
      await count(collection, clock(), limit, -1)
      return { conversationId: held.conversationId }
    },

    revoke: (id: string): Promise<void> => collection.remove(id),
  }
}

/** The name of the document of wrong tries; a hash is longer. */
const TRIES = 'tries'

/**
 * Adds to the wrong tries of this window. `false`, and nothing added, when they are used up, or when so many try at
 * once that this one cannot be counted.
 */
async function count(collection: Collection<CodeDoc>, now: number, { tries, window }: Limit, by: 1 | -1) {
  const since = now - (now % window)
  try {
    const counted = await revise(collection as Collection<Tries>, TRIES, (doc) => {
      // Another process's clock may be a little ahead: a window never starts again.
      const known = doc && doc.since >= since && doc.since - since <= window ? doc : { wrong: 0, since }
      if (by > 0 && known.wrong >= tries) return null
      const wrong = Math.max(0, known.wrong + by)
      return { id: TRIES, part: TRIES, changed: now, since: known.since, wrong }
    })
    return counted !== null
  } catch (error) {
    if (error instanceof StoreBusy) return false
    throw error
  }
}

/**
 * The nonce is made of the pepper, not random, so that the hash can be looked up; the pepper is the secret as well.
 */
async function hash(code: string, pepper: Uint8Array): Promise<string> {
  const nonce = createHmac('sha256', pepper).update('silta return code 1').digest()
  return (await slowHash({ message: code, nonce, secret: pepper })).toString('base64url')
}

/**
 * Check digit of H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg 2004): shows every single wrong
 * digit and every swap of neighbours. 0 for digits that end in their check digit.
 */
function damm(digits: string): number {
  return [...digits].reduce((row, digit) => QUASIGROUP[row]![Number(digit)]!, 0)
}

const QUASIGROUP = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

export type Codes = ReturnType<typeof codes>
