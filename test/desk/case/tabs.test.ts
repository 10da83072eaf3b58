import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { accessible, openBrowser, shot, takeCase } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import type { Person } from '../../support/talk.ts'
import { caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const parts = ['summary', 'answers-part', 'tasks-part', 'history']
const wide = { viewport: { width: 1366, height: 768 } }
const phone = { viewport: { width: 390, height: 844 } }

describe('web/console: the parts of a case', () => {
  let browser: Browser
  let desk: DeskServer
  let page: Page
  let person: Person
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    desk = await startDesk()
  })
  afterEach(async () => {
    await page.context().close()
    await desk.close()
  })

  /** A case that was taken. */
  async function opened(options: BrowserContextOptions): Promise<string> {
    const context = await browser.newContext({ locale: 'fi-FI', ...options })
    page = await context.newPage()
    await page.goto(desk.newest())
    person = await sentApplication(desk.services, 'ar')
    const id = caseOf(person)
    await page.goto(`${desk.url}/console/cases/${id}`)
    if (options.javaScriptEnabled === false) await page.click('#do-claim')
    else await takeCase(page)
    return id
  }
  const seen = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('.panel, #talk')].flatMap((one) =>
        one.checkVisibility() ? [one.id] : [],
      ),
    )
  const shows = (...ids: string[]) => eventually(async () => String(await seen()) === String(ids), `${ids}`)
  const current = () => page.locator('#parts [aria-current]').getAttribute('href')
  const height = () => page.evaluate(() => document.documentElement.scrollHeight)

  it('are seen one at a time beside the talk, and stay while something comes', async () => {
    await opened(wide)
    await shows('summary', 'talk')
    // All below each other it was over 4,600.
    assert.ok((await height()) < 2400, String(await height()))
    for (const part of parts) {
      await page.click(`#to-${part}`)
      await shows(part, 'talk')
      assert.equal(await current(), `#${part}`)
      await accessible(page)
    }
    await page.click('#to-answers-part')
    await person.says('هل يوجد أحد هنا؟')
    await page.locator('#log li.person').waitFor()
    await shows('answers-part', 'talk')
    await page.click('#who-reach a')
    await shows('summary', 'talk')
  })

  it('are with the talk one at a time on a phone, where the talk is in sight once the case is taken', async () => {
    await opened(phone)
    await shows('talk')
    await page.click('#to-history')
    await shows('history')
    await shot(page, 'case-history-phone')
    await page.fill('#note', 'Soitettu tulkille')
    await page.click('#write-note button')
    await page.locator('#notes-list .noted').waitFor()
    await shows('history')
    assert.match((await page.textContent('#done'))!, /Otti tapauksen/)
  })

  it('are found by an address, by an answer in them too, and without a script', async () => {
    const id = await opened({ ...wide, javaScriptEnabled: false })
    await shows('summary', 'talk')
    await page.click('#to-tasks-part')
    await shows('tasks-part', 'talk')
    await page.goto(`${desk.url}/console/cases/${id}#answer-what.forms`)
    await shows('answers-part', 'talk')
    await page.goto(`${desk.url}/console/cases/${id}#notes`)
    await shows('history', 'talk')
  })

  it('are all on paper', async () => {
    await opened(wide)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.locator('#answers').isVisible(), true)
    assert.equal(await page.locator('#notes').isVisible(), true)
    assert.equal(await page.locator('#talk').isVisible(), true)
  })
})
