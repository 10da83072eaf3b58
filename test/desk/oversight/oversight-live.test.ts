import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { accessible, isWide, openBrowser, shot } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { askingPerson, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('web/console: audit and statistics in a browser', () => {
  let browser: Browser
  let desk: DeskServer
  let id: string

  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
    for (let at = 0; at < 7; at += 1) id = caseOf(await sentApplication(desk.services, at % 2 ? 'en' : 'fi'))
    for (let at = 0; at < 6; at += 1) await askingPerson(desk.services, 'ar')
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })

  for (const [name, width, height, scheme] of [
    ['wide', 1280, 900, 'light'],
    ['dark', 1280, 900, 'dark'],
    ['phone', 360, 740, 'light'],
    ['400 % zoom', 320, 256, 'light'],
  ] as const)
    it(`breaks no rule of accessibility, and nothing of the policy: ${name}`, async () => {
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width, height },
        colorScheme: scheme,
      })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      await page.goto(desk.newest())
      await page.goto(`${desk.url}/console/cases/${id}`)
      await accessible(page)
      for (const path of [
        'stats',
        'stats?weeks=4&lang=fi',
        'audit',
        `audit?case=${id}&lang=sv`,
        'audit?case=5',
      ]) {
        await page.goto(`${desk.url}/console/${path}`)
        await accessible(page)
        assert.equal(await isWide(page), false, path)
      }
      assert.deepEqual(complaints, [])
      for (const path of ['stats', 'audit']) {
        await page.goto(`${desk.url}/console/${path}?lang=en`)
        await shot(page, `console-${path}-${name.replace(/\W+/g, '')}`)
      }
      await context.close()
    })

  it('is walked by keyboard: from the queue to the audit of one case', async () => {
    const page = await browser.newPage()
    await page.goto(desk.newest())
    await page.focus('#nav a[href="/console/audit"]')
    await page.keyboard.press('Enter')
    await page.locator('#case').waitFor()
    await page.focus('#case')
    await page.keyboard.type(id)
    await page.keyboard.press('Enter')
    await eventually(async () => page.url().includes(id))
    assert.equal(await page.inputValue('#case'), id)
    await page.close()
  })

  it('works with JavaScript off, and downloads the numbers', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(desk.newest())
    await page.click('#nav a[href="/console/stats"]')
    await page.click('a[href*="weeks=4"]')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('a[href*="format=excel"]'),
    ])
    assert.equal(download.suggestedFilename(), 'silta-stats.csv')
    await context.close()
  })
})
