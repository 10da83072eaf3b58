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

  it('makes no more of it where nobody reads what is printed', async () => {
    const slip = join(import.meta.dirname, '../support/slip.mjs')
    const server = await startProcess({ DATA_DIR: freshDir() }, slip)
    try {
      server.child.stdout!.destroy()
      server.child.stderr!.destroy()
      server.child.kill('SIGUSR2')
      // Each answer is a turn of its loop: what goes round has gone round by then.
      for (let n = 0; n < 100 && server.child.exitCode === null; n += 1)
        await fetch(`${server.chat}healthz`)
          .then((answer) => answer.text())
          .catch(() => {})
      assert.equal(server.child.exitCode, null)
      assert.equal((await fetch(`${server.chat}healthz`)).status, 200)
    } finally {
      await server.kill()
    }
  })
})
