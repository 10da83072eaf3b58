import assert from 'node:assert/strict'
import { openBrowser } from '../support/browser.ts'
import { Client, caseOf, sentApplication, startDesk } from './desk-server.ts'

describe('web/console: what is read in a row', () => {
  it('a number keeps its spaces, and a column is named in its cells only where they are cards', async () => {
    const browser = await openBrowser()
    const desk = await startDesk()
    try {
      const id = caseOf(await sentApplication(desk.services))
      const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
      await page.setViewportSize({ width: 1280, height: 800 })
      page.setDefaultTimeout(8000)
      await page.goto(desk.newest())
      const aino = new Client(desk.url)
      aino.cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      await aino.json('POST', `cases/${id}/claim`)
      await aino.json('POST', `cases/${id}/remind`, { until: 'hour', note: 'Call' })
      await page.goto(`${desk.url}/console/today`)
      assert.match(await page.locator('.number').first().innerText(), /^(\d{5} ){3}\d{5}$/)
      await page.goto(`${desk.url}/console/audit`)
      const label = page.locator('td > .label').first()
      assert.equal(await label.isVisible(), false)
      await page.setViewportSize({ width: 390, height: 844 })
      const cell = page.locator('td:has(> .label)').first()
      assert.equal(await label.isVisible(), true)
      assert.equal(await cell.evaluate((one) => getComputedStyle(one).display), 'grid')
    } finally {
      await browser.close()
      await desk.close()
    }
  })
})
