import { z } from 'zod'
import { defineAct } from '../act.ts'
import { mustSay, named, ownId, sent, words } from '../input.ts'

/** Asks a colleague to take the case on; a page calls what is said to the colleague by the box it stands in. */
export const transfer = defineAct({
  name: 'transfer',
  input: z.object({
    ...sent,
    to: named,
    note: words.optional(),
    transferNote: words.optional(),
  }),
  may: 'cases',
  audit: ['transfer'],
  run: async ({ desk, id, by }, { to, note, transferNote, ...given }) => {
    const said = { id: ownId(given, by), text: mustSay(note ?? transferNote) }
    return { changed: await desk.transfer(id, by.worker, to, said) }
  },
})

/** The sender thinks better of it. */
export const withdraw = defineAct({
  name: 'withdraw',
  input: z.object({}),
  may: 'cases',
  audit: ['withdraw'],
  run: async ({ desk, id, by }) => ({ changed: await desk.withdraw(id, by.worker) }),
})

export const accept = defineAct({
  name: 'accept',
  input: z.object({}),
  may: 'cases',
  audit: ['accept'],
  // As whoever takes a case does.
  after: 'text',
  run: async ({ desk, id, by }) => ({ changed: await desk.accept(id, by.worker) }),
})

export const decline = defineAct({
  name: 'decline',
  input: z.object({
    ...{ ...sent, note: words.optional(), declineNote: words.optional() },
    /** The list that the form stood on, to go on at. */
    back: z.literal('queue').optional(),
  }),
  may: 'cases',
  audit: ['decline'],
  run: async ({ desk, id, by }, { note, declineNote, ...given }) => {
    const why = { id: ownId(given, by), text: mustSay(note ?? declineNote) }
    return { changed: await desk.decline(id, by.worker, why) }
  },
})
