import { createHmac } from 'node:crypto'
import { type Answers, answerTo, type DateParts, has, type Value } from '../form/answers.ts'
import { asciiDigit } from '../form/digits.ts'
import { numberWithin } from '../form/phone.ts'
import { onRoute } from '../form/route.ts'
import { removeAll } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'

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

export interface DuplicateHintDoc extends Doc {
  /** Empty on a dismissal. */
  token: string
  rule: Rule | ''
  /** Of a dismissal: the other case, who said so (a worker's id), and when. */
  other: string
  who: string
  at: number
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

/** Cases looked at for one thing that is the same: a number that more than so many give tells nothing. */
const MOST = 20

export function duplicateHints(collection: Collection<DuplicateHintDoc>, key: Uint8Array, clock: Clock) {
  const spaceOf = (rule: Rule) => (rule === 'otherName' ? 'nameBirth' : rule)
  const tokenOf = ({ rule, of }: MatchKey) =>
    createHmac('sha256', key)
      .update(JSON.stringify([spaceOf(rule), of]))
      .digest('base64url')
  const blank = { other: '', who: '', at: 0 }
  const mine = (caseId: string) => collection.find({ where: { part: caseId }, limit: 1000 })
  const dismissal = (one: string, other: string, who: string): DuplicateHintDoc => ({
    ...{ id: `${one}.not.${other}`, part: one, changed: clock(), token: '', rule: '' },
    ...{ other, who, at: clock() },
  })

  return {
    /** What the case has now, in place of what it had. */
    async keep(caseId: string, answers: Answers, conversation: string): Promise<void> {
      const now = matchKeys(answers, conversation).map((trait) => ({
        rule: trait.rule,
        token: tokenOf(trait),
      }))
      const idOf = ({ rule, token }: { rule: string; token: string }) => `${caseId}.${rule}.${token}`
      const had = await mine(caseId)
      for (const one of now)
        await collection.create({ ...blank, ...one, id: idOf(one), part: caseId, changed: clock() })
      const ids = new Set(now.map(idOf))
      for (const { id, token } of had) if (token && !ids.has(id)) await collection.remove(id, caseId)
    },

    /** Other cases that share something with this one, and whether a worker said that it is somebody else. */
    async of(caseId: string): Promise<Same[]> {
      const all = await mine(caseId)
      const not = new Map(all.flatMap((one) => (one.other ? [[one.other, one] as const] : [])))
      const found = new Map<string, Set<Rule>>()
      for (const { token, rule } of all.filter((one) => one.token))
        for (const { part, rule: theirs } of await collection.find({ where: { token }, limit: MOST })) {
          if (part === caseId) continue
          const weak = [rule, theirs].includes('otherName')
          const because = found.get(part) ?? new Set()
          found.set(part, because.add(weak ? 'otherName' : (rule as Rule)))
        }
      return [...found].map(([other, because]) => {
        const said = not.get(other)
        const dismissed = said && { who: said.who, at: said.at }
        return {
          case: other,
          because: rules.filter((rule) => because.has(rule)),
          ...(dismissed ? { dismissed } : {}),
        }
      })
    },

    /** Said of both cases; who said it first stays. */
    async dismiss(one: string, other: string, who: string): Promise<void> {
      await collection.create(dismissal(one, other, who))
      await collection.create(dismissal(other, one, who))
    },

    async erase(caseId: string): Promise<void> {
      await removeAll(collection, { part: caseId })
      await removeAll(collection, { other: caseId })
    },
  }
}

export type DuplicateHints = ReturnType<typeof duplicateHints>
