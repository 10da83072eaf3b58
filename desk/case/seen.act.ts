import { z } from 'zod'
import { defineAct } from '../act.ts'

/** Milliseconds since 1970; a form has them in words. */
const time = z
  .union([z.number().int().nonnegative(), z.string().regex(/^\d{1,15}$/)])
  .transform(Number)
  .optional()

/** What was new stood before the eyes of whoever has the case: up to when, of each part that was in view. */
export const seen = defineAct({
  name: 'seen',
  input: z.object({ answers: time, requests: time, talk: time }),
  may: 'cases',
  // That the case was opened is written down already.
  audit: [],
  after: ({ talk, answers }) => (talk ? 'talk' : answers ? 'answers' : 'requests'),
  run: async ({ desk, id, by }, at) => ({ changed: await desk.seen(id, by.worker, at) }),
})
