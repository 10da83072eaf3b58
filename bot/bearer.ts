import { createHash, timingSafeEqual } from 'node:crypto'
import { Refusal } from './errors.ts'
import { guarded, type Handler } from './http.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** A route for a program that holds `key`. Compared by digest, so that neither length nor content shows in the time it takes. */
export function keyed(key: string): (handler: Handler) => Handler {
  const expected = digest(key)
  return (handler) =>
    guarded(async (req, res) => {
      const [, given = ''] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? []
      if (!timingSafeEqual(digest(given), expected)) throw new Refusal('UNAUTHORISED')
      await handler(req, res)
    })
}
