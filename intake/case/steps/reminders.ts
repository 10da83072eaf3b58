import type { Draft } from '../case.ts'
import { MOST_REMINDERS, type Reminder } from '../reminders.ts'
import { isHeldBy, withContent } from './draft.ts'

const of = (now: Draft): Reminder[] => now.content?.reminders ?? []
const has = (now: Draft, by: string, id: string) => isHeldBy(now, by) && of(now).some((one) => one.id === id)

/** What whoever has a case is to be reminded of. It rings when it is due: `transitions.ts`. */
export const reminderSteps = {
  /** Asked for twice under the same id, it is there once. */
  reminded(now: Draft, { by, reminder }: { by: string; reminder: Reminder }): Draft | null {
    if (!isHeldBy(now, by)) return null
    const others = of(now).filter(({ id }) => id !== reminder.id)
    return others.length < MOST_REMINDERS ? withContent(now, { reminders: [...others, reminder] }) : null
  },

  snoozed(now: Draft, { by, id, until }: { by: string; id: string; until: number }): Draft | null {
    if (!has(now, by, id)) return null
    return withContent(now, {
      reminders: of(now).map((one) => (one.id === id ? { ...one, at: until } : one)),
    })
  },

  /** Done again, it changes nothing. */
  reminderDone: (now: Draft, { by, id }: { by: string; id: string }): Draft | null =>
    isHeldBy(now, by) ? withContent(now, { reminders: of(now).filter((one) => one.id !== id) }) : null,
}
