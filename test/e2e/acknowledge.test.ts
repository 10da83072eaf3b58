import assert from 'node:assert/strict'
import { join } from 'node:path'
import { services } from '../../bot/services.ts'
import { verify } from '../../intake/audit/verify.ts'
import { openStore } from '../../intake/store/open.ts'
import type { Store } from '../../intake/store/ports.ts'
import { requireShape } from '../../intake/store/shape-version.ts'
import { readConfig } from '../../platform/config.ts'
import { secretsOf } from '../../platform/master-key.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'
import { Person, walkTo } from '../support/talk.ts'

const EXPORT_KEY = 'k'.repeat(32)
const preload = join(import.meta.dirname, '../support/die.mjs')

for (const [name, open] of Object.entries(storeSettings))
  describe(`kill -9 while a case is acknowledged, on ${name}`, () => {
    let setting: StoreSetting
    let store: Store
    let running: Running | undefined
    let sent: string
    const start = async (die?: string) => {
      const env = { ...setting.env, EXPORT_KEY, ...(die ? { DIE_AT: die } : {}) }
      running = await startProcess(env, die ? preload : undefined)
    }
    const ask = async (method: string, path = '') => {
      const answer = await fetch(new URL(`/console/api/export${path}`, running!.chat), {
        method,
        headers: { authorization: `Bearer ${EXPORT_KEY}` },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const waiting = async () =>
      JSON.parse((await ask('GET')).text).cases.map(({ id }: { id: string }) => id) as string[]
    const acknowledged = async () =>
      (await services(readConfig(setting.env), store).cases.get(sent))?.exported

    beforeEach(async () => {
      setting = await open()
      const config = readConfig(setting.env)
      store = await openStore(config)
      await requireShape(store)
      const parts = services(config, store)
      const person = await walkTo(new Person(parts), 'en')
      await person.picks('send')
      sent = person.last.state.case!.id
      // Its alarm writes to the case too: raised now, the next write is what acknowledges it.
      await parts.alarm.once()
    })
    afterEach(async () => {
      await running?.kill()
      await store.close()
      await setting.close()
    })

    for (const [where, die, done] of [
      ['before it is written', 'write:cases:1', false],
      ['after it is written, before the answer', 'answer:1', true],
    ] as const)
      it(`${where}: it is acknowledged once, and never given again after that`, async () => {
        await start(die)
        assert.deepEqual(await waiting(), [`${sent}-1`])
        await assert.rejects(ask('POST', `/${sent}-1/ack`))
        const before = await acknowledged()
        assert.equal(before !== undefined, done)

        await start()
        assert.deepEqual(await waiting(), done ? [] : [`${sent}-1`])
        const first = await ask('POST', `/${sent}-1/ack`)
        assert.equal(first.status, 200)
        const taken = await acknowledged()
        if (before) assert.deepEqual(taken, before)
        assert.deepEqual(await ask('POST', `/${sent}-1/ack`), first)
        assert.deepEqual(await acknowledged(), taken)
        assert.deepEqual(await waiting(), [])

        // What died left the audit whole.
        const { audit } = secretsOf(readConfig(setting.env))
        const reports = await verify(store.collection('audit'), [audit])
        assert.deepEqual(
          reports.filter(({ broken }) => broken),
          [],
        )
      })
  })
