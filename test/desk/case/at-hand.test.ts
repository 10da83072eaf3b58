import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, takeCase } from '../../support/browser.ts'
import { askingPerson, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

describe('web/console: what comes next is at hand', () => {
  let browser: Browser
  let desk: DeskServer
  let page: Page
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

  async function signedIn(script = true): Promise<void> {
    const context = await browser.newContext({
      ...{ locale: 'en-GB', viewport: { width: 1366, height: 768 }, javaScriptEnabled: script },
    })
    page = await context.newPage()
    await page.goto(desk.newest())
  }
  const focused = () => page.evaluate(() => document.activeElement?.id)

  it('who takes a case writes at once, in the language of whoever wrote if the worker speaks it', async () => {
    await signedIn()
    const [me] = await desk.services.workers.list(1)
    const skills = { languages: ['ar'], children: false, gender: '' as const }
    await desk.services.workers.work(me!.id, { capacity: 0, skills, shortcuts: true })
    const id = caseOf(await askingPerson(desk.services, 'ar'))
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    assert.equal(await focused(), 'text')
    assert.equal(await page.inputValue('#language'), 'ar')
    // Where it stands: who it is about stays in sight.
    assert.equal(await page.evaluate(() => scrollY), 0)
    await page.keyboard.type('مرحبا')
    await page.keyboard.press('Control+Enter')
    await page.locator('#log li.worker').waitFor()
  })

  it('so too without a script', async () => {
    await signedIn(false)
    const id = caseOf(await askingPerson(desk.services))
    await page.goto(`${desk.url}/console/cases/${id}`)
    await page.click('#do-claim')
    await page.locator('#text').waitFor()
    await page.keyboard.type('Hello')
    assert.equal(await page.inputValue('#text'), 'Hello')
  })

  it('a slash opens the sentences, from the page and from the empty box; Escape leads back', async () => {
    await signedIn()
    const id = caseOf(await askingPerson(desk.services))
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.keyboard.press('/')
    assert.equal(await focused(), 'phrase-search')
    assert.equal(await page.inputValue('#phrase-search'), '')
    await page.keyboard.press('Escape')
    assert.equal(await focused(), 'text')
    await page.keyboard.type('1/2')
    assert.equal(await page.inputValue('#text'), '1/2')
    await page.evaluate(() => document.getElementById('main')?.focus())
    await page.keyboard.press('/')
    assert.equal(await focused(), 'phrase-search')
  })

  it('one key leads to the next case and back', async () => {
    await signedIn()
    const ids = [
      caseOf(await askingPerson(desk.services)),
      caseOf(await askingPerson(desk.services)),
    ] as const
    await page.goto(`${desk.url}/console/cases/${ids[0]}`)
    await page.locator('[data-script=on]').waitFor()
    for (const [key, id] of [
      ['j', ids[1]],
      ['k', ids[0]],
    ] as const) {
      await page.keyboard.press(key)
      await page.waitForURL(`**/cases/${id}`)
      await page.locator('[data-script=on]').waitFor()
    }
  })
})
