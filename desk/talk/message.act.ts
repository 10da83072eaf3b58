import { z } from 'zod'
import { defineAct } from '../act.ts'
import { sent, yes } from '../input.ts'
import { messageOf } from './message-form.ts'

/**
 * Words, a sentence of the phrasebook whose places stand beside it or in `with`, or a draft that was looked at. `anyway`: words
 * also in other letters than those of the language they are read in.
 */
export const message = defineAct({
  name: 'message',
  input: z.looseObject({
    ...sent,
    text: z.string().optional(),
    language: z.string().optional(),
    phrase: z.string().optional(),
    with: z.unknown().optional(),
    draft: z.string().optional(),
    anyway: yes,
  }),
  may: 'cases',
  audit: ['message'],
  after: 'talk',
  run: async ({ desk, id, by, spoken }, { message, draft, anyway, ...given }) => {
    const own = { ...given, id: message ?? given.id }
    if (draft === undefined)
      return desk.message(id, by.worker, messageOf(own, by.worker, spoken, desk.phrases()), anyway)
    const { machine, ...looked } = await desk.drafted(id, by.worker, draft)
    const said = messageOf({ ...own, ...looked, phrase: undefined }, by.worker, spoken)
    await desk.message(id, by.worker, { ...said, machine }, anyway)
  },
})
