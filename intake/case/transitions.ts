import type { Cause } from './alarm.ts'
import { type CaseDoc, causeOf, type Draft, dueAt } from './case.ts'
import { transferOf } from './readable.ts'
import { remindAtOf } from './reminders.ts'
import { alarmSteps } from './steps/alarm.ts'
import { withContent } from './steps/draft.ts'
import { endSteps } from './steps/end.ts'
import { personSteps } from './steps/person.ts'
import { reminderSteps } from './steps/reminders.ts'
import { requestSteps } from './steps/requests.ts'
import { workerSteps } from './steps/worker.ts'
import { mayBeAlike } from './waves.ts'

/** Why a worker gives a case back. Closed, so that it is read in each reader's language. */
export const returnReasons = [
  'answered',
  'shift',
  'language',
  'skills',
  'wish',
  'disqualified',
  'absent',
  'other',
] as const
/** Why a supervisor takes it from a colleague. */
export const takeReasons = ['absent', 'language', 'skills', 'wish', 'other'] satisfies ReturnReason[]
export type ReturnReason = (typeof returnReasons)[number]

/**
 * Each step of a case's life: what becomes of it when this happens at `at`; `null` where it does not fit how the
 * case stands, so that whoever comes second changes nothing.
 */
const steps = {
  ...personSteps,
  ...workerSteps,
  ...requestSteps,
  ...endSteps,
  ...alarmSteps,
  ...reminderSteps,
}

export const stepNames = Object.keys(steps)

type Steps = typeof steps
/** What can happen to a case: the name of a step, and what that step needs to know. */
export type CaseEvent = {
  [K in keyof Steps]: { type: K } & (Parameters<Steps[K]>[1] extends infer More extends object
    ? More
    : unknown)
}[keyof Steps]

type Step = (now: Draft, event: CaseEvent, at: number) => Draft | null

/** An offer, a question and an answer belong to whoever talks: they end when the talk goes elsewhere. */
const talkOf = ({ talk, offered, offeredAt, unanswered, takenUp, news }: Draft): Partial<Draft> => {
  const none = {
    ...{ offered: undefined, offeredAt: undefined, unanswered: undefined },
    ...{ takenUp: undefined, news: undefined },
  }
  if (talk === 'claimed')
    return { offered, offeredAt: offered ? offeredAt : undefined, unanswered, takenUp, news }
  // Undone, it waits for what it waited for.
  return talk === 'ending' ? { ...none, unanswered, takenUp, news } : none
}

const causeIn = (now: Draft): Cause | null =>
  now.content &&
  (causeOf(now, transferOf(now).exportDue === undefined) ??
    (remindAtOf(now) === undefined ? null : 'reminder'))

/**
 * Entering a state that somebody must come to begins an alarm, leaving it ends it, whoever did it and how: a
 * change of `talk` is a new beginning, and so is another cause.
 */
function alarmOf(
  before: Draft,
  next: Draft,
  at: number,
): Partial<Pick<CaseDoc, 'alarm' | 'alarmed' | 'noWorkerTold'>> {
  const cause = causeIn(next)
  if (!cause) return { alarm: undefined, alarmed: undefined, noWorkerTold: undefined }
  const moved = cause === 'reminder' && remindAtOf(before) !== remindAtOf(next)
  const goesOn = before.talkVersion === next.talkVersion && causeIn(before) === cause && !moved
  if (next.alarm !== undefined && before.alarm !== undefined && goesOn) return {}
  return {
    alarm: dueAt(cause, next, at),
    alarmed: undefined,
    noWorkerTold: cause === 'talk' ? next.noWorkerTold : undefined,
  }
}

/** What holds after every change. The first worker who takes it ends the waiting. */
export const settled = (before: Draft, next: Draft, at: number): Draft => ({
  ...next,
  ...talkOf(next),
  ...alarmOf(before, next, at),
  alike: mayBeAlike(next) ? next.alike : undefined,
  waited: next.waited ?? (!before.assignee && next.talk === 'claimed' ? at - before.waitingSince : undefined),
})

/**
 * `null`: this cannot happen to it as it stands.
 * @param act number of the effect of her conversation that brings it: no case takes one twice, nor after a later one
 */
export function transition(now: Draft, event: CaseEvent, at: number, act?: number): Draft | null {
  if (act !== undefined && act <= (now.content?.acts ?? 0)) return null
  const next = (steps[event.type] as Step)(now, event, at)
  if (!next) return null
  return settled(now, act !== undefined && next.content ? withContent(next, { acts: act }) : next, at)
}
