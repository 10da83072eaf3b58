import { cosmosStore } from '../../intake/store/cosmos.ts'
import type { Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { startCosmos } from './cosmos-server.ts'

/** Each store within this process, for what must hold on both. */
export const openStores: Record<string, () => Promise<{ store: Store; close: () => Promise<void> }>> = {
  'the embedded store': async () => {
    const store = sqliteStore(':memory:')
    return { store, close: () => store.close() }
  },
  '@azure/cosmos over a socket': async () => {
    const server = await startCosmos()
    const store = cosmosStore(server)
    return { store, close: () => store.close().then(server.close) }
  },
}
