import assert from 'node:assert/strict'
import { languages, words } from '../../../locales/index.ts'
import { herself, typed } from '../../support/essential.ts'
import { Page } from '../../support/page.ts'
import { type Running, startServer } from '../../support/server.ts'

describe('web/chat: on the neutral screen nothing stands of what was asked', () => {
  let server: Running
  before(async () => {
    server = await startServer()
  })
  after(() => server?.close())

  for (const language of languages)
    for (const act of ['danger', 'stop'] as const)
      it(`after "${act}", whatever was open, in ${language}`, async () => {
        const t = words(language)
        const page = await new Page(server.url).open(`/?lang=${language}`)
        for (const [key, given] of herself) {
          if (['what.forms', 'identity.name'].includes(key)) {
            await page.command(act)
            assert.equal(page.question, 'control.paused')
            const { html } = page
            assert.ok(!html.includes(t(`${key}.ask`)), `${key}: the question`)
            for (const notice of ['say.reflection', 'say.police', 'say.welcome'])
              assert.ok(!html.includes(t(notice).slice(0, 40)), `${key}: ${notice}`)
            assert.ok(page.lines.length > 0, 'what was just said is there')
            await page.command('help')
            assert.equal(page.lines.length, 1, 'and what is asked for here')
            await page.press('goOn')
            assert.equal(page.question, key)
          }
          await (typed.has(key) ? page.type(String(given)) : page.press(...[given].flat()))
        }
      })
})
