import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { languages, words } from '../../locales/index.ts'
import { accessible, textOf } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { begins, fitOf } from '../support/fit.ts'
import { visits } from '../support/visits.ts'

const asksCost: Record<string, string> = {
  fi: 'Maksaako tämä jotain?',
  sv: 'Kostar det något?',
  en: 'Does it cost anything?',
  ar: 'هل هذا مجاني؟',
  ru: 'Это стоит денег?',
}

/** Where a long word may break is not read. */
const read = async (place: Locator) => (await textOf(place)).replaceAll('\u00AD', '')

describe('while she waits for a person, the page', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`says so, leads on, back and away, and answers: in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const t = words(language)
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        await chat.press('no')
        await chat.command('human')
        assert.equal(await textOf(page.locator('.talking p')), t('web.waiting'))
        assert.equal(await page.locator('.bar a[href^="tel:"]:visible').count(), 2)
        for (const name of ['back', 'human', 'language'])
          assert.ok(await page.locator(`.bar [value=${name}]`).isVisible(), name)
        if (javaScriptEnabled) await accessible(page)

        await chat.type(asksCost[language]!)
        assert.equal(await read(page.locator('#latest p')), t('answer.cost'))
        await eventually(async () => {
          const { latest, height } = await fitOf(page)
          return begins(latest, height)
        }, 'the answer is out of sight')
        assert.ok((await read(page.locator('#log'))).includes(t('talk.readsToo')))

        await chat.press('goOn')
        assert.equal(await chat.question(), 'safety.danger')
        await chat.command('human')
        await chat.command('back')
        assert.equal(await chat.question(), 'safety.danger')
        await chat.command('human')
        await chat.press('no')
        await chat.press('stop')
        assert.equal(await chat.question(), 'control.paused')
      })
})
