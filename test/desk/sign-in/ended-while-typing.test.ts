import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { accessible, openBrowser } from '../../support/browser.ts'
import { askingPerson, Client, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

const words = 'Olen täällä.\n<b>Vastaan</b> pian.'

describe('desk/sign-in: a sign-in that ends while somebody writes', () => {
  let browser: Browser
  let desk: DeskServer
  let page: Page
  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })

  for (const javaScriptEnabled of [false, true])
    it(`loses nothing and says so, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      page = await (await browser.newContext({ locale: 'en-GB', javaScriptEnabled })).newPage()
      await page.goto(desk.newest())
      const id = caseOf(await askingPerson(desk.services))
      await page.goto(`${desk.url}/console/cases/${id}`)
      await page.click('#do-claim')
      await page.locator('#text').waitFor()
      if (javaScriptEnabled) await page.locator('[data-script=on] #releasing').waitFor({ state: 'attached' })
      await page.fill('#text', words)
      await page.context().clearCookies()
      await page.click('#write button.main')
      const kept = javaScriptEnabled ? '#text' : '#typed-0'
      await page.locator(javaScriptEnabled ? '#unsent:not([hidden])' : '#typed-0').waitFor()
      assert.equal((await page.inputValue(kept)).replaceAll('\r', ''), words)
      if (javaScriptEnabled) {
        assert.match((await page.textContent('#unsent'))!, /sign-in ended/)
        await accessible(page)
      } else assert.match((await page.textContent('.trouble'))!, /sign-in ended/)
      await page.context().close()
    })

  it('shows nothing that another site sent', async () => {
    const client = new Client(desk.url)
    const address = `/console/cases/${'1'.repeat(20)}/message`
    const answer = await client.send('POST', address, 'text=Ring+this+number', {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://elsewhere.example',
    })
    assert.equal(answer.status, 401)
    assert.doesNotMatch(answer.text, /Ring this number/)
  })
})
