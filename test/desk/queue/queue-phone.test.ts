import assert from 'node:assert/strict'
import { accessible, openBrowser } from '../../support/browser.ts'
import { askingPerson, caseOf, startDesk } from '../desk-server.ts'

const high = 844

describe('web/console: the queue and its search, in a browser', () => {
  it('on a phone somebody who waits is on its first screen, and a number is found from every page', async () => {
    const desk = await startDesk()
    const browser = await openBrowser()
    try {
      const id = caseOf(await askingPerson(desk.services))
      const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 390, height: high } })
      const page = await context.newPage()
      await page.goto(`${desk.newest()}&name=Aino`)
      await page.goto(`${desk.url}/console`)
      await page.locator('[data-script=on]').waitFor()
      const row = (await page.locator(`#case-${id}`).boundingBox())!
      assert.ok(row.y + row.height < high, `${row.y + row.height}`)
      await accessible(page)
      for (const path of ['/console/today', '/console/overview', '/console/me']) {
        await page.goto(desk.url + path)
        await page.locator('[data-script=on]').waitFor()
        await page.keyboard.press('/')
        await page.keyboard.type('1')
        assert.equal(await page.inputValue('#number'), '1', path)
        await page.fill('#number', id.slice(-5))
        await page.keyboard.press('Enter')
        await page.waitForURL(`**/cases/${id}`)
      }
      // A phone's first screen of a case is for the case: the search is one step away.
      assert.equal(await page.locator('#search').isVisible(), false)
      await page.click('#to-search')
      await page.waitForURL('**/console#number')
      await page.waitForFunction(() => document.activeElement?.id === 'number')
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), 0)
    } finally {
      await browser.close()
      await desk.close()
    }
  })
})
