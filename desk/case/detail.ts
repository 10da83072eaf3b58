import { annotationViews } from '../../intake/case/annotations.ts'
import { type Case, type CaseContent, contactAnswers } from '../../intake/case/case.ts'
import { advice, changesAt } from '../../intake/case/contact-rules.ts'
import { UNDO } from '../../intake/case/endings.ts'
import type { Message } from '../../intake/case/messages.ts'
import type { Seen } from '../../intake/case/seen.ts'
import { closedWhy, fateOf } from '../../intake/conversation/fates.ts'
import type { Machine } from '../../intake/conversation/line.ts'
import { type Answers, answerTo, has } from '../../intake/form/answers.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import { questions } from '../../intake/form/form.ts'
import { indicators } from '../../intake/form/indicators.ts'
import { dialable } from '../../intake/form/phone.ts'
import { readIn, sayPhrase } from '../../intake/form/phrases.ts'
import { type Row, rows, showValue, unasked } from '../../intake/form/rows.ts'
import type { Translation } from '../../intake/form/translator.ts'
import { type QuestionContext, questionContext, type Wording } from '../../intake/form/wording-archive.ts'
import type { Translate } from '../../intake/form/words.ts'
import type { Detail, ReadAs } from '../../web/console/case/detail.ts'
import type { MessageShown } from '../../web/console/talk/view.ts'
import type { Desk } from '../desk.ts'
import { itemOf, numberOf } from '../queue/items.ts'
import { requestsOf } from '../requests/view.ts'
import type { DeskServices } from '../services.ts'
import { remindersOf } from '../today/today.ts'
import type { Worker } from '../worker.ts'
import { masked } from './mask.ts'
import { withNews } from './news.ts'

/** A case as the desk hands it over. */
type Viewed = Awaited<ReturnType<Desk['view']>>

/**
 * Nothing of a person is here before she sent it or said yes: what is neither sent nor shared has no rows. Who
 * does not have the case reads it masked.
 */
export function detailOf(seen: Viewed, worker: Worker, screen: Screen): Detail {
  const detail = wholeOf(seen, worker, screen)
  return seen.whole ? withNews(detail, seen.case, worker, screen.since) : masked(detail, screen.t)
}

/** A call is dialled, so the number is shown as one; hers, as she wrote it, stands among her answers. */
const dialOf = (answers: Answers) =>
  has(answers, 'contact.way', 'phone', 'sms')
    ? (dialable(String(answerTo(answers, 'contact.value') ?? '')) ?? undefined)
    : undefined

interface Screen {
  t: Translate
  now: number
  /** The reader may do to a colleague's case what a supervisor may. */
  others?: boolean
  languages: readonly string[]
  /** What had been seen when the page was opened. */
  since?: Seen | undefined
}

function wholeOf(seen: Viewed, worker: Worker, { t, now, languages, others = false }: Screen): Detail {
  const { case: found, messages, notes, translations, attempts } = seen
  const { content } = found
  const { record, shared } = content ?? {}
  const item = itemOf(found, worker)
  const reach = contactAnswers(found)
  const tongues = [found.language, ...languages].filter(Boolean)
  return {
    ...item,
    assignee: item.assignee && { ...item.assignee, name: content?.assigneeName ?? '' },
    offer: item.offered && content ? offerOf(found, content) : undefined,
    offerEnded: item.assignee?.me ? content?.offerEnded : undefined,
    erased: content === null,
    ...(content?.codeOf
      ? { codeOf: content.codeOf.case ? { number: numberOf(content.codeOf.case) } : {} }
      : {}),
    outcome: content?.outcome,
    ...endingOf(found, worker, others),
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
    shared: shared && sharedRows(shared, record?.answers, t),
    unasked: record ? unasked(reach, t) : [],
    readings: readAs(seen, reach, t),
    messages: messages.map((message) => ({
      ...toldOf(message, t, translations),
      ...(seen.texting && message.from === 'worker' ? { fate: fateOf(seen.texting, message.order) } : {}),
    })),
    ...(seen.texting?.carried
      ? { phone: { closed: closedWhy(seen.texting), doors: seen.texting.carried.doors } }
      : {}),
    machine: seen.machine,
    attempts: attempts.map(({ who, ...attempt }) => ({ ...attempt, me: who === worker.id })),
    notes: notes.map(({ case: _, who, ...note }) => ({ ...note, me: who === worker.id })),
    contact: content
      ? { advice: adviceOf(seen, reach, now, tongues), changes: changesAt(reach, now), dial: dialOf(reach) }
      : null,
    indicators: indicators(reach, t),
    reminders: remindersOf(found),
    accessGrants: seen.accessGrants.map(({ name, why, words, at }) => ({ name, why, words, at })),
    same: seen.same.map(({ case: id, because, dismissed, name }) => ({
      ...{ case: id, number: numberOf(id), because },
      dismissed: dismissed && { name, at: dismissed.at },
    })),
    related: seen.related,
    until: seen.until ?? undefined,
    ...requestsOf(found, worker, now, t, seen.sets),
  }
}

/** How it ended, how it is just being ended, and whether this reader may change that. */
function endingOf({ application, talk, assignee, content }: Case, worker: Worker, others: boolean) {
  const { ending, endings = [], goesOn } = content ?? {}
  const me = assignee === worker.id
  return {
    endings: endings.map(({ by, ...one }) => ({ ...one, name: by.name })),
    ...(ending
      ? { ending: { me, name: ending.by.name, until: ending.at + UNDO, outcome: ending.outcome } }
      : {}),
    ...(goesOn && talk === 'claimed' ? { goesOn } : {}),
    mayReopen: content !== null && (me || others) && (application === 'closed' || talk === 'ending'),
  }
}

/** Nothing is answered into a phone that takes no messages. */
const adviceOf = ({ texting }: Viewed, ...[reach, now, tongues]: Parameters<typeof advice>) =>
  advice(reach, now, tongues).filter(({ what }) => !(what === 'reply' && texting && closedWhy(texting)))

/** How workers read the answers, in the words of this reader's language. */
const readAs = ({ annotations }: Viewed, answers: Answers, t: Translate): Record<string, ReadAs[]> =>
  Object.fromEntries(
    Object.entries(annotationViews(annotations, answers)).map(([key, all]) => [
      key,
      all.map(({ id, value, note = '', name, at, undone, outdated }) => ({
        ...{ id, note, name, at, outdated, text: showValue(key, value, answers, t) },
        own: questions.get(key)?.kind === 'text',
        undone: undone && { name: undone.name, at: undone.at },
      })),
    ]),
  )

const offerOf = ({ offeredAt = 0 }: Case, { offeredName = '', assigneeName = '' }: CaseContent) => ({
  to: offeredName,
  from: assigneeName,
  at: offeredAt,
})

/** A phrase is read here in the worker's language, and says in which she reads it. */
const toldOf = (
  { order, from, text = '', phrase, filled, words, machine, language, at }: Message,
  t: Translate,
  machines: readonly Translation[],
): MessageShown =>
  phrase
    ? {
        ...{ order, from, at, phrase, filled: filled ?? {} },
        text: sayPhrase(phrase, filled ?? {}, { t, contacts: contactsOf(t), words, sent: language }),
        language: readIn(words, t.language, language),
        sentIn: language,
      }
    : { order, from, text, language, at, ...machinesOf(order, machine, t, machines) }

/** What was sent beside her message's answer, or what was made of hers in the reader's own language. */
function machinesOf(
  order: number,
  sent: Machine | undefined,
  t: Translate,
  machines: readonly Translation[],
): Pick<MessageShown, 'machine'> {
  if (sent) return { machine: sent }
  const made = machines.find((one) => one.order === order && one.to === t.language)
  return made ? { machine: { text: made.text, language: made.to, from: made.from } } : {}
}

/** The words each answer was asked in, by question: what was sent before what was only shared. */
export async function questionContextsOf(
  found: Case,
  wordingOf: DeskServices['wordingOf'],
): Promise<Record<string, QuestionContext>> {
  const { record, shared } = found.content ?? {}
  const all: Record<string, QuestionContext> = {}
  const read = new Map<string, Promise<Wording | null>>()
  for (const answers of [shared ?? {}, record?.answers ?? {}])
    for (const [key, answer] of Object.entries(answers)) {
      if (!answer) continue
      const name = `${answer.language}.${answer.wording}`
      if (!read.has(name)) read.set(name, wordingOf(answer.language, answer.wording))
      const text = questionContext(key, answers, await read.get(name)!)
      if (text) all[key] = text
    }
  return all
}

/** After sending, only what she let the worker read beyond what was sent. */
function sharedRows(shared: Answers, sent: Answers | undefined, t: Translate): Row[] {
  return rows(shared, t).filter(({ key }) => (shared[key]?.at ?? 0) > (sent?.[key]?.at ?? -1))
}
