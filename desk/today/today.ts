import { type Case, contactAnswers } from '../../intake/case/case.ts'
import { advice, changesAt } from '../../intake/case/contact-rules.ts'
import { standing } from '../../intake/case/reminders.ts'
import { MOST_HELD } from '../../intake/case/workers.ts'
import { dateAt, instant, minutesOf } from '../../intake/hours/hours.ts'
import type { ReminderShown, TodayEntry, TodayList } from '../../web/console/today/view.ts'
import { numberOf } from '../queue/items.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'

export const remindersOf = (found: Case): ReminderShown[] =>
  standing(found).map(({ id, at, text, by, request }) => ({
    ...{ id, at, text, name: by.name },
    request: request !== undefined,
  }))

const about = ({ id, urgent }: Case) => ({ case: id, number: numberOf(id), urgent: urgent === 1 })

const reminding = (found: Case): TodayEntry[] =>
  remindersOf(found).map((reminder) => ({
    kind: reminder.request ? 'request' : 'reminder',
    ...about(found),
    at: reminder.at,
    reminder,
  }))

/** What was agreed last, from its day on until it is over. */
function meeting(found: Case, now: number): TodayEntry[] {
  const { date, time } = found.content?.meeting?.at(-1) ?? {}
  if (!date || date < dateAt(now)) return []
  const at = instant(date, time ? minutesOf(time) : 0)
  return [{ kind: 'meeting', ...about(found), at, ...(time ? {} : { allDay: true }) }]
}

/** The hours in which she may be called, where there are any: those of now, or the next. */
function calls(found: Case, now: number, languages: readonly string[]): TodayEntry[] {
  const answers = contactAnswers(found)
  const next = changesAt(answers, now)
  const tongues = [found.language, ...languages]
  const line = advice(answers, now, tongues).find(({ what, way }) => what === 'contact' && way)
  if (!line || next === null) return []
  if (line.may) return [{ kind: 'call', ...about(found), at: now, until: next }]
  const until = changesAt(answers, next) ?? undefined
  return line.why === 'hours' ? [{ kind: 'call', ...about(found), at: next, until }] : []
}

type TodayNeeds = Pick<DeskServices, 'cases' | 'clock' | 'speech'>

/** All that this worker's cases ask for at some time, as one list. */
export async function todayOf({ cases, clock, speech }: TodayNeeds, worker: Worker): Promise<TodayList> {
  const now = clock()
  const held = await cases.list({ assignee: worker.id, talk: 'claimed' }, MOST_HELD)
  const own = (await Promise.all(held.map(({ id }) => cases.get(id)))).filter(
    (one): one is Case => one?.content !== null && one?.assignee === worker.id,
  )
  const byTime = (all: TodayEntry[]) => all.sort((one, other) => one.at - other.at)
  const dated = byTime(own.flatMap((found) => [...reminding(found), ...meeting(found, now)]))
  const isToday = ({ at }: TodayEntry) => dateAt(at) === dateAt(now)
  const isDue = ({ kind, at }: TodayEntry) => kind !== 'meeting' && at <= now
  return {
    due: dated.filter(isDue),
    today: dated.filter((one) => !isDue(one) && isToday(one)),
    later: dated.filter((one) => !isDue(one) && !isToday(one)),
    call: byTime(own.flatMap((found) => calls(found, now, speech.languages))),
  }
}
