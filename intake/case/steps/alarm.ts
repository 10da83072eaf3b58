import { SKEW } from '../../hours/time.ts'
import { dueAfter, type Pace, RETRY, raise, type Step, type Subject, waitsForHours } from '../alarm.ts'
import type { CaseDoc, Draft } from '../case.ts'

export const subjectOf = ({
  talk,
  urgent,
  application,
  assignee,
}: Pick<CaseDoc, 'talk' | 'urgent' | 'application' | 'assignee'>): Subject => ({
  cause: causeOf(talk, application, assignee),
  urgent: urgent === 1,
})

/** Of a case that rings. What somebody has, or nobody sent, rings only to remind. */
function causeOf(
  talk: CaseDoc['talk'],
  application: CaseDoc['application'],
  assignee: string,
): Subject['cause'] {
  if (talk === 'waiting') return 'talk'
  if (assignee || application === 'draft') return 'reminder'
  return application === 'moreInfo' ? 'moreInfo' : 'sent'
}

/** Was it begun or raised at a time that is still to come? */
export const isAhead = ({ alarmed, waitingSince }: Pick<CaseDoc, 'alarmed' | 'waitingSince'>, now: number) =>
  Math.max(alarmed?.last ?? 0, waitingSince) - now > SKEW

interface Ringing {
  /** When the alarm was due that is raised; another process may have raised it since. */
  due: number | undefined
  pace: Pace
  /** Is there anybody at this step? */
  reaches: (step: Step) => boolean
  /** By what a step is told. `alone`: with nobody at work. */
  waysOf: (step: Step, alone: boolean) => string[]
}

/** How an alarm goes on while it lasts; it begins and ends in `transitions.ts`. */
export const alarmSteps = {
  /** Nobody is called in their night for something that can wait. */
  alarmPutOff: (now: Draft, { due, until }: { due: number | undefined; until: number }): Draft | null =>
    now.alarm === due && waitsForHours(subjectOf(now)) ? { ...now, alarm: until } : null,

  /** What is still owed of a step is tried again before the next one. */
  alarmRaised(now: Draft, { due, pace, reaches, waysOf }: Ringing, at: number): Draft | null {
    if (now.alarm === undefined || now.alarm !== due) return null
    const { alarmed: before } = now
    if (before && before.owed.length > 0 && at < before.next) return { ...now, alarm: at + RETRY }
    const next = raise(subjectOf(now), before, at, pace, reaches)
    const alarmed = { ...next, owed: waysOf(next.step, now.noWorkerTold === true) }
    return { ...now, alarmed, alarm: dueAfter(alarmed, at) }
  },

  /** A clock that was ahead has put it off into the time that it told: it begins anew. */
  alarmAhead(now: Draft, { due }: { due: number | undefined }, at: number): Draft | null {
    if (now.alarm === undefined || now.alarm !== due || !isAhead(now, at)) return null
    return { ...now, alarm: at, alarmed: undefined, waitingSince: Math.min(now.waitingSince, at) }
  },

  /** It went out, but for what is `left`. `times`: which raising it was. */
  alarmTold(now: Draft, { times, left }: { times: number; left: string[] }, at: number): Draft | null {
    if (now.alarmed?.times !== times) return null
    const alarmed = { ...now.alarmed, owed: left }
    return { ...now, alarmed, alarm: dueAfter(alarmed, at) }
  },

  /** She is told once each time she waits. */
  noWorkerLeft: (now: Draft): Draft | null =>
    now.talk === 'waiting' && !now.noWorkerTold ? { ...now, noWorkerTold: true } : null,
}
