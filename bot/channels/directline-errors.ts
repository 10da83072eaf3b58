import type { Duplex } from 'node:stream'
import type { Request } from 'restify'
import { contactsOf } from '../../intake/form/contacts.ts'
import type { Speech } from '../../intake/form/words.ts'
import { clockAt } from '../../intake/hours/time.ts'
import { matchLanguage, wishedIn } from '../../locales/match.ts'
import { asRefusal, type Code, log, nameOf } from '../../platform/errors.ts'
import { type Refuse, sayWhen, sendJson } from '../../platform/http.ts'

/** A refusal as Direct Line clients know it. */
const errors: Record<Code, [status: number, code: string, message: string]> = {
  BAD_REQUEST: [400, 'BadArgument', 'The request is not one that Direct Line knows.'],
  UNAUTHORISED: [401, 'Unauthorized', 'A Direct Line token is needed.'],
  FORBIDDEN: [403, 'TokenExpired', 'The token has expired, or is for another conversation.'],
  NOT_FOUND: [404, 'NotFound', 'There is nothing at this address.'],
  NOT_ALLOWED: [405, 'MethodNotAllowed', 'This address takes another method.'],
  GONE: [404, 'ConversationNotFound', 'This conversation is not there any more.'],
  CONFLICT: [409, 'Conflict', 'Somebody else was first. Please try again.'],
  TOO_LARGE: [413, 'MessageSizeTooBig', 'The message is too large.'],
  UNSUPPORTED: [415, 'NotSupported', 'Files cannot be received here.'],
  TOO_MANY: [429, 'Throttled', 'Too many requests. Please wait a little.'],
  INTERNAL: [500, 'ServiceError', 'Something went wrong here. Please try again.'],
  UNAVAILABLE: [503, 'ServiceError', 'Something went wrong here. Please try again.'],
}

/** A client may show it to her: what it is, until when, and the numbers, in the language it asks for. */
function busy(req: Request, until: number, speech: Speech): string {
  const language = matchLanguage(wishedIn(req.headers['accept-language']), speech.languages) ?? 'en'
  const t = speech.t(language)
  const contacts = contactsOf(t)
  const text = t('web.busy.text', { until: clockAt(language, until) })
  return `${t('web.busy.title')} ${text} ${t('web.helpline')}: ${contacts.helpline}. ${t('web.emergency')}: ${contacts.emergency}.`
}

export const refusing =
  (speech: Speech): Refuse =>
  (req, res, refusal) => {
    const [status, code, plain] = errors[refusal.code]
    const message = refusal.until ? busy(req, refusal.until, speech) : plain
    sayWhen(res, refusal)
    sendJson(res, status, { error: { code, message: refusal.detail || message } })
  }

/** Of a socket that is to become a stream, and does not. */
export function refuseSocket(socket: Duplex, error: unknown): void {
  const refusal = asRefusal(error)
  if (refusal.code === 'INTERNAL') log('request.failed', nameOf(error))
  socket.end(`HTTP/1.1 ${errors[refusal.code][0]} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
