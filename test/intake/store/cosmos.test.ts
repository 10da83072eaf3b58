import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cosmosStore } from '../../../intake/store/cosmos.ts'
import { startCosmos } from '../../support/cosmos-server.ts'
import { freePort } from '../../support/free-port.ts'
import { storeContract } from './contract.ts'

storeContract('cosmos, on a local server', async () => {
  const server = await startCosmos()
  const store = cosmosStore(server)
  return { store, close: () => store.close().then(server.close) }
})

const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key } = process.env
if (endpoint)
  storeContract('cosmos, on a real account', async () => {
    const store = cosmosStore({ endpoint, key })
    return { store, close: () => store.close() }
  })

describe('cosmos store', () => {
  it('works once the server is up, though its first calls failed', async () => {
    const port = await freePort()
    const store = cosmosStore({ endpoint: `http://127.0.0.1:${port}`, key: 'a2V5' })
    const leases = store.collection('leases')
    await assert.rejects(leases.read('a'))
    await assert.rejects(store.ping())
    const server = await startCosmos(port)
    try {
      await store.ping()
      assert.ok(await leases.create({ id: 'a', part: 'a', changed: 1 }))
    } finally {
      await store.close()
      await server.close()
    }
  })

  it('lets many processes create what is missing at the same moment', async () => {
    const server = await startCosmos()
    const stores = Array.from({ length: 8 }, () => cosmosStore(server))
    try {
      const made = await Promise.all(
        stores.flatMap((store) => [
          store.collection('leases').create({ id: 'a', part: 'a', changed: 1 }),
          store.collection('codes').read('a'),
        ]),
      )
      assert.equal(made.filter(Boolean).length, 1)
    } finally {
      await Promise.all(stores.map((store) => store.close()))
      await server.close()
    }
  })

  it('waits and asks again when told to (429), within one call', async () => {
    const asked: number[] = []
    const busy = await answering((response) => {
      asked.push(Date.now())
      if (asked.length < 3) reply(response, 429, { 'x-ms-retry-after-ms': '40' }, '{}')
      else reply(response, 200, { etag: 'e' }, '{"id":"a","part":"a","changed":1,"_etag":"e","_ts":1}')
    })
    const store = cosmosStore({ ...busy, create: false })
    assert.deepEqual(await store.collection('leases').read('a'), {
      id: 'a',
      part: 'a',
      changed: 1,
      etag: 'e',
    })
    assert.equal(asked.length, 3)
    assert.ok(asked[2]! - asked[0]! >= 79, `${asked[2]! - asked[0]!} ms`)
    await store.close()
    await busy.close()
  })

  it('does not take a container or session that is not there for a document that is not there', async () => {
    for (const substatus of ['1002', '1003']) {
      const lost = await answering((response) => reply(response, 404, { 'x-ms-substatus': substatus }, '{}'))
      const store = cosmosStore({ ...lost, create: false })
      const leases = store.collection('leases')
      await assert.rejects(leases.read('a'), Error)
      await assert.rejects(leases.replace({ id: 'a', part: 'a', changed: 1 }, 'e'), Error)
      await assert.rejects(leases.remove('a'), Error)
      await store.close()
      await lost.close()
    }
  })

  it('creates nothing when told not to', async () => {
    const server = await startCosmos()
    const store = cosmosStore({ ...server, create: false })
    try {
      await assert.rejects(store.ping())
      await assert.rejects(store.collection('leases').create({ id: 'a', part: 'a', changed: 1 }))
    } finally {
      await store.close()
      await server.close()
    }
  })

  it('indexes the queryable fields and pairs, and nothing that is sealed', async () => {
    const server = await startCosmos()
    const store = cosmosStore(server)
    try {
      await store.collection('entries').read('a')
      const answer = await fetch(`${server.endpoint}/dbs/silta/colls/entries`)
      const { partitionKey, indexingPolicy } = (await answer.json()) as ContainerDefinition
      assert.deepEqual(partitionKey.paths, ['/part'])
      assert.deepEqual(indexingPolicy.excludedPaths, [{ path: '/*' }])
      assert.deepEqual(
        indexingPolicy.includedPaths.map(({ path }) => path),
        ['/part/?', '/kind/?', '/order/?', '/other/?'],
      )
      assert.deepEqual(
        indexingPolicy.compositeIndexes.map((pair) => pair.map(({ path }) => path)),
        [
          ['/part', '/order'],
          ['/part', '/kind', '/order'],
          ['/kind', '/order'],
        ],
      )
    } finally {
      await store.close()
      await server.close()
    }
  })
})

interface ContainerDefinition {
  partitionKey: { paths: string[] }
  indexingPolicy: {
    includedPaths: { path: string }[]
    excludedPaths: { path: string }[]
    compositeIndexes: { path: string }[][]
  }
}

/** In two steps: restify, once any test has loaded it, makes every `writeHead` answer nothing. */
function reply(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string,
): void {
  response.writeHead(status, headers)
  response.end(body)
}

/** A server with one answer for everything, for what the local server never says. */
async function answering(answer: (response: ServerResponse) => void) {
  const server = createHttpServer((_, response) => answer(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: 'a2V5',
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
