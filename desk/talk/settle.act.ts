import { z } from 'zod'
import { defineAct } from '../act.ts'

/** What she wrote last, such as a thank you, asks for no answer: it is marked as waiting no more. */
export const settle = defineAct({
  name: 'settle',
  input: z.object({}),
  may: 'cases',
  audit: ['settle'],
  after: 'talk',
  run: async ({ desk, id, by }) => ({ changed: await desk.needsNoAnswer(id, by.worker) }),
})
