import { randomUUID } from 'node:crypto'
import type { Value } from '../../intake/answers.ts'
import { questions } from '../../intake/form.ts'
import type { Field } from '../../intake/kinds.ts'
import { Refusal } from '../errors.ts'
import type { Worker } from './desk.ts'
import { wordOf } from './given.ts'

/** An edit as it was asked for: `value` is what the question's own schema takes. */
export interface Edited {
  id: string
  key: string
  value: Value
  note?: string
}

const LONGEST_NOTE = 1000

/** Line breaks and tabs stay; no other control character is kept. */
const clean = (text: unknown): string =>
  typeof text === 'string'
    ? text
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .trim()
    : ''

/** A form names the parts of a value side by side: `value.labour=on`, `value.year=1999`. */
function partsOf(given: Record<string, unknown>, { kind, options }: Field): unknown {
  if (given.value !== undefined) return typeof given.value === 'string' ? clean(given.value) : given.value
  if (kind === 'many') return options.filter((id) => given[`value.${id}`] !== undefined)
  if (kind !== 'date') return undefined
  const parts = ['year', 'month', 'day'].flatMap((name) => {
    const text = wordOf(given[`value.${name}`]).trim()
    return text ? [[name, /^\d+$/.test(text) ? Number(text) : text]] : []
  })
  return Object.fromEntries(parts)
}

/** @throws Refusal NOT_FOUND for no question, BAD_REQUEST for what is no answer to it */
export function editOf(given: Record<string, unknown>, worker: Worker): Edited {
  const { key, note, id = randomUUID() } = given
  const field = questions.get(wordOf(key))
  if (typeof key !== 'string' || !field) throw new Refusal('NOT_FOUND', 'there is no such question')
  if (typeof id !== 'string' || !/^[\w:-]{1,100}$/.test(id))
    throw new Refusal('BAD_REQUEST', 'id is not usable')
  const read = field.schema.safeParse(partsOf(given, field))
  if (!read.success) throw new Refusal('BAD_REQUEST', 'value is no answer to this question')
  const why = clean(note)
  if (why.length > LONGEST_NOTE) throw new Refusal('BAD_REQUEST', 'note is too long')
  // Two workers may count alike.
  const mine = `${worker.id}.${id}`
  return { id: mine, key, value: read.data as Value, ...(why ? { note: why } : {}) }
}
