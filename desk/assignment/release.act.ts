import { z } from 'zod'
import { returnReasons } from '../../intake/case/transitions.ts'
import { Refusal } from '../../platform/errors.ts'
import { defineAct } from '../act.ts'
import { ownId, sent, words, yes } from '../input.ts'

/** `others`: a colleague's case too; asked for by name, so that no stale page does it, and never without a reason. */
export const release = defineAct({
  name: 'release',
  input: z.object({
    ...sent,
    to: z.enum(['bot', 'queue'], 'to is bot or queue').default('queue'),
    reason: z
      .union([z.enum(returnReasons), z.literal('')], `reason is one of ${returnReasons.join(', ')}`)
      .optional(),
    note: words.optional(),
    releaseNote: words.optional(),
    others: yes,
  }),
  may: 'cases',
  mayAlso: ({ others }) => (others ? 'others' : null),
  audit: ['release'],
  teams: 'chat',
  trouble: 'desk.trouble.reason',
  run: async ({ desk, id, by }, { to, reason, others, note, releaseNote, ...given }) => {
    if (others && !reason) throw new Refusal('BAD_REQUEST', 'reason is missing')
    const text = note ?? releaseNote ?? ''
    const why = text || reason ? { note: { id: ownId(given, by), text }, reason: reason || undefined } : {}
    return { changed: await desk.release(id, by.worker, { to, others, ...why }) }
  },
})
