import type { IncomingMessage } from 'node:http'

/** A name or an address, and a port (RFC 9110 s. 7.2). What else stands there would become part of a path. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** The path and query that a request is for (RFC 9112 s. 3.2); `null` where it names none. */
function targetOf(url: string): string | null {
  if (url.startsWith('/')) return url
  const absolute = /^https?:\/\//i.test(url) ? URL.parse(url) : null
  return absolute && absolute.pathname + absolute.search
}

const isHost = (host: string): boolean => HOST.test(host) && URL.canParse(`http://${host}`)

/**
 * Whether where a request is for can be read. The framework joins `Host` and target to one address outside of every
 * route, and what makes none would end the process: so this is asked first, and leaves nothing but a path.
 */
export function readRequestLine(req: IncomingMessage): boolean {
  const { host } = req.headers
  const target = targetOf(req.url ?? '')
  if (target === null || (host && !isHost(host))) return false
  req.url = target
  return true
}
