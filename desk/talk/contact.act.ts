import { z } from 'zod'
import { results } from '../../intake/case/attempts.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { defineAct } from '../act.ts'
import { ways } from './contact-attempts.ts'
import { isTag } from './message-form.ts'

const yes = z
  .union([z.literal(true), z.literal('yes')])
  .transform(() => true as const)
  .optional()

/** May she be contacted so? Asked before anybody calls or writes. */
export const may = defineAct({
  name: 'may',
  input: z.object({
    way: z.enum(ways),
    words: z.enum(['neutral', 'open']),
    language: z.string().refine(isTag),
    left: yes,
    other: yes,
  }),
  may: 'cases',
  audit: ['askContact', 'refuseContact'],
  run: async ({ desk, id, by }, plan) => ({ found: { permit: await desk.mayContact(id, by.worker, plan) } }),
})

/** How it went. */
export const contact = defineAct({
  name: 'contact',
  input: z.object({
    permit: z.string().min(1),
    result: z.enum(results),
    text: z.string().transform(plainText).pipe(z.string().max(2000)).default(''),
  }),
  may: 'cases',
  audit: ['contact'],
  after: 'attempts',
  run: ({ desk, id, by }, went) => desk.contact(id, by.worker, went),
})
