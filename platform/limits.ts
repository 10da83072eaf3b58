import type { Request } from 'restify'
import type { Clock } from '../intake/store/ports.ts'
import { Refusal } from './errors.ts'

/** Who a request comes from, for counting only: kept in memory, never logged or stored. */
export const senderOf = (req: Request, trustProxy: boolean): string => {
  const forwarded = trustProxy ? req.headers['x-forwarded-for'] : undefined
  const first = Array.isArray(forwarded) ? forwarded[0] : forwarded?.split(',').at(-1)?.trim()
  return first || req.socket.remoteAddress || ''
}

/** Lets each key through so many times in a window of so many milliseconds. @throws Refusal TOO_MANY */
export function limiter(clock: Clock, most: number, window: number): (key: string) => void {
  const seen = new Map<string, { since: number; count: number }>()
  return (key) => {
    const now = clock()
    if (seen.size > 10_000) for (const [one, { since }] of seen) if (now - since > window) seen.delete(one)
    const found = seen.get(key)
    const entry = found && now - found.since < window ? found : { since: now, count: 0 }
    entry.count += 1
    seen.set(key, entry)
    if (entry.count > most) throw Object.assign(new Refusal('TOO_MANY'), { until: entry.since + window })
  }
}
