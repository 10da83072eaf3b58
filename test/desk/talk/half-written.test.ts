import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openBrowser, takeCase } from '../../support/browser.ts'
import { askingPerson, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

describe('web/console: a half-written message', () => {
  let browser: Browser
  let desk: DeskServer
  let context: BrowserContext
  let page: Page
  let first: string
  let second: string
  const words = 'Tulen kello'

  const go = (id: string, on = page) => on.goto(`${desk.url}/console/cases/${id}`)
  const kept = (on = page) => on.evaluate(() => sessionStorage.getItem('silta-drafts') ?? '')

  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
    first = caseOf(await askingPerson(desk.services))
    second = caseOf(await askingPerson(desk.services))
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'fi-FI' })
    page = await context.newPage()
    await page.goto(`${desk.newest()}&name=Aino&teams=aino`)
    for (const id of [first, second]) {
      await go(id)
      if (await page.locator('#do-claim').count()) await takeCase(page)
    }
    await go(first)
    await page.fill('#text', words)
    await page.selectOption('#language', 'en')
  })
  afterEach(() => context.close())

  it('is there again after another case, the list and Today, and in no other case', async () => {
    await page.click('#to-history')
    await page.fill('#note', 'Kysyttävä vielä')
    await go(second)
    assert.equal(await page.inputValue('#text'), '')
    for (const path of ['', '/today']) await page.goto(`${desk.url}/console${path}`)
    await go(first)
    assert.equal(await page.inputValue('#text'), words)
    assert.equal(await page.inputValue('#language'), 'en')
    assert.equal(await page.inputValue('#note'), 'Kysyttävä vielä')
  })

  it('is gone once it is sent', async () => {
    await page.click('#write button.main')
    await page.locator('#log li.worker').first().waitFor()
    await go(second)
    await go(first)
    assert.equal(await page.inputValue('#text'), '')
    assert.doesNotMatch(await kept(), /Tulen/)
  })

  it('is of one tab: another has and sends its own', async () => {
    await go(second)
    const other = await context.newPage()
    await go(first, other)
    assert.equal(await other.inputValue('#text'), '')
    await other.fill('#text', 'Aivan muuta')
    await go(first)
    assert.equal(await page.inputValue('#text'), words)
    await other.reload()
    assert.equal(await other.inputValue('#text'), 'Aivan muuta')
  })

  it('is gone in every tab when its writer signs out', async () => {
    const other = await context.newPage()
    await go(second, other)
    await other.fill('#text', 'Sinulle')
    await go(first, other)
    assert.match(await kept(other), /Sinulle/)
    await page.click('[action="/console/sign-out"] button')
    await page.locator('#notice').waitFor()
    assert.equal(await kept(), '')
    await other.waitForFunction(() => sessionStorage.getItem('silta-drafts') === null)
    await other.goto(`${desk.url}/console`)
    assert.equal(await kept(other), '')
  })

  it('outlives a sign-in that ended, and is shown to nobody else', async () => {
    await context.clearCookies()
    await page.goto(`${desk.url}/console/sign-in`)
    await page.goto(`${desk.newest()}&name=Aino&teams=aino`)
    await go(first)
    assert.equal(await page.inputValue('#text'), words)
    await context.clearCookies()
    await page.goto(`${desk.newest()}&name=Bertta&teams=bertta`)
    assert.doesNotMatch(await kept(), /Tulen/)
  })

  it('can be copied where a colleague has the case by now, and is dropped with a case that is erased', async () => {
    await go(second)
    const { assignee } = (await desk.services.cases.get(first))!
    await desk.services.cases.apply(first, { type: 'released', from: assignee, to: 'queue' })
    await go(first)
    assert.equal(await page.locator('#composer textarea[readonly]').inputValue(), words)
    await takeCase(page)
    await page.reload()
    assert.equal(await page.inputValue('#text'), words)
    await desk.services.cases.erase(first)
    await go(first)
    assert.equal(await page.locator('#composer textarea').count(), 0)
    assert.doesNotMatch(await kept(), /Tulen/)
  })
})
