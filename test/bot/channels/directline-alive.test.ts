import assert from 'node:assert/strict'
import { once } from 'node:events'
import sinon from 'sinon'
import { type ClientOptions, WebSocket } from 'ws'
import { api } from '../../support/direct-line.ts'
import { eventually } from '../../support/eventually.ts'
import { type Running, startServer } from '../../support/server.ts'

const KEEP_ALIVE = 15_000

describe('A Direct Line stream that is silent', () => {
  let timers: sinon.SinonFakeTimers
  let server: Running
  beforeEach(async () => {
    timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    server = await startServer()
  })
  afterEach(async () => {
    timers.restore()
    await server.close()
  })

  async function stream(options: ClientOptions = {}) {
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const { streamUrl } = (await call('POST', '/conversations', token)).body
    const ws = new WebSocket(streamUrl, options)
    const frames: string[] = []
    let pings = 0
    ws.on('message', (data) => frames.push(String(data)))
    ws.on('ping', () => {
      pings += 1
    })
    await once(ws, 'open')
    await eventually(async () => frames.length === 1)
    return { ws, frames, pings: () => pings }
  }
  /** Whatever it sent before has come to the server, which answers in order: its pong, above all. */
  async function heard({ ws }: { ws: WebSocket }) {
    ws.ping()
    await once(ws, 'pong')
  }
  const isOpen = ({ ws }: { ws: WebSocket }) => ws.readyState === WebSocket.OPEN

  it('is kept alive by an empty frame and a ping every 15 seconds, for as long as it answers', async () => {
    const one = await stream()
    for (let time = 1; time <= 5; time += 1) {
      timers.tick(KEEP_ALIVE)
      await eventually(async () => one.frames.length === 1 + time && one.pings() === time)
      await heard(one)
    }
    assert.deepEqual(one.frames.slice(1), ['', '', '', '', ''])
    assert.ok(isOpen(one))
  })

  it('is ended when its client answers nothing, and the others are not', async () => {
    const [gone, here] = [await stream({ autoPong: false }), await stream()]
    const ended = once(gone.ws, 'close')
    timers.tick(KEEP_ALIVE)
    await eventually(async () => gone.pings() === 1 && here.pings() === 1)
    await heard(here)
    assert.ok(isOpen(gone))
    timers.tick(KEEP_ALIVE)
    assert.equal((await ended)[0], 1006)
    assert.ok(isOpen(here))
  })
})
