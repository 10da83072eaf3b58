import { z } from 'zod'
import { isOpen } from '../../web/console/case/detail.ts'
import { defineAct } from '../act.ts'
import { mustSay, ownId, sent, words } from '../input.ts'

/** What a worker has seen cannot wait, with why: any of them may see it first. */
export const raise = defineAct({
  name: 'raise',
  input: z.object({ ...sent, note: words }),
  may: 'cases',
  audit: ['raise'],
  offered: (found) => isOpen(found) && !found.urgent,
  run: async ({ desk, id, by }, { note, ...given }) => {
    const why = { id: ownId(given, by), text: mustSay(note) }
    return { changed: await desk.raise(id, by.worker, why) }
  },
})
