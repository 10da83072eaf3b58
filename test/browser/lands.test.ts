import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages, words } from '../../locales/index.ts'
import { herself, typed } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { visits } from '../support/visits.ts'

/** Of the first line that an act brought, and of the first number in it. */
const landing = (page: Page) =>
  page.evaluate(() => {
    const latest = document.getElementById('latest')!
    const bar = document.querySelector('.bar')!.getBoundingClientRect().bottom
    const { top } = latest.getBoundingClientRect()
    const numbers = [...document.querySelectorAll('#log a[href="tel:112"]')].map((one) =>
      one.getBoundingClientRect(),
    )
    return {
      line: Number(latest.dataset.seq),
      begins: top >= bar && top < innerHeight / 2,
      called: numbers.some((one) => one.top >= bar && one.bottom <= innerHeight),
    }
  })

/** Where she writes it instead of answering: the first question, some with options, one with a box. */
const moments = ['safety.seen', 'role.who', 'identity.age', 'what.forms', 'contact.value']

describe('after an act, its first new line is in sight', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}, with 112 where it is told`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        await chat.press('no')
        for (const act of ['danger', 'help', 'know'] as const) {
          if (act !== 'danger') await page.locator('.menu summary').click()
          const before = Number(await page.locator('#talk').getAttribute('data-seq'))
          await chat.command(act)
          // Without a script a browser lands when the page and its styles are there.
          await eventually(async () => (await landing(page)).begins, `${act} lands on something else`)
          const { line, called } = await landing(page)
          assert.ok(line > before, `${act} lands on an old line`)
          if (act !== 'know') assert.ok(called, `${act}: 112 is out of sight`)
          // Danger leaves her where nothing is asked until she goes on.
          if (act === 'danger') await chat.press('goOn')
        }
      })

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`danger is written instead of an answer: in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        for (const step of herself) {
          const [key] = step
          if (moments.includes(key)) {
            await chat.type(words(language)('web.command.danger'))
            const { called } = await eventually(async () => {
              const now = await landing(page)
              return now.begins && now
            }, `${key}: it lands on something else`)
            assert.ok(called, `${key}: 112 is out of sight`)
            assert.equal(await chat.question(), 'control.paused')
            assert.equal(
              await page
                .locator('#talk')
                .getAttribute('data-open')
                .then((open) => open?.split(' ')[0]),
              'quiet',
            )
            await chat.press('goOn')
          }
          await chat.walk([step], typed)
          if (key === moments.at(-1)) break
        }
      })
})
