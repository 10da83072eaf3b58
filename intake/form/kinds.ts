import { z } from 'zod'
import type { Answers } from './answers.ts'

/**
 * The four kinds of question. A field carries what an answer may be (`schema`) and when it is asked
 * (`when`); it carries no words: those live in `locales/` under the question's key.
 */
export interface Field {
  kind: 'choice' | 'many' | 'text' | 'date'
  /** Ids that may be answered, in the order they are shown. */
  options: readonly string[]
  /** Of `many`: ids that stand alone, such as "not sure". */
  alone: readonly string[]
  /** Of `many`: options under headings of their own, by the name of each; all of them or none. */
  sets: Readonly<Record<string, readonly string[]>>
  /** Of `many`: options that wait behind "something else" where a channel can fold them away. */
  rare: readonly string[]
  /** Of `text`: the longest answer, in UTF-16 units. */
  max: number
  schema: z.ZodType
  when: (answers: Answers) => boolean
  /** Has a second wording for when somebody else answers about the person. */
  about: boolean
  /** Must have an answer before sending: it can be put off, but not passed over. */
  required: boolean
  /** May be sent by text message at all. */
  sms: 'yes' | 'never'
  /** Tells who the person is: never asked nor kept without her consent. */
  identifying: boolean
  /** Belongs to her, but is not asked on the way: the worker sees it as not asked, and may ask. */
  left: (answers: Answers) => boolean
}

const field = (kind: Field['kind'], schema: z.ZodType, more: Partial<Field> = {}): Field => ({
  kind,
  schema,
  options: [],
  alone: [],
  sets: {},
  rare: [],
  max: 0,
  when: () => true,
  about: false,
  required: false,
  sms: 'yes',
  identifying: false,
  left: () => false,
  ...more,
})

export const choice = (...options: string[]) => field('choice', z.enum(options), { options })

/** Several may be chosen; those in `alone`, such as "not sure", only by themselves. */
export const many = (options: string[], alone: string[] = []) => {
  const all = [...options, ...alone]
  const schema = z
    .array(z.enum(all))
    .min(1)
    .refine((ids) => ids.length === 1 || !ids.some((id) => alone.includes(id)))
  return field('many', schema, { options: all, alone })
}

/** Of several questions in one: a heading for each, and one answer that holds them all. */
export const inSets = (sets: Record<string, string[]>, alone: string[]) => ({
  ...many(Object.values(sets).flat(), alone),
  sets,
})

export const rarely = (rare: string[], inner: Field): Field => ({ ...inner, rare })

export const text = (max: number) => field('text', z.string().trim().min(1).max(max), { max })

/** 31 February is no day. */
const isDay = ({
  year,
  month,
  day,
}: {
  year: number
  month?: number | undefined
  day?: number | undefined
}) =>
  day === undefined || (month !== undefined && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day)

/** A date by parts, in the Gregorian calendar: a year alone is enough. */
export const date = () =>
  field(
    'date',
    z
      .object({
        year: z.int().min(1900).max(2100),
        month: z.int().min(1).max(12).optional(),
        day: z.int().min(1).max(31).optional(),
      })
      .refine(isDay),
  )

export const when = (asked: (answers: Answers) => boolean, inner: Field): Field => {
  const before = inner.when
  return { ...inner, when: (answers) => before(answers) && asked(answers) }
}

export const leftToWorker = (left: Field['left'], inner: Field): Field => ({ ...inner, left })

export const about = (inner: Field): Field => ({ ...inner, about: true })
export const required = (inner: Field): Field => ({ ...inner, required: true })
/** Never by text message: a phone's lock screen is no place for it. */
export const unwritten = (inner: Field): Field => ({ ...inner, sms: 'never' })
export const identifying = (inner: Field): Field => ({ ...inner, identifying: true, sms: 'never' })
