import { z } from 'zod'
import { relateReasons, unrelateReasons } from '../../intake/case/related.ts'
import { defineAct } from '../act.ts'
import { mustSay, ownId, sent, words } from '../input.ts'
import type { By } from '../worker.ts'

/** The other case by its number, whole or its end, as it was typed; why; and what else there is to say of it. */
const inputOf = <R extends string>(reasons: readonly [R, ...R[]]) =>
  z.object({
    ...sent,
    other: z.string('other is a case number').max(80, 'other is a case number'),
    reason: z.enum(reasons, `reason is one of ${reasons.join(', ')}`),
    words: words.optional(),
  })

const said = <R extends string>(
  { reason, words, ...given }: { id?: string; message?: string; reason: R; words?: string },
  by: By,
) => ({ id: ownId(given, by), reason, text: reason === 'other' ? mustSay(words) : (words ?? '') })

/** Two cases are of one person, says whoever has one of them. */
export const relate = defineAct({
  name: 'relate',
  input: inputOf(relateReasons),
  may: 'cases',
  audit: ['relate'],
  after: 'same',
  trouble: 'desk.trouble.relate',
  run: ({ desk, id, by }, { other, ...given }) => desk.relate(id, by.worker, other, said(given, by)),
})

/** They are not, after all, or are not to be linked. */
export const unrelate = defineAct({
  name: 'unrelate',
  input: inputOf(unrelateReasons),
  may: 'cases',
  audit: ['unrelate'],
  after: 'same',
  trouble: 'desk.trouble.relate',
  run: ({ desk, id, by }, { other, ...given }) => desk.unrelate(id, by.worker, other, said(given, by)),
})
