import { z } from 'zod'
import { defineAct } from '../act.ts'
import { sent } from '../input.ts'
import { messageOf } from './message-form.ts'

/** Words, a sentence of the phrasebook whose places stand beside it or in `with`, or a draft that was looked at. */
export const message = defineAct({
  name: 'message',
  input: z.looseObject({
    ...sent,
    text: z.string().optional(),
    language: z.string().optional(),
    phrase: z.string().optional(),
    with: z.unknown().optional(),
    draft: z.string().optional(),
  }),
  may: 'cases',
  audit: ['message'],
  after: 'talk',
  run: async ({ desk, id, by, spoken }, { message, draft, ...given }) => {
    const own = { ...given, id: message ?? given.id }
    if (draft === undefined)
      return desk.message(id, by.worker, messageOf(own, by.worker, spoken, desk.phrases()))
    const { machine, ...looked } = await desk.drafted(id, by.worker, draft)
    const said = messageOf({ ...own, ...looked, phrase: undefined }, by.worker, spoken)
    await desk.message(id, by.worker, { ...said, machine })
  },
})
