import { once } from 'node:events'
import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** What can befall one call of a store. */
export const faults = ['412', '429', '503', 'reset before', 'reset after', 'cut', 'slow'] as const
export const deaths = ['killed before', 'killed after'] as const
/** `readonly`: of the embedded store alone. */
export type Fault = (typeof faults)[number] | (typeof deaths)[number] | 'readonly'

/** Longer than the client waits for one answer, in ms. */
const SLOW = 5_500

const verbs: Record<string, string> = { PUT: 'replace', DELETE: 'remove', GET: 'read' }

/** `cases.replace`; of what opens the database, nothing. */
function callOf({ method = '', url = '', headers }: IncomingMessage): string | undefined {
  const [, on] = /\/colls\/(\w+)\/docs/.exec(url) ?? []
  if (!on || headers['x-ms-cosmos-is-query-plan-request']) return
  const query = headers['x-ms-documentdb-isquery'] || /query/.test(headers['content-type'] ?? '')
  return `${on}.${method === 'POST' ? (query ? 'find' : 'create') : verbs[method]}`
}

interface Seen {
  call: (call: string) => Fault | undefined
  met: (call: string) => void
  kill: () => void
}

const answer = (res: ServerResponse, status: number, headers = {}): void => {
  res.writeHead(status, { 'content-type': 'application/json', ...headers })
  res.end(JSON.stringify({ code: String(status), message: 'as it was told to' }))
}

/** The wire between one process and a Cosmos DB server, on which each call may meet what `seen.call` says. */
export async function startWire(endpoint: string, seen: Seen) {
  const { hostname, port } = new URL(endpoint)

  async function carry(req: IncomingMessage, res: ServerResponse, call = ''): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const said = call ? seen.call(call) : undefined
    const fault = said === '412' && !call.endsWith('replace') ? undefined : said
    if (fault) seen.met(call)
    if (fault === '412' || fault === '503') return answer(res, Number(fault))
    if (fault === '429') return answer(res, 429, { 'x-ms-retry-after-ms': '20' })
    if (fault === 'reset before') return void req.socket.destroy()
    if (fault === 'killed before') return seen.kill()
    const { method = '', url: path = '', headers } = req
    const onward: ClientRequest = request({ hostname, port, method, path, headers })
    onward.end(Buffer.concat(chunks))
    const [back] = (await once(onward, 'response')) as [IncomingMessage]
    const body = Buffer.concat(await back.toArray())
    if (fault === 'killed after') return seen.kill()
    if (fault === 'reset after') return void req.socket.destroy()
    if (fault === 'slow') await setTimeout(SLOW)
    const length = fault === 'cut' ? { 'content-length': String(body.length + 1) } : {}
    res.writeHead(back.statusCode ?? 500, { ...back.headers, ...length })
    if (fault !== 'cut') return void res.end(body)
    res.write(body.subarray(0, body.length / 2), () => req.socket.destroy())
  }

  const server = createServer((req, res) => {
    carry(req, res, callOf(req)).catch(() => req.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
