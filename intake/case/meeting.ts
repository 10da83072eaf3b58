import { z } from 'zod'
import type { Answers } from '../form/answers.ts'
import { atCentre } from '../form/form.ts'
import { onOneLine } from '../form/plain-text.ts'

/**
 * The joint meeting of a reception-centre case, where the need of help is assessed together and the work is
 * divided. What is agreed is kept with who wrote it down; what was agreed before stays to be read.
 */

/** The help that the law gives, a closed list (Act 746/2011 s. 38 a). */
export const help = [
  'advice',
  'accommodation',
  'allowance',
  'socialServices',
  'healthServices',
  'interpreting',
  'legal',
  'tracing',
  'return',
] as const
export type Help = (typeof help)[number]

/** Who arranges it: the assistance system, the reception centre, the wellbeing services county, somebody else. */
export const arrangers = ['nas', 'centre', 'county', 'other'] as const

const line = (max: number) => z.string().trim().max(max).regex(onOneLine).optional()

export const agreement = z.strictObject({
  date: z.iso.date().optional(),
  /** Of day in Finland. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  place: line(200),
  participants: line(500),
  interpreter: z.enum(['booked', 'open', 'notNeeded']).optional(),
  interpreterLanguage: line(120),
  /** By kind of help: who arranges it, and more about it. What is not there is not agreed. */
  division: z
    .partialRecord(z.enum(help), z.strictObject({ who: z.enum(arrangers), note: line(200) }))
    .default({}),
})
export type Agreement = z.output<typeof agreement>

/** One agreement as it was written down. */
export interface Agreed extends Agreement {
  by: { id: string; name: string }
  /** Milliseconds since 1970. */
  at: number
}

/** Her wishes for it, as the form asks them. */
export const wishes = [
  'centre.meetingWish',
  'centre.meetingDates',
  'centre.meetingWithout',
  'needs.interpreterLanguage',
  'needs.interpreterWish',
]

/** Is there a reception centre to meet with? */
export const hasMeeting = (answers: Answers | undefined): boolean =>
  answers !== undefined && atCentre(answers)
