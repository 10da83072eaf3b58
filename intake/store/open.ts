import type { Store } from './ports.ts'

export interface StorePlace {
  /** Of Azure Cosmos DB for NoSQL; empty: the embedded store. */
  COSMOS_ENDPOINT: string
  /** Empty: a managed identity. */
  COSMOS_KEY: string
  COSMOS_DATABASE: string
  /** Folder of the embedded store. */
  DATA_DIR: string
}

/** The store the configuration names; Cosmos is loaded only when it is used. */
export async function openStore(place: StorePlace): Promise<Store> {
  if (place.COSMOS_ENDPOINT) {
    const { cosmosStore } = await import('./cosmos.ts')
    const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database } = place
    return cosmosStore({ endpoint, database, ...(key ? { key } : {}) })
  }
  const { sqliteStore } = await import('./sqlite.ts')
  return sqliteStore(place.DATA_DIR)
}
