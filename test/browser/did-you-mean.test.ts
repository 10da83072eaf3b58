import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { visits } from '../support/visits.ts'

/** A wish too short to be kept as her own words: only what there is to choose changes. */
const wishes: Record<string, string> = {
  fi: 'kai tarvitsisin lääkärin',
  sv: 'behöver nog lite pengar till mat för jag har inget',
  en: 'well i think i would need a doctor maybe',
  ar: 'بدي روح عند الدكتور',
  ru: 'мне бы к врачу наверно',
}

describe('what she may have meant, on a small phone', () => {
  const her = visits()

  const toNeeds = [
    ['safety.seen', 'no'],
    ['safety.danger', 'no'],
    ['consent.start', 'yes'],
    ['role.who', 'self'],
    ['where.inFinland', 'yes'],
    ['identity.age', 'adult'],
    ['what.forms', ['labour']],
    ['where.places', ['finland']],
  ] as const

  async function needs(language: string) {
    const { page, chat } = await her.visit(language, { locale: language })
    await chat.walk(toNeeds.map(([key, given]) => [key, given as string | string[]] as const))
    return { page, chat }
  }

  for (const language of languages)
    it(`is in sight as soon as it is asked, in ${language}`, async () => {
      const { page, chat } = await needs(language)
      await chat.write()
      await page.locator('#text').fill(wishes[language]!)
      await page.locator('form:has(#text) button.main').click()
      const none = page.locator('button[name="value"][value="do:none"]')
      await none.waitFor()
      await page.waitForFunction(() => {
        const first = document.querySelector('button[name="value"]')!.getBoundingClientRect()
        return first.top >= 0 && first.bottom <= window.innerHeight
      })
      assert.ok(await none.isVisible())
    })
})
