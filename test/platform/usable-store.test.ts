import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Collection, Doc, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { requireWritable } from '../../intake/store/writable.ts'
import { ConfigError, readConfig } from '../../platform/config.ts'
import { masterKeys } from '../../platform/master-key.ts'
import { usableStore } from '../../platform/usable-store.ts'
import { openStores } from '../support/open-stores.ts'

const COSMOS_KEY = Buffer.alloc(64).toString('base64')

describe('A store that cannot be used is named before anything is said to run', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'silta-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  const refuses = (env: Record<string, string>, message: string) =>
    assert.rejects(
      () => usableStore(readConfig(env)),
      (error: Error) => {
        assert.equal(error.message, message)
        return error instanceof ConfigError
      },
    )

  it('a file in place of the folder', async () => {
    writeFileSync(join(dir, 'file'), '')
    const DATA_DIR = join(dir, 'file')
    await refuses({ DATA_DIR }, 'DATA_DIR is not usable: it is not a folder.')
  })

  it('a folder of the system', () =>
    refuses({ DATA_DIR: '/sys/silta' }, 'DATA_DIR is not usable: this program may not write there.'))

  it('a file there that is no database', async () => {
    writeFileSync(join(dir, 'silta.db'), 'kanarialintu '.repeat(1000))
    await refuses({ DATA_DIR: dir }, 'DATA_DIR is not usable: a database in it is damaged, or none of Silta.')
  })

  it('a key that cannot be kept there', () => {
    mkdirSync(join(dir, 'master.key'))
    assert.throws(() => masterKeys(readConfig({ DATA_DIR: dir })), {
      message: 'DATA_DIR is not usable: no key can be kept in it (EISDIR). Or set MASTER_KEY.',
    })
  })

  describe('an account', () => {
    let account: Server
    let status = 401
    let COSMOS_ENDPOINT: string
    before(async () => {
      account = createServer((_req, res) => {
        res.writeHead(status, { 'content-type': 'application/json' })
        res.end('{"code":"X","message":"kanarialintu"}')
      }).listen(0, '127.0.0.1')
      await once(account, 'listening')
      COSMOS_ENDPOINT = `http://127.0.0.1:${(account.address() as AddressInfo).port}`
    })

    for (const one of [401, 403])
      it(`that does not let this key in: ${one}`, () => {
        status = one
        return refuses(
          { COSMOS_ENDPOINT, COSMOS_KEY },
          'COSMOS_KEY is not usable: the account does not let this program in.',
        )
      })

    it('where nothing answers', async () => {
      account.closeAllConnections()
      account.close()
      await once(account, 'close')
      await refuses({ COSMOS_ENDPOINT, COSMOS_KEY }, 'COSMOS_ENDPOINT is not usable: nothing answers there.')
    })
  })

  for (const [engine, open] of Object.entries(openStores))
    it(`is written to, and holds nothing of it after, in ${engine}`, async () => {
      const { store, close } = await open()
      await requireWritable(store)
      assert.deepEqual(await store.collection('leases').find({ limit: 1 }), [])
      await close()
    })

  it('is none when it takes what it does not keep', async () => {
    const store = sqliteStore(':memory:')
    const forgetful: Store = {
      ...store,
      collection: <T extends Doc>(name: Parameters<Store['collection']>[0]) =>
        ({ ...store.collection<T>(name), read: async () => null }) as Collection<T>,
    }
    await assert.rejects(() => requireWritable(forgetful))
    await store.close()
  })
})
