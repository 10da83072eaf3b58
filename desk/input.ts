import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { plainText } from '../intake/form/plain-text.ts'
import { Refusal } from '../platform/errors.ts'
import { LONGEST_MESSAGE } from './talk/message-form.ts'
import type { By } from './worker.ts'

/** A program says `true`, a form `yes`; anything else is no. */
export const yes = z
  .union([z.literal(true), z.literal('yes')])
  .optional()
  .catch(undefined)
  .transform((given) => given !== undefined)

const senders = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'not usable as an id')
  .optional()

/** The sender's own id, so that sent twice it is there once; a form calls it by what it sends. */
export const sent = { id: senders, message: senders }

/** Two workers may count theirs alike. */
export const ownId = ({ id, message }: { id?: string; message?: string }, { worker }: By): string =>
  `${worker.id}.${message ?? id ?? randomUUID()}`

/** Names something of the case or a colleague. What is no name names nothing, and is answered as that. */
export const named = z.string().catch('')

/** What a worker writes. */
export const words = z.string().transform(plainText).pipe(z.string().max(LONGEST_MESSAGE, 'text is too long'))

/** @throws Refusal BAD_REQUEST */
export function mustSay(text = ''): string {
  if (text) return text
  throw new Refusal('BAD_REQUEST', 'text is missing')
}
