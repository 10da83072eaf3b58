import type { Case } from '../../intake/case/case.ts'
import { MOST_REMINDERS, type Reminder } from '../../intake/case/reminders.ts'
import type { CaseEvent } from '../../intake/case/transitions.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Assignment } from '../assignment/assignment.ts'
import type { DeskParts } from '../parts.ts'
import { Explained } from '../refusals.ts'
import type { Worker } from '../worker.ts'
import { type When, whenOf } from './when.ts'

class TooMany extends Explained {
  constructor() {
    super('CONFLICT', `a case has at most ${MOST_REMINDERS} reminders`, 'desk.remind.tooMany')
  }
}

/** What whoever has a case is to be reminded of. */
export function reminding(
  { audit, clock }: Pick<DeskParts, 'audit' | 'clock'>,
  { requireAssigned, whileAssigned }: Pick<Assignment, 'requireAssigned' | 'whileAssigned'>,
) {
  async function change(id: string, worker: Worker, event: CaseEvent, what: 'remind' | 'snooze' | 'done') {
    const now = await whileAssigned(id, worker, event)
    await audit.note(worker.id, what, id)
    return now
  }

  return {
    /** `id` is the sender's own: asked for twice, it is there once. */
    async remind(
      id: string,
      worker: Worker,
      reminder: Pick<Reminder, 'id' | 'text'>,
      when: When,
    ): Promise<Case> {
      const at = whenOf(when, clock())
      const { content } = await requireAssigned(id, worker)
      const others = (content?.reminders ?? []).filter((one) => one.id !== reminder.id)
      if (others.length >= MOST_REMINDERS) throw new TooMany()
      const by = { id: worker.id, name: worker.name }
      return change(
        id,
        worker,
        { type: 'reminded', by: worker.id, reminder: { ...reminder, at, by } },
        'remind',
      )
    },

    async snooze(id: string, worker: Worker, reminder: string, when: When): Promise<Case> {
      const until = whenOf(when, clock())
      const { content } = await requireAssigned(id, worker)
      if (!content?.reminders?.some((one) => one.id === reminder)) throw new Refusal('NOT_FOUND')
      return change(id, worker, { type: 'snoozed', by: worker.id, id: reminder, until }, 'snooze')
    },

    /** Done again, it changes nothing. */
    async reminded(id: string, worker: Worker, reminder: string): Promise<Case> {
      await requireAssigned(id, worker)
      return change(id, worker, { type: 'reminderDone', by: worker.id, id: reminder }, 'done')
    },
  }
}
