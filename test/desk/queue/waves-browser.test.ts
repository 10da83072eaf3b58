import assert from 'node:assert/strict'
import { accessible, openBrowser } from '../../support/browser.ts'
import { Person } from '../../support/talk.ts'
import { startDesk } from '../desk-server.ts'

const WAVE = 10

describe('web/console: a wave of look-alikes in a browser', () => {
  for (const [name, javaScriptEnabled, width] of [
    ['with a keyboard alone', true, 1366],
    ['without a script, on a phone', false, 390],
  ] as const)
    it(`is closed with a reason and undone, ${name}`, async () => {
      const desk = await startDesk()
      const browser = await openBrowser()
      try {
        for (let n = 0; n < WAVE; n++) {
          const person = new Person(desk.services)
          await person.send({ question: 'control.language', value: ['en'] })
          await person.command('human')
          await person.says('Buy now')
        }
        const context = await browser.newContext({
          ...{ locale: 'en-GB', javaScriptEnabled, viewport: { width, height: 844 } },
        })
        const page = await context.newPage()
        const looks = async () => {
          if (javaScriptEnabled) await accessible(page, true)
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
          assert.equal(over, 0)
        }
        await page.goto(`${desk.newest()}&name=Aino&lang=en`)
        await looks()
        await page.locator('#waves a').focus()
        await page.keyboard.press('Enter')
        await page.waitForSelector('#words')
        await looks()
        await page.locator('#words').focus()
        await page.keyboard.type('All of them come from one program')
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await page.waitForSelector('#cleared')
        await looks()
        assert.ok((await page.locator('#cleared').innerText()).includes('You closed 10'))
        await page.locator('#do-undo').focus()
        await page.keyboard.press('Enter')
        await page.waitForSelector('#words')
        assert.equal(await page.locator('#cleared').count(), 0)
      } finally {
        await browser.close()
        await desk.close()
      }
    })
})
