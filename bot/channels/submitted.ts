import { normalise } from '../../dialogs/understanding/text.ts'
import { questions } from '../../intake/form/form.ts'
import { fieldName } from '../../intake/form/reply.ts'
import type { Inbound } from '../turns/inbound.ts'

/** What a button or a card brings back: the question it was shown under, and what was chosen or filled in. */
type Submitted = Pick<Inbound, 'question' | 'value' | 'text' | 'date' | 'parts'>

const LONGEST_ID = 200
const MOST_VALUES = 50

export const short = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length > 0 && value.length <= LONGEST_ID ? value : undefined

/**
 * Whoever holds a card may edit what it brings back, so it is read strictly: what cannot be read leaves at most the
 * question, which is asked again. `null`: it is nothing of ours.
 */
export function submitted(given: unknown): Submitted | null {
  if (typeof given !== 'object' || given === null) return null
  const { question, value, choices, text, year, month, day } = given as Record<string, unknown>
  const key = short(question)
  if (!key) return {}
  // A list of several is sent as one text, parted by commas.
  const ids = idsOf(value ?? (typeof choices === 'string' ? choices.split(',') : undefined))
  if (ids) return { question: key, value: ids }
  const parts = partsOf(given as Record<string, unknown>)
  if (parts) return { question: key, parts }
  const words = typeof text === 'string' ? text.trim() : ''
  return { question: key, ...(words ? { text: words } : dateOf([day, month, year])) }
}

/** Of a card with several questions: what stands in each box; none when all of them are empty. */
function partsOf(given: Record<string, unknown>): Record<string, string> | undefined {
  const parts = [...questions].flatMap(([key, { kind }]) => {
    const text = given[fieldName(key)]
    return kind === 'text' && typeof text === 'string' ? [[key, text.trim()] as const] : []
  })
  return parts.some(([, text]) => text) ? Object.fromEntries(parts) : undefined
}

function idsOf(given: unknown): string[] | undefined {
  const ids = (Array.isArray(given) ? given : [given]).map(short).filter((id) => id !== undefined)
  return ids.length > 0 && ids.length <= MOST_VALUES ? ids : undefined
}

/** Parts that make no date are read as words, so that she is asked again rather than passed over. */
function dateOf(parts: unknown[]): Pick<Submitted, 'date' | 'text'> {
  const texts = parts.map((part) => normalise(short(typeof part === 'number' ? String(part) : part) ?? ''))
  const [day, month, year] = texts.map((text) => (/^\d{1,4}$/.test(text) ? Number(text) : undefined))
  const whole = texts.every((text, i) => text === '' || [day, month, year][i] !== undefined)
  if (year !== undefined && whole) return { date: { year, month, day } }
  const words = texts.filter(Boolean).join(' ')
  return words ? { text: words } : {}
}
