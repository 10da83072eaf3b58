import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { CaseDoc } from '../../intake/case/case.ts'
import { cosmosStore } from '../../intake/store/cosmos.ts'
import type { Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { askingPerson, Client, caseOf, startDesk } from '../desk/desk-server.ts'
import { freshDir } from '../support/process.ts'
import { someCase } from '../support/seed.ts'
import { counting, median } from './measure.ts'

const SIZES = [100, 1000, 10_000, 100_000]
/** Pages asked for, and claims, of each size: fewer where each takes long. */
const SAMPLES = 15
/** Milliseconds for one size's pages: then what was measured so far is enough. */
const PATIENCE = 20_000
/** Characters of a case's sealed part: a page reads documents whole. */
const SEALED = 1500
/** Documents written at one time over a socket. */
const AT_ONCE = 64

interface Subject {
  name: string
  open: () => Promise<{
    store: Store
    seed: (cases: CaseDoc[]) => Promise<void>
    close: () => Promise<void>
  }>
}

const subjects: Subject[] = [
  {
    name: 'embedded store, a file',
    async open() {
      const dir = freshDir()
      const store = sqliteStore(dir)
      const db = new DatabaseSync(join(dir, 'silta.db'))
      return {
        store,
        // One transaction instead of one for each case, which is what a case costs in life.
        async seed(cases) {
          db.exec('BEGIN IMMEDIATE')
          const put = db.prepare("INSERT INTO cases (doc, etag, part, id) VALUES (?, 'seed', ?, ?)")
          for (const one of cases) put.run(JSON.stringify(one), one.part, one.id)
          db.exec('COMMIT')
        },
        async close() {
          db.close()
          await store.close()
        },
      }
    },
  },
  {
    name: '@azure/cosmos, a local server',
    async open() {
      const { endpoint, child } = await cosmosProcess()
      const store = cosmosStore({ endpoint, key: Buffer.alloc(64).toString('base64') })
      const kept = store.collection<CaseDoc>('cases')
      return {
        store,
        async seed(cases) {
          await kept.read('none')
          for (let from = 0; from < cases.length; from += AT_ONCE)
            await Promise.all(cases.slice(from, from + AT_ONCE).map((one) => kept.create(one)))
        },
        async close() {
          await store.close()
          child.kill()
        },
      }
    },
  },
]

/** In a process of its own, so that its work is not counted as ours. */
async function cosmosProcess(): Promise<{ endpoint: string; child: ChildProcess }> {
  const script = join(import.meta.dirname, '../support/cosmos-server.ts')
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout!, 'data')
  return { endpoint: String(line).trim(), child }
}

/** The queue's page and a claim through the console itself, as a browser and a program ask for them. */
async function measured(store: Store) {
  const counted = counting(store)
  const desk = await startDesk({}, counted.store)
  try {
    const client = await Client.signedIn(desk, 'Bench')
    const ids: string[] = []
    for (let one = 0; one < SAMPLES; one += 1) ids.push(caseOf(await askingPerson(desk.services)))

    const claims: number[] = []
    const before = { ...counted.calls }
    for (const id of ids) {
      const begun = performance.now()
      const { status } = await client.json('POST', `cases/${id}/claim`)
      if (status !== 200) throw new Error(`claim: ${status}`)
      claims.push(performance.now() - begun)
    }
    const calls = counted.calls.read + counted.calls.write - before.read - before.write
    const claim = { 'claim ms': median(claims), 'calls a claim': (calls / ids.length).toFixed(1) }

    const pages = await pagesOf(client, counted.calls, '/console')
    const narrowed = await pagesOf(client, counted.calls, '/console?whose=free&language=ar')
    // The same frame without a list: what the machine takes for any page of the desk.
    const bare = await pagesOf(client, counted.calls, '/console/help')
    return {
      ...claim,
      'page ms': pages.ms,
      'page without list ms': bare.ms,
      'calls a page': pages.reads,
      'cases read': pages.listed,
      'page KB': pages.kilobytes,
      'by language ms': narrowed.ms,
    }
  } finally {
    desk.services.watch.stop()
  }
}

/** A page that is not answered with 200 has no time: what happened is said in its place. */
async function pagesOf(client: Client, calls: { read: number; listed: number }, path: string) {
  const times: number[] = []
  const before = { ...calls }
  let size = 0
  const until = performance.now() + PATIENCE
  while (times.length < SAMPLES && (times.length === 0 || performance.now() < until)) {
    const begun = performance.now()
    const { status, text } = await client.get(path)
    const ms = performance.now() - begun
    if (status !== 200) return { ms: `${status} after ${ms.toFixed(0)} ms` }
    times.push(ms)
    size = text.length
  }
  const each = (now: number, then: number) => ((now - then) / times.length).toFixed(0)
  return {
    ms: median(times),
    reads: each(calls.read, before.read),
    listed: each(calls.listed, before.listed),
    kilobytes: (size / 1024).toFixed(0),
  }
}

/** The queue's page and a claim among more and more cases, on both stores: what is flat does not grow with them. */
export async function queue() {
  const rows: object[] = []
  for (const cases of SIZES)
    for (const { name, open } of subjects) {
      const { store, seed, close } = await open()
      const from = Date.now() - cases * 1000 - 1000
      const all = Array.from({ length: cases }, (_, n) => someCase(n, from, { sealed: 'x'.repeat(SEALED) }))
      const begun = performance.now()
      await seed(all)
      const filled = { 'seed s': ((performance.now() - begun) / 1000).toFixed(1) }
      rows.push({ store: name, cases, ...filled, ...(await measured(store)) })
      await close()
    }
  return rows
}
