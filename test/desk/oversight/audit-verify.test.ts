import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '../../../bot/services.ts'
import type { AuditDoc } from '../../../intake/audit/chain.ts'
import { openStore } from '../../../intake/store/open.ts'
import { readConfig } from '../../../platform/config.ts'
import { freshDir } from '../../support/process.ts'
import { storeSettings } from '../../support/stores.ts'
import { webhookServer } from '../../support/webhook.ts'

const root = join(import.meta.dirname, '../../..')

/** The command as an auditor runs it: exit code and what it printed. */
const run = (env: Record<string, string>, ...args: string[]) =>
  new Promise<{ code: number; printed: string }>((resolve) => {
    const script = join(root, 'desk/oversight/audit-verify.ts')
    execFile(process.execPath, [script, ...args], { env: { PATH: process.env.PATH, ...env } }, (error, out) =>
      resolve({ code: Number(error?.code ?? 0), printed: out }),
    )
  })

for (const [name, open] of Object.entries(storeSettings))
  describe(`npm run audit:verify on ${name}`, () => {
    it('says that chains are whole, and names the line that is not', async () => {
      const { env, close } = await open()
      const config = readConfig(env)
      const store = await openStore(config)
      try {
        const { audit } = services(config, store)
        for (const who of ['a', 'b', 'c']) await audit.note(who, 'view', '12345678901234567890')
        const whole = await run(env)
        assert.equal(whole.code, 0)
        assert.match(whole.printed, /^chain \S+ 4 lines, head \S{43}\n1 chains whole\n$/)
        const noted = join(freshDir(), 'audit.txt')
        writeFileSync(noted, whole.printed)

        const [, , , last] = await audit.of('12345678901234567890').then((lines) => [null, ...lines])
        await store.collection('audit').remove(last!.id, last!.part)
        assert.equal((await run(env)).code, 0)
        const cut = await run(env, noted)
        assert.equal(cut.code, 1)
        assert.match(cut.printed, /BROKEN at 4: cut\n1 of 1 chains broken/)

        const [first] = await audit.of('12345678901234567890')
        await store.collection('audit').remove(first!.id, first!.part)
        const torn = await run(env)
        assert.equal(torn.code, 1)
        assert.match(torn.printed, /BROKEN at 2: missing/)
      } finally {
        await store.close()
        await close()
      }
    })
  })

describe('npm run audit:verify', () => {
  it('finds the newest lines of all chains cut, or all gone, by what was kept outside the store', async () => {
    const env = { DATA_DIR: freshDir(), AUDIT_ANCHOR_FILE: join(freshDir(), 'anchors') }
    const config = readConfig(env)
    const store = await openStore(config)
    try {
      assert.deepEqual(await run({ DATA_DIR: env.DATA_DIR }), {
        code: 1,
        printed: '0 chains whole\nthe audit is EMPTY\n',
      })
      const { audit } = services(config, store)
      for (const who of ['a', 'b', 'c']) await audit.note(who, 'view', '12345678901234567890')
      await audit.anchor()
      await audit.note('d', 'view', '12345678901234567890')
      await audit.anchor()
      assert.equal((await run(env)).code, 0)

      const lines = store.collection<AuditDoc>('audit')
      const all = await lines.find({ limit: 100 })
      const named = all.find(({ what }) => what === 'anchor')!.part
      const newest = all.filter(({ part, order }) => part === named || order > 2)
      for (const { id, part } of newest) await lines.remove(id, part)
      assert.equal((await run({ DATA_DIR: env.DATA_DIR })).code, 0, 'the store itself cannot tell')
      const cut = await run(env)
      assert.equal(cut.code, 1)
      assert.match(cut.printed, /BROKEN at \d: cut/)

      for (const { id, part } of await lines.find({ limit: 100 })) await lines.remove(id, part)
      const gone = await run(env)
      assert.equal(gone.code, 1)
      assert.match(gone.printed, /BROKEN at 1: cut/)

      const kept = readFileSync(env.AUDIT_ANCHOR_FILE, 'utf8')
      assert.match(kept, /^\{"at":"\d{4}-\d\d-\d\dT/)
      writeFileSync(env.AUDIT_ANCHOR_FILE, kept.replace(/,(\d),/, ',9,').replace(/\[(\d)/, '[9'))
      assert.match((await run(env)).printed, /1 anchors are not ours/)
    } finally {
      await store.close()
    }
  })

  it('an anchor that was not taken outside is given again, with what came since', async () => {
    const hook = await webhookServer()
    const config = readConfig({ DATA_DIR: freshDir(), AUDIT_ANCHOR_WEBHOOK: hook.url })
    const store = await openStore(config)
    const { audit } = services(config, store)
    await audit.note('a', 'view', '12345678901234567890')
    hook.state.status = 503
    await assert.rejects(audit.anchor())
    await assert.rejects(audit.anchor())
    hook.state.status = 202
    await audit.note('b', 'view', '12345678901234567890')
    await audit.anchor()
    await audit.anchor()
    const taken = hook.bodies as { at: string; heads: Record<string, [number, string]> }[]
    assert.equal(taken.length, 1)
    assert.deepEqual(Math.max(...Object.values(taken[0]!.heads).map(([order]) => order)), 3)
    await store.close()
    await hook.close()
  })

  it('says what is wrong with the configuration, and fails', async () => {
    assert.equal((await run({ PORT: 'many' })).code, 1)
  })
})
