import { createHmac } from 'node:crypto'
import { type Answers, answerTo, type DateParts, has, type Value } from '../form/answers.ts'
import { asciiDigit } from '../form/digits.ts'
import { numberWithin } from '../form/phone.ts'
import { onRoute } from '../form/route.ts'
import { removeAll } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import type { EntryDoc } from './entries.ts'

/**
 * "May be the same person as case N", and because of what. Nothing is joined and nothing is counted: a worker
 * who has a case is told which rule fired, and looks.
 *
 * The trade. Of a telephone number, an e-mail address, a customer number, a name with a year of birth and the
 * conversation, a keyed hash (HMAC-SHA256 under a secret of its own) stays readable, because what is sealed
 * cannot be searched. Whoever reads the store sees that two cases share something, not what. Whoever reads the
 * store and holds the master secret could try telephone numbers one by one; they could open the content as well.
 * The hashes are erased with the case.
 */
export const rules = ['conversation', 'contact', 'customerNumber', 'nameBirth', 'otherName'] as const
type Rule = (typeof rules)[number]

/** By what a case could meet another: a keyed hash. */
export interface DuplicateHintDoc extends Doc {
  token: string
  rule: Rule
}

/** What is the same, before hashing. A name that she says is another's than her own counts as `otherName`. */
interface MatchKey {
  rule: Rule
  /** What the hash is made of: the same for `nameBirth` and `otherName`, so that either meets the other. */
  of: string
}

const plain = (text: string) => text.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit)

/**
 * Digits with the country code, Finland's where there is none; `null` for what is too short or long to be a number.
 * Told in words, the one number among them: what was asked back once and said to be hers is hers.
 */
export function phoneOf(text: string): string | null {
  // "+358 (0)40" names the zero for those who call from Finland.
  const written = plain(text).replace(/\(0\)/g, '')
  if (!/^[\d\s+().\-/\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/.test(written))
    return numberWithin(text)?.slice(1) ?? null
  const digits = written.replace(/\D/g, '')
  const abroad = written.includes('+') ? digits : digits.startsWith('00') ? digits.slice(2) : null
  const number = abroad ?? (digits.startsWith('0') ? `358${digits.slice(1)}` : digits)
  // ITU-T E.164: at most 15 digits.
  return number.length >= 8 && number.length <= 15 ? number : null
}

const emailOf = (text: string): string | null =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(plain(text).trim()) ? plain(text).trim().toLowerCase() : null

/** Without marks, case and order: names are written family name first or last. */
const nameOf = (text: string): string =>
  plain(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ')

/** Nothing that identifies is taken from somebody who did not agree to it. */
const given = (answers: Answers, key: string): Value | undefined =>
  onRoute(key, answers) ? answerTo(answers, key) : undefined
const written = (answers: Answers, key: string): string => String(given(answers, key) ?? '')

/** By which this case could meet another. */
export function matchKeys(answers: Answers, conversation: string): MatchKey[] {
  const found: MatchKey[] = [{ rule: 'conversation', of: conversation }]
  const value = written(answers, 'contact.value')
  // A lawyer's or a helper's number is that of many people.
  const own = has(answers, 'contact.way', 'phone', 'sms', 'email', 'app')
  const contact = own ? (emailOf(value) ?? phoneOf(value)) : null
  if (contact) found.push({ rule: 'contact', of: contact })
  const number = plain(written(answers, 'identity.customerNumber')).replace(/[^\p{L}\d]/gu, '')
  if (number.length >= 5) found.push({ rule: 'customerNumber', of: number.toLowerCase() })
  const name = nameOf(written(answers, 'identity.name'))
  const { year } = (given(answers, 'identity.birth') ?? {}) as Partial<DateParts>
  const rule = has(answers, 'identity.nameIs', 'other') ? 'otherName' : 'nameBirth'
  if (name && year) found.push({ rule, of: `${name} ${year}` })
  return found
}

interface Same {
  case: string
  because: Rule[]
  /** A worker looked and says that it is not. */
  dismissed?: { who: string; at: number }
}

/** The other cases that share something with one, from what lies beside it. */
export function sameIn(matches: readonly EntryDoc[]): Same[] {
  const others = Map.groupBy(matches, ({ other = '' }) => other)
  return [...others].flatMap(([other, all]) => {
    const because = rules.filter((rule) => all.some((one) => one.why === rule))
    const said = all.find(({ who }) => who)
    const dismissed = said && { who: said.who!, at: said.order }
    return because.length > 0 ? [{ case: other, because, ...(dismissed ? { dismissed } : {}) }] : []
  })
}

/** Cases looked at for one thing that is the same: a number that more than so many give tells nothing. */
const MOST = 20

/**
 * Who meets whom is looked for when a case is sent or changed, and written beside both cases: whoever opens one asks
 * nothing more.
 */
export function duplicateHints(
  tokens: Collection<DuplicateHintDoc>,
  entries: Collection<EntryDoc>,
  /** What is written down is by the first of them; by the others it was before. */
  keys: readonly [Uint8Array, ...Uint8Array[]],
  clock: Clock,
) {
  const spaceOf = (rule: Rule) => (rule === 'otherName' ? 'nameBirth' : rule)
  const tokenBy = (key: Uint8Array, { rule, of }: MatchKey) =>
    createHmac('sha256', key)
      .update(JSON.stringify([spaceOf(rule), of]))
      .digest('base64url')
  const idOf = (one: string, other: string, what: string) => `${one}.match.${other}.${what}`
  const matchesOf = (caseId: string) => entries.find({ where: { part: caseId, kind: 'match' }, limit: 1000 })
  const bothWays = (one: string, other: string) => [[one, other] as const, [other, one] as const]

  /** Said of both cases; who said it first stays. */
  async function relate(one: string, other: string, what: string, said: Pick<EntryDoc, 'who' | 'why'>) {
    for (const [part, of] of bothWays(one, other)) {
      const doc = { id: idOf(part, of, what), part, kind: 'match', other: of, sealed: '' } as const
      await entries.create({ ...doc, ...said, order: clock(), changed: clock() })
    }
  }
  async function unrelate(one: string, other: string, what: string): Promise<void> {
    for (const [part, of] of bothWays(one, other)) await entries.remove(idOf(part, of, what), part)
  }

  /** What the case has now, in place of what it had. */
  async function renew(caseId: string, now: readonly { rule: Rule; token: string }[]): Promise<void> {
    const had = await tokens.find({ where: { part: caseId }, limit: 1000 })
    const ids = now.map(({ rule, token }) => `${caseId}.${rule}.${token}`)
    for (const [at, one] of now.entries())
      await tokens.create({ ...one, id: ids[at]!, part: caseId, changed: clock() })
    for (const { id } of had) if (!ids.includes(id)) await tokens.remove(id, caseId)
  }

  return {
    async keep(caseId: string, answers: Answers, conversation: string): Promise<void> {
      const [present, ...older] = keys
      const all = matchKeys(answers, conversation)
      const by = (key: Uint8Array) => all.map((one) => ({ rule: one.rule, token: tokenBy(key, one) }))
      const now = by(present)
      await renew(caseId, now)
      const found = new Map<string, { rule: Rule; theirs: DuplicateHintDoc }>()
      for (const { rule, token } of [...now, ...older.flatMap(by)])
        for (const theirs of await tokens.find({ where: { token }, limit: MOST })) {
          if (theirs.part === caseId) continue
          const weak = [rule, theirs.rule].includes('otherName')
          const both = weak ? 'otherName' : rule
          found.set(idOf(caseId, theirs.part, both), { rule: both, theirs })
        }
      for (const { id, other = '', why } of await matchesOf(caseId))
        if (why && !found.has(id)) await unrelate(caseId, other, why)
      for (const { rule, theirs } of found.values()) {
        await relate(caseId, theirs.part, rule, { why: rule })
        // Erased meanwhile: what is erased first is what it was found by.
        if (!(await tokens.read(theirs.id, theirs.part))) await unrelate(caseId, theirs.part, rule)
      }
    },

    /** Other cases that share something with this one, and whether a worker said that it is somebody else. */
    of: async (caseId: string): Promise<Same[]> => sameIn(await matchesOf(caseId)),

    dismiss: (one: string, other: string, who: string) => relate(one, other, 'not', { who }),

    async erase(caseId: string): Promise<void> {
      await removeAll(tokens, { part: caseId })
      await removeAll(entries, { other: caseId })
      await removeAll(entries, { part: caseId, kind: 'match' })
    },
  }
}

export type DuplicateHints = ReturnType<typeof duplicateHints>
