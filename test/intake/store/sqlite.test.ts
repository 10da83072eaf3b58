import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { Doc } from '../../../intake/store/ports.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { eventually } from '../../support/eventually.ts'
import { storeContract } from './contract.ts'

const run = promisify(execFile)
const dirs: string[] = []
const folder = () => {
  dirs.push(mkdtempSync(join(tmpdir(), 'silta-')))
  return join(dirs.at(-1)!, 'data')
}
after(() => {
  for (const dir of dirs) rmSync(dir, { recursive: true })
})

storeContract('sqlite, in memory', async () => {
  const store = sqliteStore(':memory:')
  return { store, close: () => store.close() }
})

storeContract('sqlite, in files', async () => {
  const store = sqliteStore(folder())
  return { store, close: () => store.close() }
})

interface Note extends Doc {
  text: string
}
const canary = 'CANARY-she-said-this'
const note = (id: string, text = ''): Note => ({ id, part: id, changed: 1, text })
/** Names of the files that hold the text. */
const holding = (dir: string, text: string) =>
  readdirSync(dir).filter((file) => readFileSync(join(dir, file)).includes(text))

describe('sqlite store', () => {
  it('keeps documents over a restart', async () => {
    const dir = folder()
    const first = sqliteStore(dir)
    const made = await first.collection<Note>('conversations').create(note('a', 'x'))
    await first.close()
    const second = sqliteStore(dir)
    assert.deepEqual(await second.collection('conversations').read('a'), made)
    await second.close()
  })

  it('keeps folder and files to their owner', async () => {
    const dir = folder()
    const store = sqliteStore(dir)
    await store.collection('keys').create(note('a'))
    assert.equal(statSync(dir).mode & 0o777, 0o700)
    for (const file of readdirSync(dir)) assert.equal(statSync(join(dir, file)).mode & 0o777, 0o600, file)
    await store.close()
  })

  it('keeps wrapped keys in a file of their own', async () => {
    const dir = folder()
    const store = sqliteStore(dir)
    await store.collection<Note>('keys').create(note('a', canary))
    await store.close()
    assert.deepEqual(holding(dir, canary), ['keys.db'])
  })

  for (const name of ['keys', 'cases'] as const)
    it(`leaves no remains of what was removed from ${name}`, async () => {
      const dir = folder()
      const store = sqliteStore(dir)
      const notes = store.collection<Note>(name)
      // Over a page of 4 KB, so that it also lies in overflow pages, and in a neighbour that stays.
      for (const id of ['a', 'b', 'c'])
        await notes.create(note(id, id === 'c' ? 'stays' : canary.repeat(1000)))
      assert.notEqual(holding(dir, canary).length, 0)
      await Promise.all([notes.remove('a'), notes.remove('b')])
      assert.deepEqual(holding(dir, canary), [])
      assert.equal((await notes.read('c'))?.text, 'stays')
      await store.close()
      assert.deepEqual(holding(dir, canary), [])
    })

  it('leaves no remains of an indexed field', async () => {
    const dir = folder()
    const store = sqliteStore(dir)
    await store.collection('cases').create({ ...note('a'), assignee: canary } as Doc)
    await store.collection('cases').remove('a')
    assert.deepEqual(holding(dir, canary), [])
    await store.close()
  })

  it('leaves no remains of what was replaced, a second later', async () => {
    const dir = folder()
    const store = sqliteStore(dir)
    const notes = store.collection<Note>('conversations')
    const made = await notes.create(note('a', canary.repeat(1000)))
    await notes.replace(note('a', 'short'), made!.etag)
    await eventually(() => holding(dir, canary).length === 0)
    await store.close()
  })

  it('removes while somebody reads, and cleans up when they are done', async () => {
    const dir = folder()
    const store = sqliteStore(dir)
    const notes = store.collection<Note>('conversations')
    await notes.create(note('a', canary))
    const reader = new DatabaseSync(join(dir, 'silta.db'))
    reader.exec('BEGIN; SELECT count(*) FROM conversations')
    reader.prepare('SELECT doc FROM conversations').all()
    await notes.remove('a')
    assert.equal(await notes.read('a'), null)
    assert.notEqual(holding(dir, canary).length, 0, 'the reader still needs the page')
    reader.exec('COMMIT')
    reader.close()
    await eventually(() => holding(dir, canary).length === 0)
    await store.close()
  })

  it('gives a field that is new in the shape to documents of before', async () => {
    const dir = folder()
    await sqliteStore(dir).close()
    const old = new DatabaseSync(join(dir, 'silta.db'))
    old.exec('DROP TABLE conversations')
    old.exec(`CREATE TABLE conversations
      (id TEXT NOT NULL, part TEXT NOT NULL, etag TEXT NOT NULL, doc TEXT NOT NULL, PRIMARY KEY (part, id))`)
    old.exec(`INSERT INTO conversations VALUES ('a', 'a', 'e', '{"id":"a","part":"a","changed":1,"due":5}')`)
    old.close()
    const store = sqliteStore(dir)
    const found = await store.collection('conversations').find({ where: { due: 5 }, limit: 1 })
    assert.deepEqual(found, [{ id: 'a', part: 'a', changed: 1, due: 5, etag: 'e' }])
    await store.close()
  })

  it('answers the queue from an index', async () => {
    const dir = folder()
    await sqliteStore(dir).close()
    const db = new DatabaseSync(join(dir, 'silta.db'))
    const plan = db
      .prepare(`EXPLAIN QUERY PLAN SELECT doc FROM cases
        WHERE "application" = 'sent' AND "rank" IS NOT NULL ORDER BY "rank" LIMIT 9`)
      .all()
      .map((row) => String(row.detail))
    db.close()
    assert.match(plan.join(), /^SEARCH cases USING INDEX cases_application_rank/)
    assert.doesNotMatch(plan.join(), /TEMP B-TREE/)
  })

  it('opens a new folder that another process is just making', async () => {
    const dir = folder()
    mkdirSync(dir)
    const other = new Worker(
      `const { parentPort } = require('node:worker_threads')
       const { DatabaseSync } = require('node:sqlite')
       const db = new DatabaseSync(${JSON.stringify(join(dir, 'silta.db'))})
       db.exec('BEGIN IMMEDIATE')
       parentPort.postMessage('writing')
       setTimeout(() => { db.exec('COMMIT'); db.close() }, 300)`,
      { eval: true },
    )
    await once(other, 'message')
    await sqliteStore(dir).close()
    await once(other, 'exit')
  })

  it('opens and counts right with several processes on one folder', async () => {
    const dir = folder()
    const script = `
      const { sqliteStore } = await import(${JSON.stringify(import.meta.resolve('../../../intake/store/sqlite.ts'))})
      const store = sqliteStore(${JSON.stringify(dir)})
      const notes = store.collection('conversations')
      for (let done = 0; done < 50; ) {
        const now = (await notes.read('n')) ?? (await notes.create({ id: 'n', part: 'n', changed: 0 }))
        if (now && (await notes.replace({ ...now, changed: now.changed + 1 }, now.etag))) done++
        const own = String(process.pid)
        await notes.create({ id: own, part: own, changed: 0 })
        await notes.remove(own)
        await new Promise(setImmediate)
      }
      await store.close()`
    await Promise.all(
      Array.from({ length: 4 }, () => run(process.execPath, ['--input-type=module', '-e', script])),
    )
    const store = sqliteStore(dir)
    assert.equal((await store.collection('conversations').read('n'))?.changed, 200)
    await store.close()
  })

  it('says when the folder cannot be used', async () => {
    if (process.getuid?.() === 0) return
    const dir = folder()
    await sqliteStore(dir).close()
    chmodSync(dir, 0o500)
    assert.throws(() => sqliteStore(join(dir, 'deeper')))
    chmodSync(dir, 0o700)
  })
})
