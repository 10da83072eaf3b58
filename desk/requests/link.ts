import type { Request } from 'restify'
import type { Config } from '../../platform/config.ts'
import type { LinkShown } from '../../web/console/requests/view.ts'

/** A request that was made, and of a referrer's what opens the answer to it, until then in ms since 1970. */
export interface LinkMade {
  request: string
  token?: string
  until?: number
}

/** Without `PUBLIC_URL`, on a laptop, the host is the worker's own. */
export function linkShown(
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  req: Request,
  { request, token, until }: LinkMade,
): LinkShown {
  if (!token) return { request }
  const base = PUBLIC_URL || `http://${req.headers.host ?? ''}`
  return { request, link: new URL(`/r/${token}`, base).href, until }
}
