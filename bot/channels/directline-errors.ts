import type { Duplex } from 'node:stream'
import { asRefusal, type Code, log, nameOf } from '../../platform/errors.ts'
import { type Refuse, sendJson } from '../../platform/http.ts'

/** A refusal as Direct Line clients know it. */
const errors: Record<Code, [status: number, code: string, message: string]> = {
  BAD_REQUEST: [400, 'BadArgument', 'The request is not one that Direct Line knows.'],
  UNAUTHORISED: [401, 'Unauthorized', 'A Direct Line token is needed.'],
  FORBIDDEN: [403, 'TokenExpired', 'The token has expired, or is for another conversation.'],
  NOT_FOUND: [404, 'NotFound', 'There is nothing at this address.'],
  GONE: [404, 'ConversationNotFound', 'This conversation is not there any more.'],
  CONFLICT: [409, 'Conflict', 'Somebody else was first. Please try again.'],
  TOO_LARGE: [413, 'MessageSizeTooBig', 'The message is too large.'],
  UNSUPPORTED: [415, 'NotSupported', 'Files cannot be received here.'],
  TOO_MANY: [429, 'Throttled', 'Too many requests. Please wait a little.'],
  INTERNAL: [500, 'ServiceError', 'Something went wrong here. Please try again.'],
  UNAVAILABLE: [503, 'ServiceError', 'Something went wrong here. Please try again.'],
}

export const refuse: Refuse = (_req, res, refusal) => {
  const [status, code, message] = errors[refusal.code]
  if (refusal.code === 'TOO_MANY') res.setHeader('Retry-After', '60')
  sendJson(res, status, { error: { code, message: refusal.detail || message } })
}

/** Of a socket that is to become a stream, and does not. */
export function refuseSocket(socket: Duplex, error: unknown): void {
  const refusal = asRefusal(error)
  if (refusal.code === 'INTERNAL') log('request.failed', nameOf(error))
  socket.end(`HTTP/1.1 ${errors[refusal.code][0]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
