import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { accessible, Chat, openBrowser } from '../support/browser.ts'
import { herself, typed } from '../support/essential.ts'
import { type Running, startServer } from '../support/server.ts'

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const small = { viewport: { width: 360, height: 640 } }
const acts = ['next', 'more', 'review', 'code', 'withdraw']

/** Of the status in words and each act: those that do not stand whole on the screen as it is. */
const outOfSight = (page: Page, ids: readonly string[]): Promise<string[]> =>
  page.evaluate((ids) => {
    const isIn = (selector: string) => {
      const { top, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? {
        top: -1,
        bottom: -1,
      }
      const header = document.querySelector('.bar')!.getBoundingClientRect().bottom
      return top >= header && bottom <= innerHeight
    }
    const selectors = ['#question', ...ids.map((id) => `.question button[value="${id}"]`)]
    return selectors.filter((selector) => !isIn(selector))
  }, ids)

describe('web/chat: home after sending is one screen', () => {
  let browser: Browser
  let running: Running
  before(async () => {
    running = await startServer()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await running?.close()
  })

  for (const javaScriptEnabled of [true, false])
    for (const language of javaScriptEnabled ? languages : ['ru'])
      it(`${language}${javaScriptEnabled ? '' : ', without a script'}: right after it, and after what happens next`, async () => {
        const context = await browser.newContext({ ...small, javaScriptEnabled })
        const page = await context.newPage()
        await page.goto(`${running.url}/?lang=${language}`)
        const chat = new Chat(page)
        await chat.walk(herself, typed)
        await chat.press('send')
        assert.equal(await chat.question(), 'control.sent')
        assert.deepEqual(await outOfSight(page, acts), [])
        if (javaScriptEnabled && language === 'ar') await accessible(page)
        await chat.press('next')
        const first = await page.locator('#latest').textContent()
        assert.ok(
          first && (await page.locator('#latest').boundingBox())!.y < 200,
          'it lands on what happens next',
        )
        assert.equal(await chat.question(), 'control.sent')
        await context.close()
      })
})
