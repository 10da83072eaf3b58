import { z } from 'zod'
import { outcomes } from '../../intake/case/outcomes.ts'
import { isMine } from '../../web/console/case/detail.ts'
import { defineAct } from '../act.ts'

export const close = defineAct({
  name: 'close',
  input: z.object({
    outcome: z.enum(outcomes, `outcome is one of ${outcomes.join(', ')}`).default('other'),
  }),
  may: 'cases',
  audit: ['close'],
  offered: isMine,
  run: async ({ desk, id, by }, { outcome }) => ({ changed: await desk.close(id, by.worker, outcome) }),
})
