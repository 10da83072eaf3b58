import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { eventually, openBrowser, shot } from '../support/browser.ts'
import { startPlayground } from '../support/playground.ts'
import { freshDir, type Running, startProcess } from '../support/process.ts'

describe('Microsoft 365 Agents Playground', function () {
  this.timeout(60_000)
  let bot: Running
  let playground: Awaited<ReturnType<typeof startPlayground>>
  let browser: Browser
  before(async () => {
    bot = await startProcess({ DATA_DIR: freshDir() })
    playground = await startPlayground(bot.chat.replace(/\/$/, ''))
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await playground?.close()
    await bot?.kill()
  })

  it('talks with somebody alone, and is silent in a group', async () => {
    const page = await browser.newPage({ viewport: { width: 1300, height: 900 } })
    await page.goto(playground.url)
    const says = (text: RegExp) =>
      eventually(async () => text.test(await page.locator('body').innerText()), 15_000)
    const field = page.locator('[role=textbox][contenteditable=true]').first()
    const write = async (text: string) => {
      await field.click()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await says(/Suomi[\s\S]*Русский/)
    await write('English')
    await says(/I am a computer program/)
    await says(/Can anyone else see this phone or screen\?/)
    await shot(page, 'playground-personal')

    const count = async (what: RegExp) => (await page.locator('body').innerText()).match(what)?.length ?? 0
    const heard = () => count(/-> User Application message 200/g)
    const answered = () => count(/User Application -> .* message 201/g)
    const [before, said] = [await answered(), await heard()]
    await page.locator('button[role=treeitem]', { hasText: 'Group Chat' }).click()
    await field.click()
    await page.keyboard.type('@')
    await page.locator('#typeahead-menu [role=menuitem]', { hasText: 'Test Bot' }).click()
    await page.keyboard.type(' hello')
    await page.keyboard.press('Enter')
    await eventually(async () => (await heard()) === said + 1)
    assert.equal(await answered(), before)
    await shot(page, 'playground-group')
  })
})
