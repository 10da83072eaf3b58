/**
 * `npm run demo [-- --fresh]`: Silta with people who do not exist, to be tried as a caseworker. It goes on with the day
 * it was left in; `--fresh` begins another one.
 */
import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Store, shapes } from '../../intake/store/ports.ts'
import type { Config } from '../../platform/config.ts'
import { orSayWhy, ownStore, run } from '../run.ts'
import { httpServer } from '../server.ts'
import { services } from '../services.ts'
import { demoConfig } from './config.ts'
import { living } from './living.ts'
import { demoPages } from './pages.ts'
import { liveTheDay } from './past.ts'

/** That the day was lived to its end: one that was broken off begins anew. */
const LIVED = 'demo'

/** Whoever runs already is not to lose the store beneath. */
async function portMustBeFree({ PORT, HOST }: Config): Promise<void> {
  const server = createServer().listen(PORT, HOST)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

const SOME = 500
async function empty(store: Store): Promise<void> {
  for (const name of Object.keys(shapes) as (keyof typeof shapes)[]) {
    const collection = store.collection(name)
    for (let more = true; more; ) {
      const found = await collection.find({ limit: SOME })
      for (const { id, part } of found) await collection.remove(id, part)
      more = found.length === SOME
    }
  }
}

/** The demo's own store, with a day in it. */
async function livedStore(config: Config, fresh: boolean): Promise<Store> {
  let store = await ownStore(config, true)
  process.stdout.write('Demo: nobody here is real. Write nothing real.\n')
  const marks = () => store.collection('leases')
  if (!fresh && (await marks().read(LIVED))) return store
  await empty(store)
  await store.close()
  store = await ownStore(config, true)
  await liveTheDay(config, store)
  await marks().create({ id: LIVED, part: LIVED, changed: Date.now() })
  return store
}

async function main(): Promise<void> {
  const config = demoConfig(process.env)
  await portMustBeFree(config)
  const parts = services(config, await livedStore(config, process.argv.includes('--fresh')))
  const server = httpServer(parts)
  demoPages(server, parts)
  const address = await run(server, parts)
  process.stdout.write(`Chat:    ${address}/\nDesk:    ${address}/demo\n`)
  living(parts)
}

main().catch(orSayWhy('The demo'))
