import { KEY } from './channels/acs.ts'
import { account } from './twilio.ts'

const HUB = 'h'.repeat(32)
const EXPORT = 'e'.repeat(32)

/** Settings that open every door which needs no proof of another company's. */
export const everyDoor = {
  ...account,
  ACS_CONNECTION_STRING: 'endpoint=http://127.0.0.1:9/;accesskey=c2VjcmV0',
  ACS_EVENT_KEY: KEY,
  HANDOFF_HUB: 'http://127.0.0.1:9/',
  HANDOFF_KEY: HUB,
  EXPORT_KEY: EXPORT,
}

/** Who somebody is that may: a worker's cookie, the id of a case, and a token for Direct Line. */
export interface Comer {
  cookie: string
  id: string
  line: { token: string; conversationId: string }
}

export const directLineAt = async (url: string): Promise<Comer['line']> =>
  (await fetch(new URL('/v3/directline/conversations', url), { method: 'POST' })).json()

/** The address of a route, and what somebody brings who may: what is refused is then refused for what was sent. */
export function door(
  url: string,
  path: string,
  { cookie, id, line }: Comer,
): [at: string, headers: Record<string, string>] {
  if (path.startsWith('/v3/') && !path.includes('tokens'))
    return [
      path.replace(':id', line.conversationId).replace('*', 'nothing'),
      { authorization: `Bearer ${line.token}` },
    ]
  if (path === '/api/sms/acs') return [`${path}?key=${KEY}`, {}]
  if (path === '/api/handoff') return [path, { authorization: `Bearer ${HUB}` }]
  const at = path
    .replace(':id', id)
    .replace(':key', 'where.when')
    .replace(/:token|\*/, 'nothing')
  if (path.includes('/api/export')) return [at, { authorization: `Bearer ${EXPORT}` }]
  return [at, { cookie, origin: new URL(url).origin }]
}
