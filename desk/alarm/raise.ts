import { type Pace, PERSON, type Raised, type Step, waitsForHours } from '../../intake/case/alarm.ts'
import type { Case, CaseDoc } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { subjectOf } from '../../intake/case/steps/alarm.ts'
import { type Hours, isOpen, nextOpening } from '../../intake/hours/hours.ts'
import type { Clock, Versioned } from '../../intake/store/ports.ts'
import type { Port } from './port.ts'

export interface RaiseParts {
  cases: Cases
  hours: Hours
  ports: readonly Port[]
  pace: Pace
  clock: Clock
}

export interface RaisedAlarm {
  case: Case
  raised: Raised
}

/** Each step of an alarm is raised by a conditional write on the case: of two processes one does it. */
export function raising({ cases, hours, ports, pace, clock }: RaiseParts) {
  const waysOf = (step: Step, alone: boolean): string[] => [
    ...ports.filter(({ takes }) => takes(step)).map(({ name }) => name),
    ...(step === 'unanswered' || alone ? [PERSON] : []),
  ]

  return {
    /** `reaches`: is there anybody at this step? `null`: somebody took the case, or another process this step. */
    async raise(doc: Versioned<CaseDoc>, reaches: (step: Step) => boolean): Promise<RaisedAlarm | null> {
      const { id, alarm: due } = doc
      const now = clock()
      const subject = subjectOf(doc)
      // Whoever asked to be reminded and is here still is at work, whatever the hours.
      const here = subject.cause === 'reminder' && reaches('fitting')
      if (waitsForHours(subject) && !here && !isOpen(hours, now)) {
        const until = nextOpening(hours, now)?.[0] ?? now + pace.calm
        await cases.apply(id, { type: 'alarmPutOff', due, until })
        return null
      }
      const kept = await cases.apply(id, { type: 'alarmRaised', due, pace, reaches, waysOf })
      return kept?.alarmed ? { case: kept, raised: kept.alarmed } : null
    },

    /** Told of nothing left, the alarm waits for its next step. */
    async settle({ case: { id }, raised }: RaisedAlarm, left: string[]): Promise<void> {
      await cases.apply(id, { type: 'alarmTold', times: raised.times, left })
    },
  }
}
