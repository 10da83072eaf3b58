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

/** A picture that is really drawn: what it uses is fetched. */
const drawnIn = (place: Locator) =>
  eventually(() => place.locator('use').evaluate((one) => (one as SVGUseElement).getBBox().width > 0))

describe('while she waits for a person, the page', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`says so, leads on, back and away, and answers: in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const t = words(language)
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        await chat.press('no')
        await chat.command('human')
        const steps = page.locator('.wait li')
        // No worker is signed in.
        for (const [at, what] of ['asked', 'nobody', 'here'].entries()) {
          assert.equal(await read(steps.nth(at)), t(`web.waiting.${what}`))
          assert.ok(await drawnIn(steps.nth(at)), what)
        }
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
        assert.ok(await steps.nth(1).isVisible(), 'the wait stays in sight')
        await chat.command('human')
        await chat.command('back')
        assert.equal(await chat.question(), 'safety.danger')
        await chat.command('human')
        await chat.press('no')
        await chat.press('stop')
        assert.equal(await chat.question(), 'control.paused')
      })
})

describe('while the desk is closed, whoever waits sees', () => {
  const her = visits({
    env: { OFFICE_HOURS: 'mon-fri 08:00-16:15' },
    clock: () => Date.parse('2026-01-16T18:00:00Z'),
  })

  for (const [language, opens] of [
    ['fi', 'ma 19.1. 8.00–16.15'],
    ['en', 'Mon 19/01, 08:00–16:15'],
  ] as const)
    it(`when it opens, and that somebody calls once that is hers to expect: in ${language}`, async () => {
      const t = words(language)
      const { page, chat } = await her.visit(language)
      await chat.command('call')
      await chat.press('no')
      await chat.press('no')
      await chat.type('040 765 4321')
      await chat.tick('evening')
      await chat.press('skipped')
      await chat.press('yes')
      const steps = page.locator('.wait li')
      assert.equal(
        await read(steps.nth(1)),
        `${t('web.waiting.nobody')}. ${t('web.waiting.opens', { opens })}`,
      )
      assert.equal(await steps.nth(1).locator('use').getAttribute('href'), '/pictograms.svg#nobody')
      assert.equal(await read(steps.nth(2)), t('web.waiting.call'))
      assert.equal(await steps.nth(2).locator('use').getAttribute('href'), '/pictograms.svg#called')
      for (const step of await steps.all()) {
        const { y, height } = (await step.boundingBox())!
        assert.ok(y > 0 && y + height < 640, `${y}`)
      }
    })
})
