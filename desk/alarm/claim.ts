import {
  dueAfter,
  type Pace,
  type Raised,
  RETRY,
  raise,
  type Step,
  type Subject,
  waitsForHours,
} from '../../intake/case/alarm.ts'
import type { Case, CaseDoc } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { type Hours, isOpen, nextOpening } from '../../intake/hours/hours.ts'
import type { Clock, Versioned } from '../../intake/store/ports.ts'
import { PERSON } from './person.ts'
import type { Port } from './port.ts'

export interface ClaimParts {
  cases: Cases
  hours: Hours
  ports: readonly Port[]
  pace: Pace
  clock: Clock
}

export interface Claimed {
  case: Case
  raised: Raised
}

const subjectOf = ({ talk, urgent }: Pick<CaseDoc, 'talk' | 'urgent'>): Subject => ({
  cause: talk === 'waiting' ? 'talk' : 'sent',
  urgent: urgent === 1,
})

/** Takes each step of an alarm by a conditional write on the case, so that two processes raise it once. */
export function claiming({ cases, hours, ports, pace, clock }: ClaimParts) {
  const waysOf = (step: Step, alone: boolean): string[] => [
    ...ports.filter(({ takes }) => takes(step)).map(({ name }) => name),
    ...(step === 'unanswered' || alone ? [PERSON] : []),
  ]

  return {
    /** `reaches`: is there anybody at this step? `null`: somebody took the case, or another process this step. */
    async claim(doc: Versioned<CaseDoc>, reaches: (step: Step) => boolean): Promise<Claimed | null> {
      const now = clock()
      let given: Raised | undefined
      const kept = await cases.update(doc.id, (found) => {
        given = undefined
        if (found.alarm !== doc.alarm) return null
        const subject = subjectOf(found)
        if (waitsForHours(subject) && !isOpen(hours, now)) {
          const opens = nextOpening(hours, now)?.[0]
          return { ...found, alarm: opens ?? now + pace.calm }
        }
        const before = found.alarmed
        if (before && before.owed.length > 0 && now < before.next) {
          given = before
          return { ...found, alarm: now + RETRY }
        }
        const next = raise(subject, before, now, pace, reaches)
        given = { ...next, owed: waysOf(next.step, found.noWorkerTold === true) }
        return { ...found, alarmed: given, alarm: dueAfter(given, now) }
      })
      return kept && given ? { case: kept, raised: given } : null
    },

    /** Told of nothing left, the alarm waits for its next step. */
    async settle({ case: { id }, raised }: Claimed, left: string[]): Promise<void> {
      await cases.update(id, (found) => {
        if (found.alarmed?.times !== raised.times) return null
        const alarmed = { ...found.alarmed, owed: left }
        return { ...found, alarmed, alarm: dueAfter(alarmed, clock()) }
      })
    },
  }
}
