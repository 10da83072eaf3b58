import type { Answers } from '../../intake/answers.ts'
import { type Asked, asked, type Wording } from '../../intake/asked.ts'
import { type Case, type CaseDoc, contactAnswers } from '../../intake/cases.ts'
import { advice, changesAt } from '../../intake/contact-rules.ts'
import { contacts } from '../../intake/contacts.ts'
import { indicators } from '../../intake/indicators.ts'
import type { Message } from '../../intake/messages.ts'
import { sayPhrase } from '../../intake/phrases.ts'
import { type Row, rows } from '../../intake/rows.ts'
import type { Translate } from '../../intake/words.ts'
import { type Detail, type Item, MOST, type Told } from '../../web/console/view.ts'
import type { Services } from '../services.ts'
import type { Desk, Worker } from './desk.ts'

/** A case as the desk hands it over. */
type Seen = Awaited<ReturnType<Desk['view']>>

/** How the queue may be narrowed. `waiting` and `claimed` are about talking, `sent` and `closed` about the application. */
export const statuses = ['open', 'waiting', 'mine', 'claimed', 'sent', 'closed'] as const
export type Status = (typeof statuses)[number]

/** Groups of five are easier to read out. */
export const numberOf = (id: string): string => id.replace(/(.{5})(?=.)/g, '$1 ')

/** One line of the queue: readable fields only. A colleague's name is sealed, so here it is just "not me". */
export const itemOf = (doc: Omit<CaseDoc, 'sealed'>, worker: Worker): Item => ({
  id: doc.id,
  number: numberOf(doc.id),
  application: doc.application,
  talk: doc.talk,
  language: doc.language,
  kind: doc.kind,
  channel: doc.channel,
  urgent: doc.urgent === 1,
  claimer: doc.claimer ? { me: doc.claimer === worker.id } : null,
  created: doc.created,
  since: doc.since,
  sent: doc.sent,
  closed: doc.closed,
  changed: doc.changed,
  alarmed: doc.alarmed?.times ?? 0,
})

/** The queue in its order: urgent first, then who has waited longest. */
export async function listOf({ list }: Pick<Desk, 'list'>, status: Status, worker: Worker): Promise<Item[]> {
  const filters = {
    open: [{ application: 'draft' }, { application: 'sent' }, { application: 'moreInfo' }],
    waiting: [{ talk: 'waiting' }],
    claimed: [{ talk: 'claimed' }],
    mine: [{ talk: 'claimed' }],
    sent: [{ application: 'sent' }],
    closed: [{ application: 'closed' }],
  }[status]
  const found = (await Promise.all(filters.map((filter) => list(filter, MOST)))).flat()
  return found
    .filter(({ claimer }) => status !== 'mine' || claimer === worker.id)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, MOST)
    .map((doc) => itemOf(doc, worker))
}

/** Nothing of a person is here before she sent it or said yes: what is neither sent nor shared has no rows. */
export function detailOf(
  { case: found, messages, notes }: Seen,
  worker: Worker,
  { t, now, languages }: { t: Translate; now: number; languages: readonly string[] },
): Detail {
  const { content } = found
  const { record, shared } = content ?? {}
  const item = itemOf(found, worker)
  const reach = contactAnswers(found)
  const tongues = [found.language, ...languages].filter(Boolean)
  return {
    ...item,
    ...(item.claimer ? { claimer: { ...item.claimer, name: content?.claimerName ?? '' } } : {}),
    erased: content === null,
    ...(content?.outcome ? { outcome: content.outcome } : {}),
    ...(record
      ? {
          record: {
            kind: record.kind,
            revision: record.revision,
            at: record.at,
            language: record.language,
          },
        }
      : {}),
    rows: record ? rows(record.answers, t) : [],
    ...(shared ? { shared: sharedRows(shared, record?.answers, t) } : {}),
    messages: messages.map((message) => toldOf(message, t)),
    notes: notes.map(({ id, name, text, at, who }) => ({ id, name, text, at, me: who === worker.id })),
    contact: content ? { advice: advice(reach, now, tongues), changes: changesAt(reach, now) } : null,
    indicators: indicators(reach, t),
  }
}

/** A phrase is read here in the worker's language, and says in which she reads it. */
const toldOf = ({ order, from, text = '', phrase, filled, language, at }: Message, t: Translate): Told =>
  phrase
    ? {
        ...{ order, from, at, phrase, filled: filled ?? {} },
        text: sayPhrase(phrase, filled ?? {}, { t, contacts }),
        language: t.language,
        sentIn: language,
      }
    : { order, from, text, language, at }

/** The words each answer was asked in, by question: what was sent before what was only shared. */
export async function askedOf(found: Case, wordingOf: Services['wordingOf']): Promise<Record<string, Asked>> {
  const { record, shared } = found.content ?? {}
  const all: Record<string, Asked> = {}
  const read = new Map<string, Promise<Wording | null>>()
  for (const answers of [shared ?? {}, record?.answers ?? {}])
    for (const [key, answer] of Object.entries(answers)) {
      if (!answer) continue
      const name = `${answer.language}.${answer.wording}`
      if (!read.has(name)) read.set(name, wordingOf(answer.language, answer.wording))
      const text = asked(key, answers, await read.get(name)!)
      if (text) all[key] = text
    }
  return all
}

/** After sending, only what she let the worker read beyond what was sent. */
function sharedRows(shared: Answers, sent: Answers | undefined, t: Translate): Row[] {
  return rows(shared, t).filter(({ key }) => (shared[key]?.at ?? 0) > (sent?.[key]?.at ?? -1))
}
