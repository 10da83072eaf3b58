/**
 * A Cosmos DB server on loopback for the real client to talk to: `@vercel/cosmosdb-server`, in memory.
 * As a script it prints its endpoint and stays: `node test/support/cosmos-server.ts [port]`.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import cosmos from '@vercel/cosmosdb-server'

/** Any key will do: the server checks none. This one is 64 zero bytes. */
const key = Buffer.alloc(64).toString('base64')

/** Listens on a free port, or on the one given; over TLS with a certificate, as production asks. */
export async function startCosmos(port = 0, tls?: { cert: string; private: string }) {
  const server = tls
    ? cosmos.createHttpsServer({ keepAlive: true, cert: tls.cert, key: tls.private })
    : cosmos.createHttpServer({ keepAlive: true })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

if (import.meta.main) console.log((await startCosmos(Number(process.argv[2] ?? 0))).endpoint)
