import assert from 'node:assert/strict'
import { languages } from '../../../locales/index.ts'
import { shot } from '../../support/browser.ts'
import { visits } from '../../support/visits.ts'

describe('web/chat: what is said before it matters', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`how a calendar is left, before it opens and never on it, in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        const t = her.server.services.speech.t(language)
        await chat.press('yes')
        const [mark, word] = [t('web.neutral.cover.mark'), t('web.neutral.cover.word')]
        const text = await page.locator('#talk').innerText()
        assert.ok(text.indexOf(mark) >= 0 && text.indexOf(mark) < text.indexOf(t('web.neutral.cover')))
        await shot(page, `calendar-said-${language}`)
        await page.locator('#talk button[name=page]').click()
        await page.locator('#cover').waitFor()
        const plain = await page.locator('body').innerText()
        for (const said of [mark, word]) assert.ok(!plain.includes(said))
      })

  for (const language of languages)
    it(`one number for the box of a code, and none for a word's, in ${language}`, async () => {
      const { page, chat } = await her.visit(language)
      await chat.command('code')
      assert.equal(await chat.question(), 'control.code')
      assert.deepEqual((await page.locator('#talk .ask').innerText()).match(/\d+/g), ['15'])
    })
})
