import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessible, openBrowser, phone, shot } from '../../support/browser.ts'
import { type IdentityProvider, startProvider } from '../../support/identity-provider.ts'
import { askingPerson, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

describe('web/console: signing in, in a browser', () => {
  let browser: Browser
  let context: BrowserContext
  let idp: IdentityProvider
  let desk: DeskServer
  let url: string
  let page: Page

  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    idp = await startProvider()
    desk = await startDesk(idp.env)
    // Another site than the provider, so that cookies are put to the test.
    url = desk.url.replace('127.0.0.1', 'localhost')
    idp.open(url)
    context = await browser.newContext({ locale: 'en-GB', ...phone })
    page = await context.newPage()
  })
  afterEach(async () => {
    await context.close()
    await desk.close()
    await idp.close()
  })

  it('goes to the provider and back to the case that was asked for, then out everywhere', async () => {
    const id = caseOf(await askingPerson(desk.services))
    await page.goto(`${url}/console/cases/${id}`)
    await accessible(page)
    await shot(page, 'desk-sign-in')
    await page.click('#go')
    await page.waitForURL(`${url}/console/cases/${id}`)
    assert.match((await page.textContent('header')) ?? '', /Aino Virtanen/)
    await page.goto(`${url}/console/me`)
    await accessible(page)
    await shot(page, 'desk-me')
    await page.click('#do-sign-out-all')
    await page.waitForURL(`${url}/console/sign-in`)
    const left = (await context.cookies()).filter(({ name }) => name.startsWith('silta'))
    assert.deepEqual(left, [])
    const answer = await page.goto(`${url}/console`)
    assert.equal(answer?.status(), 401)
  })

  it('tells what a role does not allow, and shows an administrator who signs in', async () => {
    await page.goto(`${url}/console/sign-in`)
    await page.click('#go')
    await page.waitForURL(`${url}/console`)
    await context.clearCookies()
    idp.state.who = 'aatu'
    await page.goto(`${url}/console/sign-in`)
    await page.click('#go')
    await page.waitForURL(`${url}/console/workers`)
    await accessible(page)
    await shot(page, 'desk-workers')
    await page.getByRole('button', { name: 'End sign-ins: Aino Virtanen' }).click()
    await page.waitForURL(`${url}/console/workers`)
    const answer = await page.goto(`${url}/console`)
    assert.equal(answer?.status(), 403)
    await accessible(page)
    await page.getByRole('main').getByRole('link').click()
    await page.waitForURL(`${url}/console/workers`)
  })
})
