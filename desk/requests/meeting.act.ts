import { z } from 'zod'
import { agreement, help } from '../../intake/case/meeting.ts'
import { defineAct } from '../act.ts'
import type { Fields } from '../fields.ts'

/** A page names who arranges what side by side, a program puts it in `division`. */
const divisionOf = (given: Fields) =>
  given.division ??
  Object.fromEntries(
    help.flatMap((one) => {
      const [who, note] = [given[`who:${one}`], given[`note:${one}`]]
      return who ? [[one, { who, note: note || undefined }]] : []
    }),
  )

/** A field that a page leaves empty is not there, and other fields of a form are none of the agreement's. */
const filled = (given: Fields) =>
  Object.fromEntries(
    [...Object.keys(agreement.shape), 'seen']
      .map((name) => [name, name === 'division' ? divisionOf(given) : given[name]])
      .filter(([, value]) => value !== '' && value !== undefined),
  )

const seen = z.union([z.int(), z.stringFormat('count', /^-?\d{1,9}$/)]).transform(Number)

/** What is agreed on the joint meeting. `seen`: how many agreements there were when this one was written. */
export const meeting = defineAct({
  name: 'meeting',
  input: z.preprocess((given) => filled(given as Fields), agreement.extend({ seen })),
  may: 'cases',
  audit: 'meeting',
  after: 'meeting',
  run: async ({ desk, id, by }, { seen, ...agreed }) => ({
    changed: await desk.agree(id, by.worker, seen, agreed),
  }),
})
