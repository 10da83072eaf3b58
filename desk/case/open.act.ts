import { z } from 'zod'
import { type AccessReason, accessReasons } from '../../intake/case/access-grants.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { defineAct } from '../act.ts'

/** Characters: a word is no reason. */
export const LEAST = 10

/** One of the reasons, and always in words: what the list says does not tell one opening from the next. */
export const open = defineAct({
  name: 'open',
  input: z.object({
    why: z.enum(accessReasons, `why is one of ${accessReasons.join(', ')}`),
    words: z
      .string('say the reason in words')
      .transform(plainText)
      .pipe(z.string().min(LEAST, 'say the reason in words').max(500, 'words are too long')),
  }),
  may: 'cases',
  audit: accessReasons.map((why: AccessReason) => `open.${why}` as const),
  trouble: 'desk.open.trouble',
  run: ({ desk, id, by }, reason) => desk.open(id, by.worker, reason),
})
