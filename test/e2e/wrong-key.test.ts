import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Page } from '../support/page.ts'
import { freshDir, startProcess } from '../support/process.ts'

const key = () => randomBytes(32).toString('base64')

describe('Starting with the wrong key', () => {
  it('ends with one sentence that names the setting, and the right key goes on as if nothing had been', async () => {
    const env = { DATA_DIR: freshDir(), MASTER_KEY: key() }
    const first = await startProcess(env)
    const page = await new Page(first.chat).open('?lang=en')
    await page.press('no')
    await first.kill()

    await assert.rejects(
      startProcess({ ...env, MASTER_KEY: key() }),
      /Silta cannot start:\nMASTER_KEY is not/,
    )
    await (await startProcess(env)).kill()

    for (const name of ['keys.db', 'keys.db-wal', 'keys.db-shm'])
      rmSync(join(env.DATA_DIR, name), { force: true })
    await assert.rejects(startProcess(env), /Silta cannot start:\nthe store and the data keys/)
  })
})
