import { randomBytes } from 'node:crypto'
import { startCosmos } from './cosmos-server.ts'
import { freshDir } from './process.ts'

/** What `npm start` needs to use each store; the same promises are tested on both. */
export interface StoreSetting {
  env: Record<string, string>
  close: () => Promise<void>
}

export const storeSettings: Record<string, () => Promise<StoreSetting>> = {
  'the embedded store': async () => ({ env: { DATA_DIR: freshDir() }, close: async () => {} }),
  '@azure/cosmos over a socket': async () => {
    const { endpoint, key, close } = await startCosmos()
    const MASTER_KEY = randomBytes(32).toString('base64')
    return { env: { DATA_DIR: freshDir(), COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, MASTER_KEY }, close }
  },
}
