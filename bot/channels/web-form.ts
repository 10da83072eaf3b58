import { randomUUID } from 'node:crypto'
import type { Press } from '../../dialogs/understanding/kinds.ts'
import { normalise } from '../../dialogs/understanding/text.ts'
import { questions } from '../../intake/form/form.ts'
import { fieldName } from '../../intake/form/reply.ts'
import { fingerprint } from '../../intake/store/secrets.ts'
import { pressed } from '../../web/chat/view.ts'
import type { Inbound } from '../turns/inbound.ts'
import type { PageToken } from './web-page.ts'

const MOST_VALUES = 60
const LONGEST_ID = 100

/** Digits of any script as a number; anything else is none. */
const number = (digits: string): number | undefined => (/^\d+$/.test(digits) ? Number(digits) : undefined)

/** What the page's form posted, as an inbound message. An answer always carries the question it was shown under. */
export function inboundOf(body: URLSearchParams, page: PageToken): Inbound {
  const given = (name: string) => body.get(name)?.trim() ?? ''
  const [day, month, year] = ['day', 'month', 'year'].map((part) => normalise(given(part)))
  const date = { year: number(year!), month: number(month!), day: number(day!) }
  const isDate = date.year !== undefined && (!month || date.month) && (!day || date.day)
  // Parts that make no date are read as words, so that she is asked again rather than passed over.
  const text = given('text') || (isDate ? '' : [day, month, year].filter(Boolean).join(' '))
  const parts = partsOf(body)
  const command = given('command')
  const chosen = body.getAll('value').filter(Boolean).slice(0, MOST_VALUES)
  const nothing = chosen.length === 0 && !text && !isDate && !parts && !command
  const value = nothing && body.has('empty') ? ['skipped'] : chosen
  const known = (pressed as readonly string[]).includes(command)
  // A second press of the same page is the same message only if it says the same: a corrected answer counts.
  const said = JSON.stringify([given('question'), value, text, date, command, parts])
  return {
    id: `${(given('message') || randomUUID()).slice(0, LONGEST_ID)}:${fingerprint(said)}`,
    view: page.view,
    existing: !page.fresh,
    ...(page.fresh && page.language ? { language: page.language } : {}),
    ...(given('question') ? { question: given('question') } : {}),
    ...(value.length > 0 ? { value } : {}),
    ...(text ? { text } : {}),
    ...(parts ? { parts } : {}),
    ...(isDate ? { date: { ...date, year: date.year! } } : {}),
    ...(known ? { command: command as Press } : {}),
  }
}

/** Of a screen with several questions: what stands in each box; none when all of them are empty. */
function partsOf(body: URLSearchParams): Record<string, string> | undefined {
  const parts = [...questions.keys()].flatMap((key) => {
    const text = body.get(fieldName(key))
    return text === null ? [] : [[key, text.trim()] as const]
  })
  return parts.some(([, text]) => text) ? Object.fromEntries(parts) : undefined
}

/** Nothing was said: "show new messages", or an empty box. */
export const isLook = ({ text, value, date, command, parts }: Inbound): boolean =>
  !text && !value && !date && !command && !parts
