import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { outgoingFetch, PATIENCE } from '../../platform/outgoing.ts'

describe('What leaves this process', () => {
  it('goes to the address that it was meant for, and is led on to no other', async () => {
    const asked: string[] = []
    const server = createServer((req, res) => {
      asked.push(req.url!)
      if (req.url === '/here') res.writeHead(307, { location: '/elsewhere' })
      res.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    try {
      const { port } = server.address() as AddressInfo
      const text = (path: string) =>
        outgoingFetch(PATIENCE, `http://127.0.0.1:${port}${path}`, {}, (answer) => answer.text())
      await assert.rejects(text('/here'))
      assert.deepEqual(asked, ['/here'])
      assert.equal(await text('/elsewhere'), '')
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
