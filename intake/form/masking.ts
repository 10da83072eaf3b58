import { questions } from './form.ts'

/**
 * Asked for a way, a language or a country: what somebody must know before taking a case, and what keeps a
 * wrong contact from being made.
 */
const needed = new Set([
  ...['contact.way', 'contact.rules', 'contact.callLanguage'],
  ...['identity.motherTongue', 'identity.otherLanguages', 'needs.interpreterLanguage', 'where.countries'],
])

/**
 * Is the answer to this question hidden from a worker who does not have the case? Whatever tells who the person
 * is, and all that is written freely or dated: a name can stand in any of it.
 */
export function isMasked(key: string): boolean {
  const field = questions.get(key)
  if (!field || needed.has(key)) return !field
  return field.identifying || field.kind === 'text' || field.kind === 'date'
}
