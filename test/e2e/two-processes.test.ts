import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { HOLD } from '../../bot/channels/web-live.ts'
import { costs, SIZE } from '../../platform/limits.ts'
import { eventually } from '../support/eventually.ts'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { storeSettings } from '../support/stores.ts'

/** Two servers on one store: a person on one, the caseworker on the other. */
for (const [name, open] of Object.entries(storeSettings))
  describe(`two processes on ${name}`, () => {
    const running: Running[] = []
    let close = async () => {}
    let env: Record<string, string>
    before(async () => {
      const store = await open()
      close = store.close
      env = store.env
      for (let count = 0; count < 2; count += 1) running.push(await startProcess(store.env))
    })
    after(async () => {
      for (const one of running) await one.kill()
      await close()
    })

    /** Asks for a person on one process; a worker takes it on the other. */
    async function talk() {
      const [hers, theirs] = running as [Running, Running]
      const page = await new Page(hers.chat).open('?lang=fi')
      await page.press('no')
      await page.command('human')
      const worker = await Worker.signIn(theirs.newest())
      const [waiting] = await worker.cases('waiting')
      assert.ok(waiting)
      assert.equal((await worker.claim(waiting.id)).status, 200)
      return { page, worker, id: waiting.id }
    }

    /** One message each way. */
    async function exchange({ page, worker, id }: Awaited<ReturnType<typeof talk>>, time: number) {
      const listening = listen(page, `Hei, olen täällä ${time}.`)
      const sent = Date.now()
      assert.equal((await worker.say(id, `Hei, olen täällä ${time}.`)).status, 200)
      await listening
      assert.ok(Date.now() - sent < HOLD, `${Date.now() - sent} ms`)

      await page.command('refresh')
      await page.type(`Kiitos ${time}!`)
      await eventually(async () => (await texts(worker, id)).includes(`Kiitos ${time}!`))
    }

    async function texts(worker: Worker, id: string): Promise<string[]> {
      const { body } = await worker.open(id)
      return (body as unknown as { messages: { text: string }[] }).messages.map(({ text }) => text)
    }

    it('carry a talk between them, each told by the store and not by asking again', async () => {
      await exchange(await talk(), 1)
    })

    const both = ['Hei, olen täällä 1.', 'Kiitos 1!', 'Hei, olen täällä 2.', 'Kiitos 2!']

    it('go on talking at the other when hers is killed', async () => {
      const held = await talk()
      await exchange(held, 1)
      await running[0]!.kill()
      held.page.base = running[1]!.chat
      await exchange(held, 2)
      assert.deepEqual(await texts(held.worker, held.id), both)
      assert.equal(held.page.html.match(/Kiitos 1!/g)?.length, 1)
      running[0] = await startProcess(env)
    })

    it("go on talking at the other when the worker's is killed, without signing in again", async () => {
      const held = await talk()
      await exchange(held, 1)
      await running[1]!.kill()
      held.worker.base = new URL('/', running[0]!.chat).href
      await exchange(held, 2)
      assert.deepEqual(await texts(held.worker, held.id), both)
      running[1] = await startProcess(env)
    })

    /** Holds `/live` as the page's script does until the worker's words are there. */
    async function listen(page: Page, words: string): Promise<void> {
      for (let seq = 0; ; ) {
        const body = new URLSearchParams({ token: page.form({}).get('token')!, seq: String(seq) })
        const answer = await fetch(new URL('/live', page.base), {
          method: 'POST',
          body,
          headers: { 'X-Live': 'fi' },
        })
        const html = await answer.text()
        if (html.includes(words)) return
        seq = Number(html.match(/data-seq="(\d+)"/)?.[1] ?? seq)
      }
    }

    it('count together what one sender asked of both, a moment later', async () => {
      const wrong = async ({ chat }: Running) => (await fetch(new URL('/r/nothing', chat))).status
      const [one, other] = running as [Running, Running]
      const most = SIZE / costs.wrongLink
      for (let tries = 0; tries <= most; tries += 1) await wrong(one)
      let here = 0
      for (; here < most && (await wrong(other)) !== 429; here += 1) if (here > 4) await setTimeout(1000)
      assert.ok(here < most - 4, `${here} of its own`)
    })

    it('take one post between them once', async () => {
      const [one, other] = running as [Running, Running]
      const page = await new Page(one.chat).open('?lang=en')
      const body = page.form({ value: 'no' })
      const pages = await Promise.all(
        [one, other, one, other, one].map(({ chat }) => new Page(chat).post(body)),
      )
      for (const { question, html } of pages) {
        assert.equal(question, 'safety.danger')
        assert.equal(html.match(/<li\s+class="person/g)?.length, 1)
      }
    })
  })
