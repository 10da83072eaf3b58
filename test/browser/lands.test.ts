import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { languages } from '../../locales/index.ts'
import { Chat, openBrowser } from '../support/browser.ts'
import { type Running, startServer } from '../support/server.ts'

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

describe('after an act, its first new line is in sight', () => {
  let browser: Browser
  let server: Running
  before(async () => {
    browser = await openBrowser()
    server = await startServer()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}, with 112 where it is told`, async () => {
        const context = await browser.newContext({ viewport: { width: 360, height: 640 }, javaScriptEnabled })
        const page = await context.newPage()
        await page.goto(`${server.url}/?lang=${language}`)
        const chat = new Chat(page)
        await chat.press('no')
        for (const act of ['danger', 'help', 'know'] as const) {
          if (act !== 'danger') await page.locator('.menu summary').click()
          const before = Number(await page.locator('#talk').getAttribute('data-seq'))
          await chat.command(act)
          const { line, begins, called } = await landing(page)
          assert.ok(line > before, `${act} lands on an old line`)
          assert.ok(begins, `${act} lands on something else`)
          if (act !== 'know') assert.ok(called, `${act}: 112 is out of sight`)
        }
        await context.close()
      })
})
