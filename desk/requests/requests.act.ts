import { z } from 'zod'
import { type Basis, parties } from '../../intake/case/requests.ts'
import { oneLine } from '../../intake/form/plain-text.ts'
import { defineAct } from '../act.ts'
import { ownId, sent } from '../input.ts'

/** Which request of the case it is about. */
const one = z.string().regex(/^[\w.:-]{1,120}$/, 'not usable as the id of a request')

const name = z.string().transform((typed) => oneLine(typed, 120))

/** A program gives a list, a page one box a question or a set of them. */
const ticked = (kind: 'key' | 'set', list: string[] | undefined, boxes: object): string[] => [
  ...new Set(
    list ??
      Object.keys(boxes).flatMap((box) => (box.startsWith(`${kind}:`) ? [box.slice(kind.length + 1)] : [])),
  ),
]

/** Asks one party for what is missing, by questions of the form. Of an authority: which, and what it rests on. */
export const request = defineAct({
  name: 'request',
  input: z.looseObject({
    ...sent,
    to: z.enum(parties, `to is one of ${parties.join(', ')}`),
    keys: z.array(z.string()).optional(),
    sets: z.array(z.string()).optional(),
    authority: z.string().default(''),
    name: name.default(''),
    basis: z.string().default(''),
  }),
  may: 'cases',
  audit: ['request', 'link'],
  after: 'requests',
  run: async ({ desk, id, by }, { to, authority, basis, name, ...given }) => {
    const keys = ticked('key', given.keys, given)
    const wish = { id: ownId(given, by), to, keys, sets: ticked('set', given.sets, given) }
    // Whether there is such an authority, and such a ground, is said in words to whoever asks.
    const of = { authority, basis: basis as Basis, name: name || undefined }
    return { made: await desk.request(id, by.worker, to === 'authority' ? { ...wish, ...of } : wish) }
  },
})

export const recall = defineAct({
  name: 'recall',
  input: z.object({ request: one }),
  may: 'cases',
  audit: ['recall'],
  after: 'requests',
  run: async ({ desk, id, by }, { request }) => ({ changed: await desk.recall(id, by.worker, request) }),
})

/** A new link to the same request; the one before opens no more. */
export const link = defineAct({
  name: 'link',
  input: z.object({ request: one }),
  may: 'cases',
  audit: ['link'],
  run: async ({ desk, id, by }, { request }) => ({
    made: { request, ...(await desk.link(id, by.worker, request)) },
  }),
})

/** What an authority said, by the fields of the questions it was asked. */
export const record = defineAct({
  name: 'record',
  input: z.looseObject({ request: one, on: z.iso.date('on is a day such as 2026-12-31') }),
  may: 'cases',
  audit: ['record'],
  after: 'requests',
  run: async ({ desk, id, by, spoken }, { request, on, ...given }) => ({
    changed: await desk.record(id, by.worker, { request, on, given, language: spoken }),
  }),
})
