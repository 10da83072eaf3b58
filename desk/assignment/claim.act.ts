import { z } from 'zod'
import { isOpen } from '../../web/console/case/detail.ts'
import { defineAct } from '../act.ts'
import { yes } from '../input.ts'

/** `anyway`: also past one's own limit or her wish. */
export const claim = defineAct({
  name: 'claim',
  input: z.object({ anyway: yes }),
  may: 'cases',
  audit: ['claim', 'claimAnyway'],
  offered: (found) => isOpen(found) && !found.assignee,
  // Into the box: whoever took it goes on by writing.
  after: 'text',
  teams: 'card',
  run: async ({ desk, id, by }, { anyway }) => ({ changed: await desk.claim(id, by.worker, anyway) }),
})
