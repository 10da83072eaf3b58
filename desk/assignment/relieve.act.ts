import { z } from 'zod'
import { takeReasons } from '../../intake/case/transitions.ts'
import { defineAct } from '../act.ts'
import { ownId, sent, words } from '../input.ts'

/** A supervisor goes on with a colleague's case, for a reason that the colleague reads. */
export const relieve = defineAct({
  name: 'relieve',
  input: z.object({
    ...sent,
    reason: z.enum(takeReasons, `reason is one of ${takeReasons.join(', ')}`),
    releaseNote: words.optional(),
    note: words.optional(),
  }),
  may: 'others',
  audit: ['relieve'],
  trouble: 'desk.trouble.reason',
  run: async ({ desk, id, by }, { reason, note, releaseNote, ...given }) => {
    const why = { id: ownId(given, by), text: note ?? releaseNote ?? '' }
    return { changed: await desk.relieve(id, by.worker, { note: why, reason }) }
  },
})
