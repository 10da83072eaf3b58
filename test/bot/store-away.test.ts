import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { CollectionName, Doc, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { Page } from '../support/page.ts'
import { freshDir } from '../support/process.ts'
import { type Running, startServer } from '../support/server.ts'

/** What engines say when they cannot: as they say it. */
const troubles = {
  'a full disk': Object.assign(new Error('database or disk is full'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 13,
  }),
  'a disk that can only be read': Object.assign(new Error('readonly'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 8,
  }),
  'a broken page': Object.assign(new Error('malformed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 }),
  'a server that is busy': Object.assign(new Error('canary'), { code: 503, name: 'ErrorResponse' }),
  'no answer': new DOMException('canary', 'TimeoutError'),
}

describe('A store that is away', () => {
  let running: Running
  const state: { trouble?: Error | undefined; writes: boolean } = { writes: true }
  const store = (): Store => {
    const inner = sqliteStore(':memory:')
    const told =
      <T extends unknown[], R>(work: (...given: T) => Promise<R>, write: boolean) =>
      async (...given: T): Promise<R> => {
        if (state.trouble && (write || !state.writes)) throw state.trouble
        return work(...given)
      }
    return {
      ...inner,
      collection: <T extends Doc>(name: CollectionName) => {
        const { create, read, replace, remove, find } = inner.collection<T>(name)
        const [writes, reads] = [true, false]
        return {
          create: told(create, writes),
          replace: told(replace, writes),
          remove: told(remove, writes),
          read: told(read, reads),
          find: told(find, reads),
        }
      },
    }
  }
  beforeEach(async () => {
    running = await startServer({}, { store: store() })
  })
  afterEach(async () => {
    state.trouble = undefined
    state.writes = true
    await running.close()
  })
  const get = async (path: string) => (await fetch(running.url + path)).status

  for (const [name, trouble] of Object.entries(troubles)) {
    it(`${name}, to writes: /readyz says so, /healthz goes on, and it is well again afterwards`, async () => {
      assert.equal(await get('/readyz'), 200)
      await new Promise((resolve) => setTimeout(resolve, 1100))
      state.trouble = trouble
      assert.deepEqual([await get('/readyz'), await get('/healthz')], [503, 200])
      state.trouble = undefined
      assert.equal(await get('/readyz'), 200)
    })

    for (const writes of [true, false])
      it(`${name}, to ${writes ? 'writes' : 'anything'}: 503 and when to try again, and what was said goes through then`, async () => {
        state.writes = writes
        const json = { method: 'POST', headers: { 'content-type': 'application/json' } }
        const made = await fetch(`${running.url}/v3/directline/conversations`, {
          ...json,
          headers: { ...json.headers, authorization: `Bearer ${await token()}` },
        })
        const { conversationId, token: bearer } = (await made.json()) as Record<string, string>
        const say = () =>
          fetch(`${running.url}/v3/directline/conversations/${conversationId}/activities`, {
            method: 'POST',
            headers: { ...json.headers, authorization: `Bearer ${bearer}` },
            body: JSON.stringify({ type: 'message', text: 'hello', from: { id: 'u' }, id: randomUUID() }),
          })
        state.trouble = trouble
        const refused = await say()
        assert.equal(refused.status, 503)
        assert.ok(Number(refused.headers.get('retry-after')) > 0)
        assert.doesNotMatch(await refused.text(), /canary/)
        state.trouble = undefined
        assert.equal((await say()).status, 200)
      })
  }
  const token = async () => {
    const answer = await fetch(`${running.url}/v3/directline/tokens/generate`, { method: 'POST' })
    return ((await answer.json()) as { token: string }).token
  }

  it('gives her page back with what she wrote, and takes it when it is sent again', async () => {
    const page = await new Page(`${running.url}/`).open('?lang=en')
    await page.press('no')
    state.trouble = troubles['a full disk']
    const form = page.form({ text: 'hello' })
    const answer = await fetch(`${running.url}/`, { method: 'POST', body: form })
    assert.equal(answer.status, 503)
    state.trouble = undefined
    assert.equal((await fetch(`${running.url}/`, { method: 'POST', body: form })).status, 200)
  })

  it('keys that are no longer its own are noticed', async () => {
    assert.equal(await get('/readyz'), 200)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await running.services.store.collection('keys').remove('belongs')
    assert.equal(await get('/readyz'), 503)
  })
})

describe('The embedded store, while another process writes', () => {
  it('lets everything else go on, and writes when it may', async () => {
    const dir = freshDir()
    const store = sqliteStore(dir)
    const running = await startServer({}, { store })
    const other = new DatabaseSync(join(dir, 'silta.db'))
    other.exec('BEGIN IMMEDIATE')
    let written = false
    const doc = { id: 'a', part: 'a', changed: 1 }
    const write = store
      .collection('leases')
      .create(doc)
      .then(() => {
        written = true
      })
    assert.equal((await fetch(`${running.url}/healthz`)).status, 200)
    // The engine itself would wait, and everything with it.
    assert.equal(written, false)
    other.exec('COMMIT')
    other.close()
    await write
    await running.close()
  })
})
