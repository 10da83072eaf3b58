import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { services } from '../../../bot/services.ts'
import { openStore } from '../../../intake/store/open.ts'
import { readConfig } from '../../../platform/config.ts'
import { freshDir } from '../../support/process.ts'
import { storeSettings } from '../../support/stores.ts'

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
  it('says what is wrong with the configuration, and fails', async () => {
    assert.equal((await run({ PORT: 'many' })).code, 1)
  })
})
