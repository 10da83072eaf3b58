import assert from 'node:assert/strict'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { storeSettings } from '../support/stores.ts'

/** Two servers on one store: a person on one, the caseworker on the other. */
for (const [name, open] of Object.entries(storeSettings))
  describe(`two processes on ${name}`, function () {
    this.timeout(60_000)
    const running: Running[] = []
    let close = async () => {}
    before(async () => {
      const store = await open()
      close = store.close
      for (let count = 0; count < 2; count += 1) running.push(await startProcess(store.env))
    })
    after(async () => {
      for (const one of running) await one.kill()
      await close()
    })

    it('carry a talk between them, within two seconds each way', async () => {
      const [hers, theirs] = running as [Running, Running]
      const page = await new Page(hers.chat).open('?lang=fi')
      await page.press('no')
      await page.command('human')
      const worker = await Worker.signIn(theirs.desk)
      const [waiting] = await worker.cases('waiting')
      assert.ok(waiting)
      assert.equal((await worker.claim(waiting.id)).status, 200)

      const listening = listen(page)
      const sent = Date.now()
      assert.equal((await worker.say(waiting.id, 'Hei, olen täällä.')).status, 200)
      assert.match(await listening, /Hei, olen täällä\./)
      assert.ok(Date.now() - sent < 2000, `${Date.now() - sent} ms`)

      await page.command('refresh')
      await page.type('Kiitos!')
      const seen = Date.now()
      for (;;) {
        const { body } = await worker.open(waiting.id)
        const texts = (body as unknown as { messages: { text: string }[] }).messages.map(({ text }) => text)
        if (texts.includes('Kiitos!')) break
        assert.ok(Date.now() - seen < 2000, 'her words reach the other process')
      }
    })

    /** Holds `/live` as the page's script does until the worker's words are there. */
    async function listen(page: Page): Promise<string> {
      for (let seq = 0; ; ) {
        const body = new URLSearchParams({ token: page.form({}).get('token')!, seq: String(seq) })
        const answer = await fetch(new URL('/live', page.base), {
          method: 'POST',
          body,
          headers: { 'X-Live': 'fi' },
        })
        const html = await answer.text()
        if (html.includes('Hei,')) return html
        seq = Number(html.match(/data-seq="(\d+)"/)?.[1] ?? seq)
      }
    }

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
