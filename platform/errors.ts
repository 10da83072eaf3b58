import { isStoreAway } from '../intake/store/away.ts'
import { StoreBusy } from '../intake/store/revise.ts'
import { isKeyGone } from '../intake/store/seal.ts'
import { Late } from './outgoing.ts'

/**
 * An error as others may see it: a code, whether trying again helps, and the words for the person. What was
 * said, numbers and addresses are never part of it, in a log or an answer.
 */
export type Code =
  | 'UNAVAILABLE'
  | 'CONFLICT'
  | 'BAD_REQUEST'
  | 'UNAUTHORISED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'NOT_ALLOWED'
  | 'GONE'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'UNSUPPORTED'
  | 'INTERNAL'

const statuses: Record<Code, number> = {
  BAD_REQUEST: 400,
  UNAUTHORISED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  NOT_ALLOWED: 405,
  CONFLICT: 409,
  GONE: 410,
  TOO_LARGE: 413,
  UNSUPPORTED: 415,
  TOO_MANY: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
}

export class Refusal extends Error {
  readonly code: Code
  readonly status: number
  readonly retry: boolean
  /** More about what is wrong, for an engineer's client: fixed sentences only, never input. */
  readonly detail: string
  /** When it may be tried again, in milliseconds since 1970. */
  until?: number
  /** The same in seconds from now, for a program. */
  after?: number
  constructor(code: Code, detail = '') {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.status = statuses[code]
    this.retry = code === 'UNAVAILABLE' || code === 'TOO_MANY' || code === 'CONFLICT'
    this.detail = detail
  }
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isStoreAway(error) || error instanceof StoreBusy || error instanceof Late)
    return new Refusal('UNAVAILABLE')
  return new Refusal(isKeyGone(error) ? 'GONE' : 'INTERNAL')
}

/** One line of JSON: when, what, a code. The only thing this program logs with. */
export function log(event: string, facts: Record<string, string | number | boolean> = {}): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`)
}

/** The name and code of an error, without its message: messages quote input and addresses. */
export const nameOf = (error: unknown): Record<string, string> => {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code } = error as { code?: unknown }
  const { stack = '', message } = error
  // What stands before the trace is the message, whatever it looks like.
  const where = stack
    .slice(stack.includes(message) ? stack.indexOf(message) + message.length : 0)
    .split('\n')
    .find((line) => /^ +at /.test(line) && line.includes('/'))
    ?.match(/([\w.-]+\/[\w.-]+:\d+)/)?.[1]
  return {
    error: error.name,
    ...(/^[\w.-]{1,60}$/.test(String(code ?? '')) ? { code: String(code) } : {}),
    ...(where ? { where } : {}),
  }
}
