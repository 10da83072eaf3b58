import type { Answer, Answers, Value } from './answers.ts'
import { asciiDigit } from './digits.ts'
import { questions } from './form.ts'
import type { Field } from './kinds.ts'
import { plainText } from './plain-text.ts'

/** Several questions answered on one page or in one body, by somebody other than her. */
interface Reply {
  answers: Answers
  /** What is wrong, by question; nothing is kept of a reply with any of it. */
  troubles: Record<string, Trouble>
}
/** `none`: of the reply as a whole, no question was answered. */
export type Trouble = 'long' | 'date' | 'option' | 'alone' | 'none'

/** The name of a field on a page: the question, and of several boxes which. */
export const fieldName = (key: string, part = ''): string => (part ? `a:${key}:${part}` : `a:${key}`)

/** The question that a field of its own name answers; other fields keep their name. */
export const keyIn = (name: string): string => name.replace(/^a:/, '')

const parts = ['day', 'month', 'year'] as const
export const words = (value: unknown) => (typeof value === 'string' ? plainText(value) : '')
const digits = (value: unknown) => words(value).replace(/\p{Nd}/gu, asciiDigit)

/** What a page's fields say of one question, for its schema to take; `undefined`: nothing. */
export function fromFields(key: string, { kind, options }: Field, given: Record<string, unknown>): unknown {
  if (kind === 'many') {
    const ids = options.filter((id) => given[fieldName(key, id)] !== undefined)
    return ids.length > 0 ? ids : undefined
  }
  if (kind !== 'date') return words(given[fieldName(key)]) || undefined
  const written = parts.map((part) => digits(given[fieldName(key, part)]))
  if (!written.some(Boolean)) return undefined
  const [day, month, year] = written.map((text) => (/^\d+$/.test(text) ? Number(text) : text || undefined))
  return { year, ...(month === undefined ? {} : { month }), ...(day === undefined ? {} : { day }) }
}

/** The fields of a page that say `value`: what `fromFields` reads. */
export function toFields(key: string, value: Value): Record<string, string> {
  if (typeof value === 'string') return { [fieldName(key)]: value }
  const fields = Array.isArray(value) ? value.map((id) => [id, id] as const) : Object.entries(value)
  return Object.fromEntries(fields.map(([part, said]) => [fieldName(key, part), String(said)]))
}

function troubleOf({ kind, max, alone }: Field, value: unknown): Trouble {
  if (kind === 'date') return 'date'
  if (kind === 'text') return typeof value === 'string' && value.length > max ? 'long' : 'option'
  return Array.isArray(value) && value.length > 1 && value.some((id) => alone.includes(id))
    ? 'alone'
    : 'option'
}

/**
 * Reads what was answered to `keys`: the fields of a page (`fieldName`), or a program's `answers` by question.
 * Any question may be left out, which is kept as passed over; not all of them.
 */
export function readReply(
  keys: readonly string[],
  given: Record<string, unknown>,
  kept: Pick<Answer, 'language' | 'wording' | 'at'>,
): Reply {
  const body = given.answers
  const program = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : null
  const answers: Record<string, Answer> = {}
  const troubles: Record<string, Trouble> = {}
  for (const key of keys) {
    const field = questions.get(key)
    if (!field) continue
    const value = program ? program[key] : fromFields(key, field, given)
    if (value === undefined) answers[key] = { status: 'skipped', ...kept }
    else if (value === 'pass:unknown') answers[key] = { status: 'unknown', ...kept }
    else {
      const read = field.schema.safeParse(typeof value === 'string' ? words(value) : value)
      if (read.success) answers[key] = { status: 'answered', value: read.data as Value, ...kept }
      else troubles[key] = troubleOf(field, value)
    }
  }
  const said = Object.values(answers).some(({ status }) => status !== 'skipped')
  const stray = program && Object.keys(program).find((key) => !keys.includes(key))
  if (stray !== undefined && stray !== null) troubles[stray] = 'option'
  if (!said && Object.keys(troubles).length === 0 && keys[0]) troubles[keys[0]] = 'none'
  return { answers, troubles }
}
