import { z } from 'zod'
import { defineAct } from '../act.ts'
import { named, ownId, sent, words } from '../input.ts'
import { when } from './when.ts'

/** The page that the form stood on, to go on at. */
const back = z.literal('today').optional()

/** To be reminded of a case. A page's box is called `remindNote`. */
export const remind = defineAct({
  name: 'remind',
  input: z.object({ ...sent, ...when, note: words.optional(), remindNote: words.optional() }),
  may: 'cases',
  audit: ['remind'],
  after: 'tasks',
  trouble: 'desk.remind.trouble',
  run: async ({ desk, id, by }, { note, remindNote, ...given }) => {
    const reminder = { id: ownId(given, by), text: note ?? remindNote ?? '' }
    return { changed: await desk.remind(id, by.worker, reminder, given) }
  },
})

/** Later. */
export const snooze = defineAct({
  name: 'snooze',
  input: z.object({ ...when, reminder: named, back }),
  may: 'cases',
  audit: ['snooze'],
  after: 'tasks',
  trouble: 'desk.remind.trouble',
  run: async ({ desk, id, by }, { reminder, ...given }) => ({
    changed: await desk.snooze(id, by.worker, reminder, given),
  }),
})

export const done = defineAct({
  name: 'done',
  input: z.object({ reminder: named, back }),
  may: 'cases',
  audit: ['done'],
  after: 'tasks',
  run: async ({ desk, id, by }, { reminder }) => ({ changed: await desk.reminded(id, by.worker, reminder) }),
})
