import { z } from 'zod'
import { type AccessReason, accessReasons } from '../../intake/case/access-grants.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { defineAct } from '../act.ts'

/** One of the reasons; in words as well where the list does not say it. */
export const open = defineAct({
  name: 'open',
  input: z
    .object({
      why: z.enum(accessReasons, `why is one of ${accessReasons.join(', ')}`),
      words: z.string().transform(plainText).pipe(z.string().max(500, 'words are too long')).default(''),
    })
    .refine(({ why, words }) => why !== 'other' || words !== '', 'say the reason in words'),
  may: 'cases',
  audit: accessReasons.map((why: AccessReason) => `open.${why}` as const),
  trouble: 'desk.open.trouble',
  run: ({ desk, id, by }, reason) => desk.open(id, by.worker, reason),
})
