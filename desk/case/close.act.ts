import { z } from 'zod'
import { outcomes } from '../../intake/case/outcomes.ts'
import { isMine } from '../../web/console/case/detail.ts'
import { defineAct } from '../act.ts'
import { ownId, sent, words } from '../input.ts'

/** One of the ways in which a case ends. An agency has more of them: the desk knows which. */
export const outcome = z.string().meta({ enum: [...outcomes] })

export const close = defineAct({
  name: 'close',
  input: z.object({ ...sent, outcome: outcome.default('other'), closeNote: words.optional() }),
  may: 'cases',
  audit: ['close'],
  offered: isMine,
  run: async ({ desk, id, by }, { outcome, closeNote: text = '', ...given }) => ({
    changed: await desk.close(id, by.worker, { outcome, note: { id: ownId(given, by), text } }),
  }),
})

/** For some minutes: she has not been told. */
export const keep = defineAct({
  name: 'keep',
  input: z.object({}),
  may: 'cases',
  audit: ['keep'],
  offered: ({ ending }) => ending?.me === true,
  run: async ({ desk, id, by }) => ({ changed: await desk.keepOpen(id, by.worker) }),
})
