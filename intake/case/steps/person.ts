import type { Answers } from '../../form/answers.ts'
import { isUrgent } from '../../form/rows.ts'
import { type Draft, kindOf, type Submission } from '../case.ts'
import { applicationOf, isOpen } from '../requests.ts'
import { wishOf } from '../routing.ts'
import { goesOn, isOver, toQueue, withContent } from './draft.ts'

const without = (answers: Answers, keys: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => !keys.includes(key)))

const letRead = (now: Draft, change: (before?: Answers) => Answers): Draft | null =>
  isOver(now) ? null : withContent(now, { shared: change(now.content!.shared) })

/** What she does. */
export const personSteps = {
  /**
   * She asks for a person, and is told of it at once. `alone`: and that nobody is here. Of whoever is closing it just
   * then, she waits for a word.
   */
  waits(now: Draft, { danger, alone }: { danger: boolean; alone: boolean }, at: number): Draft | null {
    const urgent = now.urgent || Number(danger)
    if (now.talk === 'ending') return { ...goesOn(now, at), unanswered: now.unanswered ?? at, urgent }
    if (now.talk !== 'bot' || isOver(now)) return null
    return {
      ...toQueue(now, at),
      toNotify: undefined,
      urgent,
      noWorkerTold: alone || now.noWorkerTold ? true : undefined,
    }
  },

  /** What she sent, as often as she sends it; `answered`: requests to her that it answers. */
  sent(
    before: Draft,
    { record, danger, answered }: { record: Submission; danger: boolean; answered: readonly string[] },
    at: number,
  ): Draft | null {
    const now = goesOn(before, at)
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
  shared: (now: Draft, { answers }: { answers: Answers }, at: number): Draft | null =>
    letRead(goesOn(now, at), () => answers),
  sharedMore: (now: Draft, { answers }: { answers: Answers }, at: number): Draft | null =>
    letRead(goesOn(now, at), (before) => ({ ...before, ...answers })),

  /** She took answers back. */
  retracted(now: Draft, { keys }: { keys: readonly string[] }): Draft | null {
    if (!now.content) return null
    const { record, shared } = now.content
    const left = record && { ...record, answers: without(record.answers, keys) }
    const next = withContent(now, { record: left, shared: shared && without(shared, keys) })
    return left ? { ...next, wish: wishOf(left.answers) } : next
  },

  urgent(before: Draft, _: object, at: number): Draft | null {
    const now = goesOn(before, at)
    return now.urgent ? (now === before ? null : now) : { ...now, urgent: 1 }
  },

  /** She wrote at `said`: somebody has to answer. Heard again after the answer, it asks for none. `alike`: all she wrote. */
  wrote(before: Draft, { said, alike }: { said: number; alike?: string | undefined }, at: number): Draft {
    if (said <= (before.lastMessageAt ?? 0)) return before
    const now = goesOn(before, at)
    return { ...now, lastMessageAt: said, unanswered: now.unanswered ?? said, alike }
  },
}
