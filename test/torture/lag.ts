import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { laggingStores } from '../support/lagging.ts'
import { Worker } from '../support/page.ts'
import { type Running, startServer } from '../support/server.ts'
import type { Where } from './life.ts'
import { Table } from './verdicts.ts'
import { read, walk } from './walk.ts'

const LIVES = 40
/** Milliseconds after which another replica's write is seen. */
const lags = [0, 100, 250, 600] as const
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')

/** Replicas of the server, each of which sees late what another wrote; each step goes to the next of them. */
async function replicas(count: number, lag: number) {
  const servers: Running[] = []
  for (const store of laggingStores(sqliteStore(':memory:'), () => lag, count))
    servers.push(await startServer({ MASTER_KEY, TRUST_PROXY: '1' }, { store }))
  const [one] = servers
  const address = printSignIn(one!.services, one!.url, () => {}).replace(/^Desk:\s*/, '')
  let next = 0
  const where: Where = {
    async living() {
      next += 1
      return { chat: `${servers[next % count]!.url}/` }
    },
    worker: await Worker.signIn(address, 'Aino'),
    ugly: () => [],
    lags: true,
  }
  return {
    where,
    close: () => Promise.all(servers.map((server) => server.close())),
  }
}

/** Session consistency: two to four replicas of one store that lag behind each other. */
export async function* lag(size: number): AsyncGenerator<Table> {
  const table = new Table('Replicas that see late what another wrote')
  const alone = await replicas(1, 0)
  const expected = await read(alone.where)
  await alone.close()
  for (const count of [2, 4])
    for (const late of lags) {
      const { where, close } = await replicas(count, late)
      for (let life = 0; life < LIVES * size; life += 1) {
        const row = `${count} replicas, ${late} ms`
        const after = async (_: number, found: Parameters<Table['count']>[1]) => table.count(row, found)
        const whole = await walk(where, expected, { before: async () => {}, after })
        table.count(`${row}, the whole`, whole)
      }
      await close()
    }
  yield table
}
