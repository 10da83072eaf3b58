import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { CaseDoc } from '../../intake/case/case.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { eventually } from '../support/eventually.ts'
import { freshDir, startProcess } from '../support/process.ts'

const root = join(import.meta.dirname, '../..')
const running = new Set<ChildProcess>()

/** As `npm run demo` does it, until it says where it is or ends. */
async function start(env: Record<string, string>, ...args: string[]) {
  const child = spawn(process.execPath, ['bot/demo/index.ts', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const closed = once(child, 'close').finally(() => running.delete(child))
  await eventually(() => child.exitCode !== null || /^Desk:/m.test(output), 'a demo, or why there is none')
  return {
    code: child.exitCode,
    output: () => output,
    desk: /^Desk: +(\S+)$/m.exec(output)?.[1] ?? '',
    /** Ctrl+C. @returns how it ended */
    async stop(): Promise<number> {
      child.kill('SIGINT')
      const [code] = await closed
      return code
    },
  }
}

/** Cases that the day leaves behind. */
const MADE = 8

async function casesIn(dir: string): Promise<string[]> {
  const store = sqliteStore(dir)
  const found = await store.collection<CaseDoc>('cases').find({ limit: 100 })
  await store.close()
  return found.map(({ id }) => id).sort()
}

describe('npm run demo', () => {
  const DATA_DIR = freshDir()
  after(() => {
    for (const child of running) child.kill('SIGKILL')
  })

  it('has its desk alive, stops clean, and goes on with the same people', async () => {
    const demo = await start({ DATA_DIR })
    assert.match(demo.output(), /^Demo: nobody here is real/)
    const entered = await fetch(`${demo.desk}/desk`, {
      method: 'POST',
      body: new URLSearchParams({ who: 'aino' }),
      redirect: 'manual',
    })
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
    const queue = await fetch(new URL('/console', demo.desk), {
      headers: { cookie, 'accept-language': 'en' },
    })
    const text = await queue.text()
    assert.match(text, /Waiting to talk now <span[^>]*>\([23]\)/)
    assert.ok(text.includes('Urgent'))
    assert.equal(await demo.stop(), 0)
    assert.doesNotMatch(demo.output(), /failed|forced|uncaught/)

    const before = await casesIn(DATA_DIR)
    assert.ok(before.length >= MADE)
    const again = await start({ DATA_DIR })
    assert.equal(await again.stop(), 0)
    const after = await casesIn(DATA_DIR)
    // On a slow machine somebody may have come meanwhile.
    assert.deepEqual(
      before.filter((id) => !after.includes(id)),
      [],
    )
  })

  it('begins anew where that is asked for, or where the day was broken off', async () => {
    const before = await casesIn(DATA_DIR)
    await (await start({ DATA_DIR }, '--fresh')).stop()
    const fresh = await casesIn(DATA_DIR)
    assert.ok(fresh.length >= MADE)
    assert.deepEqual(
      fresh.filter((id) => before.includes(id)),
      [],
    )
    const store = sqliteStore(DATA_DIR)
    await store.collection('leases').remove('demo')
    await store.close()
    await (await start({ DATA_DIR })).stop()
    const whole = await casesIn(DATA_DIR)
    assert.ok(whole.length >= MADE)
    assert.deepEqual(
      whole.filter((id) => fresh.includes(id)),
      [],
    )
  })

  /** One sentence, its headline, and no address; what was kept stays. */
  async function refuses(env: Record<string, string>, says: RegExp, ...args: string[]): Promise<void> {
    const demo = await start(env, ...args)
    assert.equal(demo.code, 1, demo.output())
    assert.match(demo.output(), /^The demo cannot start:\n[^\n]+\n$/)
    assert.match(demo.output(), says)
  }

  it('is refused in production, and beside whatever reaches out', async () => {
    await refuses({ NODE_ENV: 'production', DATA_DIR }, /NODE_ENV is production/)
    await refuses({ TWILIO_FROM: '+358', DATA_DIR }, /TWILIO_FROM: not for a demo/)
    await refuses({ HOST: '0.0.0.0', DATA_DIR }, /HOST is open to other machines/)
  })

  it('is refused where another one runs, which keeps its people', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const PORT = String((other.address() as AddressInfo).port)
    const before = await casesIn(DATA_DIR)
    await refuses({ PORT, DATA_DIR }, /this PORT is in use/, '--fresh')
    assert.deepEqual(await casesIn(DATA_DIR), before)
    other.close()
  })

  it('keeps to its own store: the program that people use refuses that, and it refuses theirs, --fresh or not', async () => {
    await assert.rejects(startProcess({ DATA_DIR }), /Silta cannot start:\nthe store is the demo's/)
    const real = freshDir()
    await (await startProcess({ DATA_DIR: real })).kill('SIGTERM')
    const before = sqliteStore(real)
    const marks = await before.collection('leases').find({ limit: 10 })
    await before.close()
    assert.ok(marks.length > 0)
    for (const args of [[], ['--fresh']])
      await refuses({ DATA_DIR: real }, /the store is not the demo's: real people may be in it/, ...args)
    const after = sqliteStore(real)
    assert.deepEqual(await after.collection('leases').find({ limit: 10 }), marks)
    await after.close()
  })
})
