import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { shot } from '../support/browser.ts'
import { begins, fitOf, inSight } from '../support/fit.ts'
import { visits } from '../support/visits.ts'

/** What somebody presses who is not sure of her safety, or cannot say, up to the screen that answers it. */
const unsure = {
  'may be seen': ['maybe'],
  'not sure of danger': ['no', 'unsure'],
  'danger, to a person': ['no', 'inPerson'],
  danger: ['no', 'yes'],
  'seen and not sure of danger': ['maybe', 'unsure'],
}

describe('whoever is not sure that it is safe sees what is new and what she can do, without moving the page', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const missed: string[] = []
        for (const [name, pressed] of Object.entries(unsure)) {
          const { context, page, chat } = await her.visit(language, { javaScriptEnabled })
          for (const value of pressed) {
            if ((await chat.question()) === 'control.paused') await chat.press('goOn')
            const button = page.locator(`button[name=value][value="${value}"]`).first()
            if (!(await button.isVisible())) await page.locator('.passes summary').click()
            await chat.press(value)
          }
          const { latest, question, option, height } = await fitOf(page)
          if (javaScriptEnabled) await shot(page, `unsure-${name.replaceAll(/\W+/g, '-')}-${language}`)
          if (!begins(latest, height)) missed.push(`${name}: what is new ${JSON.stringify(latest)}`)
          if (!inSight(question, height)) missed.push(`${name}: the question ${JSON.stringify(question)}`)
          if (!inSight(option, height)) missed.push(`${name}: the first act ${JSON.stringify(option)}`)
          await context.close()
        }
        assert.deepEqual(missed, [])
      })
})
