import assert from 'node:assert/strict'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { eventually } from '../support/eventually.ts'
import { Page, Worker } from '../support/page.ts'
import { freshDir, type Running, startProcess } from '../support/process.ts'

/** A new version is put in place of an old one: whoever listens to the old one is let go at once, and kindly. */
describe('a process that is asked to stop', () => {
  let running: Running
  beforeEach(async () => {
    running = await startProcess({ DATA_DIR: freshDir() })
  })
  afterEach(() => running.kill())

  it('says that nobody new is to come before it closes anything', async () => {
    const status = async (path: string) => (await fetch(running.chat + path)).status
    assert.equal(await status('readyz'), 200)
    const ended = once(running.child, 'close')
    running.child.kill('SIGTERM')
    await eventually(async () => (await status('readyz')) === 503)
    assert.deepEqual([await status('healthz'), await status('')], [200, 200])
    assert.deepEqual(await ended, [0, null])
  })

  it('closes streams as going away, lets waiting pages and desks go, and ends before anybody forces it', async () => {
    const call = async (path: string, token = '') => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const answer = await fetch(`${running.chat}v3/directline${path}`, {
        method: 'POST',
        headers,
        body: '{}',
      })
      return (await answer.json()) as { token: string; streamUrl: string }
    }
    const { token } = await call('/tokens/generate')
    const stream = new WebSocket((await call('/conversations', token)).streamUrl)
    await once(stream, 'message')

    const page = await new Page(running.chat).open('?lang=en')
    await page.press('no')
    const body = new URLSearchParams({ token: page.form({}).get('token')!, seq: '999' })
    const waiting = fetch(`${running.chat}live`, { method: 'POST', body, headers: { 'X-Live': 'en' } })

    const worker = await Worker.signIn(running.desk)
    const events = await fetch(`${running.chat}console/api/events`, { headers: { cookie: worker.cookie } })
    assert.equal(events.status, 200)
    await new Promise((resolve) => setTimeout(resolve, 200))

    const closed = once(stream, 'close')
    const ended = once(running.child, 'close')
    running.child.kill('SIGTERM')
    assert.equal((await closed)[0], 1001)
    assert.equal((await waiting).status, 204)
    assert.match(await events.text(), /^retry: 2000/)
    assert.deepEqual(await ended, [0, null])
    assert.doesNotMatch(running.output(), /stop\.forced/)
  })
})
