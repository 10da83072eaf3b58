import { randomUUID } from 'node:crypto'
import type { Value } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'
import type { Field } from '../../intake/form/kinds.ts'
import { fromFields, words } from '../../intake/form/reply.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Fields } from '../fields.ts'
import type { Worker } from '../worker.ts'

/** An edit as it was asked for: `value` is what the question's own schema takes. */
export interface AnnotationInput {
  id: string
  key: string
  value: Value
  note?: string
}

const LONGEST_NOTE = 1000

/** A program gives `value`, a page the fields of the question. */
function saidIn(given: Fields, key: string, field: Field): unknown {
  if (given.value === undefined) return fromFields(key, field, given)
  return typeof given.value === 'string' ? words(given.value) : given.value
}

/** @throws Refusal NOT_FOUND for no question, BAD_REQUEST for what is no answer to it */
export function annotationOf(given: Fields, worker: Worker): AnnotationInput {
  const { key, note, id = randomUUID() } = given
  const field = typeof key === 'string' ? questions.get(key) : undefined
  if (typeof key !== 'string' || !field) throw new Refusal('NOT_FOUND', 'there is no such question')
  if (typeof id !== 'string' || !/^[\w:-]{1,100}$/.test(id))
    throw new Refusal('BAD_REQUEST', 'id is not usable')
  const read = field.schema.safeParse(saidIn(given, key, field))
  if (!read.success) throw new Refusal('BAD_REQUEST', 'value is no answer to this question')
  const why = words(note)
  if (why.length > LONGEST_NOTE) throw new Refusal('BAD_REQUEST', 'note is too long')
  // Two workers may count alike.
  const mine = `${worker.id}.${id}`
  return { id: mine, key, value: read.data as Value, note: why || undefined }
}
