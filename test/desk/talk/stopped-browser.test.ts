import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { printSignIn } from '../../../desk/sign-in/by-address.ts'
import { accessible, openBrowser, shot, takeCase } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { Phone, startTwilio, type Twilio } from '../../support/twilio.ts'

describe('a worker writes to a phone that says STOP, in a browser', () => {
  let browser: Browser
  let twilio: Twilio
  before(async () => {
    browser = await openBrowser()
    twilio = await startTwilio()
  })
  after(async () => {
    await browser.close()
    await twilio.close()
  })

  it('sees it on the open page: what was not sent, that it was stopped, what to do, and the box again', async () => {
    const phone = new Phone(twilio)
    for (const text of ['hello', '3', 'I want to talk to a person']) await phone.says(text)
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
    const page: Page = await context.newPage()
    await page.goto(printSignIn(twilio.services, twilio.url, () => {}))
    const [one] = await twilio.services.cases.list({ talk: 'waiting' }, 1)
    await page.goto(`${twilio.url}/console/cases/${one!.id}`)
    await takeCase(page)
    await twilio.services.outbox.idle()

    twilio.state.refuses = { status: 503, body: { code: 20503 } }
    await page.fill('#text', 'Can you talk now?')
    await page.locator('form:has(#text) button.main').click()
    const fate = page.locator('#log .worker .fate')
    await eventually(async () => (await fate.textContent()) === 'not sent yet')
    await page.fill('#text', 'I am here until four.')
    await phone.says('STOP')
    await eventually(
      async () => (await fate.textContent())?.startsWith('not sent: it did not reach') === true,
    )
    await page.locator('#log li.door', { hasText: 'stopped (STOP)' }).waitFor()
    await page.locator('#who-reach', { hasText: 'not just now' }).waitFor()
    await page.locator('#no-box', { hasText: 'STOP came from this phone' }).waitFor()
    // What was being written is not lost.
    assert.equal(await page.locator('#composer textarea').inputValue(), 'I am here until four.')
    await accessible(page)
    await shot(page, 'desk-stopped')
    await page.setViewportSize({ width: 360, height: 740 })
    await shot(page, 'desk-stopped-narrow')
    delete twilio.state.refuses
    await phone.says('START')
    await page.locator('#text').waitFor()
    await page.locator('#log li.door', { hasText: 'takes messages again' }).waitFor()
    await context.close()
  })
})
