import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came over the socket. */
interface Came {
  path: string
  body: string
  headers: Record<string, string | string[] | undefined>
}

export interface Answer {
  status: number
  body: unknown
}

/** A carrier's own server on loopback: keeps what it is sent, answers as it is told to. */
export async function startCarrier(answer: (came: Came) => Answer) {
  const came: Came[] = []
  let work: (() => Promise<unknown>) | undefined
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const one = { path: req.url ?? '', body, headers: req.headers }
    const doing = work
    work = undefined
    await doing?.()
    const { status, body: reply } = answer(one)
    if (status < 300) came.push(one)
    res.writeHead(status, { 'content-type': 'application/json' })
    res.end(JSON.stringify(reply))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    came,
    /** Something else happens while the next request is here, before it is answered. */
    meanwhile(once: () => Promise<unknown>) {
      work = once
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
