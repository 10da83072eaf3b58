import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { Page } from '../support/page.ts'
import { type Running, startServer } from '../support/server.ts'

/** What the service is called, in each language. */
const topic = /trafficking|ihmiskau|människohandel|الاتجار|торговл/i

describe('Where others may see, what this is about', () => {
  let server: Running
  before(async () => {
    server = await startServer()
  })
  after(() => server.close())

  for (const language of languages)
    for (const answer of ['yes', 'maybe', 'unsafe', 'unknown'])
      it(`is on no screen before she has gone on, knowing it, in ${language}: ${answer}`, async () => {
        const t = server.services.speech.t(language)
        const page = await new Page(server.url).open(`?lang=${language}`)
        const quiet = () => assert.doesNotMatch(page.html, topic, page.question)
        quiet()
        await page.press(answer)
        quiet()
        assert.ok(page.html.includes(t('control.paused.watched')), 'she is told what going on shows')
        await page.press('goOn')
        assert.equal(page.question, 'safety.danger')
        quiet()
        await page.press('no')
        assert.equal(page.question, 'consent.start')
        assert.match(page.html, topic, 'she is told who asks before she says yes')
        await page.command('alone')
        assert.equal(page.question, 'safety.seen')
        quiet()
      })

  it('is told at once to whoever is alone', async () => {
    const page = await new Page(server.url).open('?lang=en')
    await page.press('no')
    assert.match(page.html, topic)
  })
})
