import { z } from 'zod'
import { defineAct } from '../act.ts'
import { words } from '../input.ts'
import { messageOf } from './message-form.ts'

const order = z
  .union([z.int(), z.stringFormat('order', /^\d{1,16}$/)])
  .transform(Number)
  .optional()

/** One message of hers, by its order in the conversation; a form calls it `message`. */
export const translate = defineAct({
  name: 'translate',
  input: z.object({ order, message: order }),
  may: 'cases',
  audit: ['translate'],
  after: 'talk',
  run: ({ desk, id, by, spoken }, { order, message }) =>
    desk.translate(id, by.worker, message ?? order ?? Number.NaN, spoken),
})

/** What a worker wrote, in her language and back again: to be looked at. */
export const draft = defineAct({
  name: 'draft',
  input: z.object({ text: words, language: z.string().optional() }),
  may: 'cases',
  audit: ['draft'],
  run: async ({ desk, id, by, spoken }, given) => {
    const { text = '', language = spoken } = messageOf(given, by.worker, spoken)
    return { found: { drafted: await desk.draft(id, by.worker, { text, language }) } }
  },
})
