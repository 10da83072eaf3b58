import type { Server } from 'restify'
import { DAY, isoTime } from '../intake/hours/time.ts'
import { type Config, webAddress } from '../platform/config.ts'
import { guarded, send } from '../platform/http.ts'

/** RFC 9116, 2.5.5: less than a year ahead. It is written anew at each request, so a month is never over. */
const VALID = 30 * DAY

/** Whom to tell of a weakness (RFC 9116), where the agency has said whom. */
export function securityTxt(
  server: Server,
  { config, clock }: { config: Config; clock: () => number },
): void {
  const { SECURITY_CONTACT } = config
  if (!SECURITY_CONTACT) return
  server.get(
    '/.well-known/security.txt',
    guarded(async (_req, res) => {
      const lines = {
        Contact: SECURITY_CONTACT,
        Expires: isoTime(clock() + VALID),
        'Preferred-Languages': 'fi, sv, en',
        Canonical: `${webAddress(config)}/.well-known/security.txt`,
      }
      const text = Object.entries(lines).map(([name, value]) => `${name}: ${value}\n`)
      send(res, 200, 'text/plain; charset=utf-8', text.join(''))
    }),
  )
}
