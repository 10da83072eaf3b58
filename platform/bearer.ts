import { sameSecret } from '../intake/store/secrets.ts'
import { Refusal } from './errors.ts'
import { guarded, type Handler } from './http.ts'

/** A route for a program that holds `key`. */
export function keyed(key: string): (handler: Handler) => Handler {
  return (handler) =>
    guarded(async (req, res) => {
      const [, given = ''] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '') ?? []
      if (!sameSecret(given, key)) throw new Refusal('UNAUTHORISED')
      await handler(req, res)
    })
}
