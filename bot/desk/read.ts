import type { Answers } from '../../intake/answers.ts'
import { type Asked, asked, type Wording } from '../../intake/asked.ts'
import { type Case, type CaseContent, type CaseDoc, contactAnswers } from '../../intake/cases.ts'
import { advice, changesAt } from '../../intake/contact-rules.ts'
import { contacts } from '../../intake/contacts.ts'
import { indicators } from '../../intake/indicators.ts'
import type { Machine } from '../../intake/lines.ts'
import type { Message } from '../../intake/messages.ts'
import { sayPhrase } from '../../intake/phrases.ts'
import { type Row, rows } from '../../intake/rows.ts'
import type { Translation } from '../../intake/translator.ts'
import type { Translate } from '../../intake/words.ts'
import type { Detail, Item, Told } from '../../web/console/view.ts'
import type { Services } from '../services.ts'
import type { Desk, Worker } from './desk.ts'

/** A case as the desk hands it over. */
type Seen = Awaited<ReturnType<Desk['view']>>

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
  wish: doc.wish ?? '',
  claimer: doc.claimer ? { me: doc.claimer === worker.id } : null,
  created: doc.created,
  since: doc.since,
  sent: doc.sent,
  closed: doc.closed,
  changed: doc.changed,
  alarmed: doc.alarmed?.times ?? 0,
  ...(doc.offered && doc.offered === worker.id ? { offered: 'toMe' } : {}),
  ...(doc.offered && doc.claimer === worker.id ? { offered: 'byMe' } : {}),
})

/** Cases that a colleague asked this worker to take on. */
export const offersTo = async ({ offersTo }: Pick<Desk, 'offersTo'>, worker: Worker): Promise<Item[]> =>
  (await offersTo(worker)).map((doc) => itemOf(doc, worker))

/** Nothing of a person is here before she sent it or said yes: what is neither sent nor shared has no rows. */
export function detailOf(
  { case: found, messages, notes, machines, attempts }: Seen,
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
    ...(item.offered && content ? { offer: offerOf(found, content) } : {}),
    ...(item.claimer?.me && content?.offerEnded ? { offerEnded: content.offerEnded } : {}),
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
    messages: messages.map((message) => toldOf(message, t, machines?.all ?? [])),
    machine: machines && { may: machines.may },
    attempts: attempts.map(({ who, ...attempt }) => ({ ...attempt, me: who === worker.id })),
    notes: notes.map(({ case: _, who, ...note }) => ({ ...note, me: who === worker.id })),
    contact: content ? { advice: advice(reach, now, tongues), changes: changesAt(reach, now) } : null,
    indicators: indicators(reach, t),
  }
}

const offerOf = ({ offeredAt = 0 }: Case, { offeredName = '', claimerName = '' }: CaseContent) => ({
  to: offeredName,
  from: claimerName,
  at: offeredAt,
})

/** A phrase is read here in the worker's language, and says in which she reads it. */
const toldOf = (
  { order, from, text = '', phrase, filled, machine, language, at }: Message,
  t: Translate,
  machines: readonly Translation[],
): Told =>
  phrase
    ? {
        ...{ order, from, at, phrase, filled: filled ?? {} },
        text: sayPhrase(phrase, filled ?? {}, { t, contacts }),
        language: t.language,
        sentIn: language,
      }
    : { order, from, text, language, at, ...machinesOf(order, machine, t, machines) }

/** What was sent beside her message's answer, or what was made of hers in the reader's own language. */
function machinesOf(
  order: number,
  sent: Machine | undefined,
  t: Translate,
  machines: readonly Translation[],
): Pick<Told, 'machine'> {
  if (sent) return { machine: sent }
  const made = machines.find((one) => one.order === order && one.to === t.language)
  return made ? { machine: { text: made.text, language: made.to, from: made.from } } : {}
}

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
