import assert from 'node:assert/strict'
import { clockAt } from '../../../intake/hours/time.ts'
import { languages, words } from '../../../locales/index.ts'
import { Page } from '../../support/page.ts'
import { type Running, startServer } from '../../support/server.ts'

const HOUR = 3_600_000

describe('Too much from one place', () => {
  const now = Date.UTC(2026, 0, 16, 9, 20)
  let server: Running
  before(async () => {
    server = await startServer({}, { clock: () => now })
    // Each is a conversation begun from the same address.
    for (let begun = 0; begun < 120; begun += 1) await (await new Page(server.url).open()).press('en')
  })
  after(() => server.close())

  for (const language of languages)
    it(`she is told what it is, until when, and whom to call, and her words are still there, in ${language}`, async () => {
      const page = await new Page(server.url).open(`?lang=${language}`)
      await page.type('I need help tonight')
      const t = words(language)
      assert.equal(page.status, 429)
      assert.ok(page.html.includes(t('web.busy.title')))
      assert.ok(page.html.includes(clockAt(language, now + HOUR)))
      assert.ok(page.html.includes('href="tel:112"'))
      assert.ok(page.html.includes('I need help tonight'))
      assert.ok(!page.html.includes(t('web.down.title')))
    })

  it('a client of Direct Line is told the same, in the language it asks for', async () => {
    const ask = () =>
      fetch(`${server.url}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { 'accept-language': 'fi' },
      })
    let answer = await ask()
    for (let more = 0; more < 200 && answer.status !== 429; more += 1) answer = await ask()
    assert.equal(answer.status, 429)
    const { error } = (await answer.json()) as { error: { message: string } }
    assert.match(error.message, /Samasta paikasta.* 11[.:]21.*112/)
  })
})
