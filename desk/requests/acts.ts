import { randomUUID } from 'node:crypto'
import { type Agreement, agreement, help } from '../../intake/case/meeting.ts'
import { type Basis, type InfoRequest, type Party, parties } from '../../intake/case/requests.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Act, Given } from '../act.ts'
import { wordOf } from '../input.ts'

/** Rows of `acts` about what is missing and about the joint meeting: what a form or a program gives, read strictly. */
export const requestActs: Record<string, Act> = {
  request: (desk, id, given, { worker }) => desk.request(id, worker, wishOf(given, worker.id)),
  recall: (desk, id, { request }, { worker }) => desk.recall(id, worker, nameOf(request)),
  link: async (desk, id, { request }, { worker }) => ({
    request: nameOf(request),
    ...(await desk.link(id, worker, nameOf(request))),
  }),
  record: (desk, id, given, { worker }, spoken) =>
    desk.record(id, worker, {
      ...{ request: nameOf(given.request), on: dayOf(given.on), given },
      language: spoken,
    }),
  meeting: (desk, id, given, { worker }) => desk.agree(id, worker, seenOf(given.seen), agreementOf(given)),
}

const NAME = /^[\w.:-]{1,120}$/

/** @throws Refusal BAD_REQUEST */
function nameOf(id: unknown): string {
  if (typeof id === 'string' && NAME.test(id)) return id
  throw new Refusal('BAD_REQUEST', 'request is missing')
}

/** @throws Refusal BAD_REQUEST */
function dayOf(on: unknown): string {
  const day = agreement.shape.date.safeParse(on)
  if (day.success && day.data) return day.data
  throw new Refusal('BAD_REQUEST', 'on is a day such as 2026-12-31')
}

const KEY = 'key:'
/** A program gives a list, a page one box a question. */
const keysOf = ({ keys, ...boxes }: Given): string[] =>
  Array.isArray(keys)
    ? keys.map(wordOf)
    : Object.keys(boxes).flatMap((name) => (name.startsWith(KEY) ? [name.slice(KEY.length)] : []))

/** @throws Refusal BAD_REQUEST */
function wishOf(given: Given, who: string) {
  const { to, id = given.message ?? randomUUID(), authority, name, basis } = given
  if (!parties.includes(to as Party)) throw new Refusal('BAD_REQUEST', `to is one of ${parties.join(', ')}`)
  // Two workers may count theirs alike.
  const wish: Pick<InfoRequest, 'id' | 'to' | 'keys'> = {
    id: `${who}.${nameOf(id)}`,
    to: to as Party,
    keys: [...new Set(keysOf(given))],
  }
  if (to !== 'authority') return wish
  const named =
    typeof name === 'string'
      ? name
          .replace(/\p{Cc}/gu, '')
          .trim()
          .slice(0, 120)
      : ''
  return {
    ...wish,
    ...{ authority: wordOf(authority), basis: wordOf(basis) as Basis },
    ...(named ? { name: named } : {}),
  }
}

/** @throws Refusal BAD_REQUEST */
function seenOf(seen: unknown): number {
  const count = typeof seen === 'string' && seen ? Number(seen) : seen
  if (Number.isInteger(count)) return count as number
  throw new Refusal('BAD_REQUEST', 'seen is how many agreements there were')
}

const filled = (given: Given) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '' && value !== undefined))

/** A page names who arranges what side by side, a program puts it in `division`. @throws Refusal BAD_REQUEST */
function agreementOf(given: Given): Agreement {
  const { date, time, place, participants, interpreter, interpreterLanguage } = given
  const division =
    given.division ??
    Object.fromEntries(
      help.flatMap((one) => {
        const [who, note] = [given[`who:${one}`], given[`note:${one}`]]
        return who ? [[one, { who, ...(note ? { note } : {}) }]] : []
      }),
    )
  const read = agreement.safeParse({
    ...filled({ date, time, place, participants, interpreter, interpreterLanguage }),
    division,
  })
  if (read.success) return read.data
  throw new Refusal('BAD_REQUEST', `not usable: ${read.error.issues[0]?.path.join('.')}`)
}
