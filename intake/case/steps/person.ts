import type { Answers } from '../../form/answers.ts'
import { isUrgent } from '../../form/rows.ts'
import { type Draft, kindOf, type Submission } from '../case.ts'
import { applicationOf, isOpen } from '../requests.ts'
import { wishOf } from '../routing.ts'
import { isOver, toQueue, withContent } from './draft.ts'

const without = (answers: Answers, keys: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => !keys.includes(key)))

/** What she does. */
export const personSteps = {
  /** She asks for a person, and is told of it at once. `alone`: and that nobody is here. */
  waits: (now: Draft, { danger, alone }: { danger: boolean; alone: boolean }, at: number): Draft | null =>
    now.talk === 'bot' && !isOver(now)
      ? {
          ...toQueue(now, at),
          toNotify: undefined,
          urgent: now.urgent || Number(danger),
          noWorkerTold: alone || now.noWorkerTold ? true : undefined,
        }
      : null,

  /** What she sent, as often as she sends it; `answered`: requests to her that it answers. */
  sent(
    now: Draft,
    { record, danger, answered }: { record: Submission; danger: boolean; answered: readonly string[] },
    at: number,
  ): Draft | null {
    if (isOver(now) || (now.content?.record?.revision ?? 0) >= record.revision) return null
    const { answers, language } = record
    const requests = now.content?.requests?.map((one) =>
      isOpen(one) && answered.includes(one.id) ? { ...one, status: 'answered' as const, ended: at } : one,
    )
    const first = now.sent === 0
    return {
      ...withContent(now, { requests, record, shared: undefined }),
      application: applicationOf(requests),
      kind: kindOf(answers),
      language: language || now.language,
      urgent: isUrgent(answers) || danger ? 1 : 0,
      wish: wishOf(answers),
      news: now.news ?? at,
      sent: first ? at : now.sent,
      waitingSince: first && now.talk === 'bot' ? at : now.waitingSince,
    }
  },

  /** She lets a worker read these before she sends. */
  shared: (now: Draft, { answers }: { answers: Answers }): Draft | null =>
    isOver(now) ? null : withContent(now, { shared: answers }),
  sharedMore: (now: Draft, { answers }: { answers: Answers }): Draft | null =>
    isOver(now) ? null : withContent(now, { shared: { ...now.content!.shared, ...answers } }),

  /** She took answers back. */
  retracted(now: Draft, { keys }: { keys: readonly string[] }): Draft | null {
    if (!now.content) return null
    const { record, shared } = now.content
    const left = record && { ...record, answers: without(record.answers, keys) }
    const next = withContent(now, { record: left, shared: shared && without(shared, keys) })
    return left ? { ...next, wish: wishOf(left.answers) } : next
  },

  urgent: (now: Draft): Draft | null => (now.urgent ? null : { ...now, urgent: 1 }),

  /** She wrote at `said`: somebody has to answer. Heard again after the answer, it asks for none. */
  wrote: (now: Draft, { said }: { said: number }): Draft =>
    said > (now.lastMessageAt ?? 0)
      ? { ...now, lastMessageAt: said, unanswered: now.unanswered ?? said }
      : now,
}
