import assert from 'node:assert/strict'
import { join } from 'node:path'
import { eventually } from '../support/eventually.ts'
import { freshDir, startProcess } from '../support/process.ts'

describe('What nothing caught', () => {
  it('is logged as a code, and the program goes on', async () => {
    const slip = join(import.meta.dirname, '../support/slip.mjs')
    const server = await startProcess({ DATA_DIR: freshDir() }, slip)
    try {
      server.child.kill('SIGUSR2')
      await eventually(
        () => server.child.exitCode !== null || server.output().match(/"event":"uncaught"/g)?.length === 2,
      )
      assert.equal(server.child.exitCode, null)
      assert.match(server.output(), /"error":"TypeError"/)
      assert.doesNotMatch(server.output(), /kanarialintu/)
      assert.equal((await fetch(`${server.chat}healthz`)).status, 200)
    } finally {
      await server.kill()
    }
  })
})
