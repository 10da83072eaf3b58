import { mkdtempSync, rmSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Server } from 'restify'
import { httpServer } from '../../bot/server.ts'
import { type Services, services } from '../../bot/services.ts'
import type { Clock, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { readConfig } from '../../platform/config.ts'
import { PATIENCE } from './eventually.ts'

export interface Running {
  url: string
  http: HttpServer
  services: Services
  /** Every route there is, such as `GET /console`. */
  routes: string[]
  close: () => Promise<void>
}

/** The whole program on a free port of loopback, on a store of its own unless one is given. */
export async function startServer(
  env: Record<string, string> = {},
  {
    store = sqliteStore(':memory:'),
    clock,
    more,
  }: { store?: Store; clock?: Clock; more?: (server: Server, parts: Services) => void } = {},
): Promise<Running> {
  const dir = mkdtempSync(join(tmpdir(), 'silta-'))
  const parts = services(readConfig({ NODE_ENV: 'test', DATA_DIR: dir, ...env }), store, clock)
  const server = httpServer(parts)
  more?.(server, parts)
  // A client uses a connection again that the server closes after 5 s: on a busy machine at the same moment.
  server.server.keepAliveTimeout = PATIENCE
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const routes = Object.values(server.router.getRoutes()) as unknown as { method: string; path: string }[]
  return {
    routes: routes.map(({ method, path }) => `${method} ${path}`),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    http: server.server,
    services: parts,
    close: async () => {
      parts.watch.stop()
      parts.receipts.stop()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
      await store.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
