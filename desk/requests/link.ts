import type { Request } from 'restify'
import type { Config } from '../../platform/config.ts'

/** A request that was made: its id, and of a referrer's the address that answers it, in full, shown this once. */
export interface Made {
  request: string
  link?: string
  /** When the link stops opening, in milliseconds since 1970. */
  until?: number
}

/** `null`: an act that brought nothing of the kind. Without `PUBLIC_URL`, on a laptop, the host is the worker's own. */
export function madeOf({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, req: Request, done: unknown): Made | null {
  if (typeof done !== 'object' || done === null || !('request' in done)) return null
  const { request, token, until } = done as { request: string; token?: string; until?: number }
  const base = PUBLIC_URL || `http://${req.headers.host ?? ''}`
  return { request, ...(token && until ? { link: new URL(`/r/${token}`, base).href, until } : {}) }
}
