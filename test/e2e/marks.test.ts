import assert from 'node:assert/strict'
import { HOLD } from '../../bot/channels/web-live.ts'
import { PATIENCE } from '../support/eventually.ts'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { storeSettings } from '../support/stores.ts'

/** A person on one server and the worker on another: each learns how far the other has come. */
for (const [name, open] of Object.entries(storeSettings))
  describe(`how far a talk has come, between two processes on ${name}`, () => {
    const running: Running[] = []
    let close = async () => {}
    let page: Page
    let worker: Worker
    let id: string
    before(async () => {
      const store = await open()
      close = store.close
      for (let count = 0; count < 2; count += 1) running.push(await startProcess(store.env))
      page = await new Page(running[0]!.chat).open('?lang=en')
      await page.press('no')
      await page.command('human')
      worker = await Worker.signIn(running[1]!.desk)
      id = (await worker.cases('waiting'))[0]!.id
      await worker.claim(id)
      await page.type('Are you there?')
    })
    after(async () => {
      for (const one of running) await one.kill()
      await close()
    })

    const token = () => page.form({}).get('token')!
    const mark = (html: string) => /id="mark">([^<]*)</.exec(html)?.[1]
    const writing = (html: string) => /id="writing">([^<]*)</.exec(html)?.[1]
    /** What the page's script does; `seq` and `peer` are what it shows. */
    async function live(seq: number, peer = ''): Promise<string> {
      const body = new URLSearchParams({ token: token(), seq: String(seq), peer })
      const answer = await fetch(new URL('/live', page.base), {
        method: 'POST',
        body,
        headers: { 'X-Live': 'en' },
      })
      return answer.text()
    }
    const seqOf = (html: string) => Number(/data-seq="(\d+)"/.exec(html)?.[1])
    const peerOf = (html: string) => /data-peer="([^"]*)"/.exec(html)?.[1] ?? ''

    /** What the worker's page asks, until it is told what it waits for. */
    async function told(holds: (far: Record<string, never>) => boolean, more: object = {}) {
      for (let known = '', until = Date.now() + PATIENCE; Date.now() < until; ) {
        const { body } = await worker.call('POST', `cases/${id}/marks`, { known, ...more })
        if (holds(body)) return body
        known = body.key!
      }
      throw new Error('was not told')
    }

    it('her message arrives, and is read only when the worker has opened it', async () => {
      assert.equal(mark(page.html), 'Your last message has arrived. No worker has opened it yet.')
      const { messages } = (await worker.open(id)).body as unknown as { messages: { order: number }[] }
      await page.command('refresh')
      assert.match(mark(page.html)!, /No worker/, 'a program that reads the case is no worker who does')
      const waiting = live(seqOf(page.html), peerOf(page.html))
      await worker.call('POST', `cases/${id}/marks`, { shown: messages.at(-1)!.order })
      assert.equal(mark(await waiting), 'The worker has opened your last message.')
    })

    it('the worker writes: told to her page, and over when no sign of it comes', async () => {
      await page.command('refresh')
      const waiting = live(seqOf(page.html), peerOf(page.html))
      assert.equal((await worker.call('POST', `cases/${id}/typing`, {})).status, 200)
      const html = await waiting
      assert.equal(writing(html), 'The worker is writing…')
      const begun = Date.now()
      const after = await live(seqOf(html), peerOf(html))
      assert.equal(writing(after), '')
      assert.ok(Date.now() - begun < HOLD, 'told by itself, not when the wait was over')
    })

    it("the worker's message is sent, delivered with the page, and shown when a page in sight shows it", async () => {
      await worker.say(id, 'Hello, I am here.')
      const { messages } = (await worker.open(id)).body as unknown as { messages: { order: number }[] }
      const order = messages.at(-1)!.order
      const html = await live(order - 1)
      assert.match(html, /Hello, I am here\./)
      const delivered = await told(({ given = 0 }) => given >= order)
      assert.ok(delivered.shown! < order, 'given is not shown yet')
      live(order, peerOf(html)).catch(() => {})
      const shown = await told(({ shown = 0 }) => shown >= order)
      assert.equal(shown.there, true)
    })

    it('she writes: the worker is told that, and nothing of what; then that she left', async () => {
      const answer = await fetch(new URL('/typing', page.base), {
        method: 'POST',
        body: new URLSearchParams({ token: token() }),
      })
      assert.equal(answer.status, 204)
      await told(({ writing }) => writing === true)
      await fetch(new URL('/exit', page.base), {
        method: 'POST',
        body: new URLSearchParams({ token: token() }),
        redirect: 'manual',
      })
      const { status } = await worker.call('POST', `cases/${id}/marks`, {})
      assert.equal(status, 409, 'leaving erased what was not sent, and the case is nobody’s')
    })
  })
