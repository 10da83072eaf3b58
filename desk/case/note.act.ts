import { z } from 'zod'
import { defineAct } from '../act.ts'
import { mustSay, ownId, sent, words } from '../input.ts'

/** Beside the case, for workers only. A page's box is called `note`. */
export const note = defineAct({
  name: 'note',
  input: z.object({ ...sent, text: words.optional(), note: words.optional() }),
  may: 'cases',
  audit: ['note'],
  after: 'notes',
  run: ({ desk, id, by }, { text, note, ...given }) =>
    desk.note(id, by.worker, { id: ownId(given, by), text: mustSay(text ?? note) }),
})
