import { questions } from './form.ts'

/**
 * Chosen from a list, a way and its rules: what keeps a wrong contact from being made. Nothing that is written
 * freely is among them, whatever it was asked for: a name can stand in a box for a country too.
 */
const needed = new Set(['contact.way', 'contact.rules'])

/**
 * Is the answer to this question hidden from a worker who does not have the case? Whatever tells who the person
 * is, and all that is written freely or dated: a name can stand in any of it.
 */
export function isMasked(key: string): boolean {
  const field = questions.get(key)
  if (!field || needed.has(key)) return !field
  return field.identifying || field.kind === 'text' || field.kind === 'date'
}
