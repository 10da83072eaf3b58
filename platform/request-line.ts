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

/** What a sentence puts after an address, and a telephone takes for a part of it. */
const TRAIL = /(?:%(?:22|3[EC]|C2%BB|E2%80%9[CD])|[.,;:!?'")\]}>]){1,8}$/i

/** Only where it cannot belong there: in a path, or after the language, all that a link of ours may ask for. */
const untrailed = (url: string): string =>
  /^\/[^?]*(?:\?lang=[^&]*)?$/.test(url) ? url.replace(TRAIL, '') || '/' : url

/**
 * Whether where a request is for can be read. The framework joins `Host` and target to one address outside of every
 * route, and what makes none would end the process: so this is asked first, and leaves nothing but a path. A page is
 * found though something of the sentence around it was copied along, and HEAD is answered as GET without a body.
 */
export function readRequestLine(req: IncomingMessage): boolean {
  const { host } = req.headers
  const target = targetOf(req.url ?? '')
  if (target === null || (host && !isHost(host))) return false
  if (req.method === 'HEAD') req.method = 'GET'
  req.url = req.method === 'GET' ? untrailed(target) : target
  return true
}
