import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server on loopback that takes what is posted to it, answers with `status`, or, while it hangs, not at all. */
export async function webhookServer() {
  const bodies: unknown[] = []
  const state = { status: 202, hang: false, hanging: 0 }
  const server = createServer(async (req, res) => {
    if (state.hang) {
      state.hanging += 1
      return
    }
    let text = ''
    for await (const chunk of req) text += chunk
    if (state.status < 300) bodies.push(JSON.parse(text))
    res.statusCode = state.status
    res.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    bodies,
    state,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
