import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessible, isWide, openBrowser, takeCase } from '../support/browser.ts'
import { askingPerson, caseOf, type DeskServer, logOf, sentApplication, startDesk } from './desk-server.ts'

describe('web/console: in a browser', () => {
  let browser: Browser
  let context: BrowserContext
  let desk: DeskServer
  let page: Page

  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    desk = await startDesk()
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } })
    page = await context.newPage()
    const listening = page.waitForResponse('**/console/api/events')
    await page.goto(desk.newest())
    await listening
  })
  afterEach(async () => {
    await context.close()
    await desk.close()
  })

  it('shows and says what is new by itself, and counts it in the title', async () => {
    assert.equal(await page.title(), 'Queue – Silta')
    const person = await askingPerson(desk.services, 'ar')
    await page.locator(`#case-${caseOf(person)}`).waitFor()
    assert.equal(await page.title(), '(1) Queue – Silta')
    assert.equal(await page.textContent('#news'), 'New, Waiting to talk, Arabic, Not known yet')
  })

  it('talks both ways without leaving the page, and keeps what is being typed', async () => {
    const person = await askingPerson(desk.services, 'ar')
    await page.goto(`${desk.url}/console/cases/${caseOf(person)}`)
    await takeCase(page)
    await page.fill('#text', 'مرحبا، أنا هنا.')
    await page.press('#text', 'Control+Enter')
    await page.locator('#log .worker').waitFor()
    assert.equal(await page.inputValue('#text'), '')
    await page.fill('#text', 'half a sen')
    await page.click('#act-close summary')
    await page.check('[value=referred]')
    await page.focus('#text')
    await person.says('مرحبا، رقمي 040 123 4567')
    await page.locator('#log .person').waitFor()
    assert.equal(await page.inputValue('#text'), 'half a sen')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'text')
    assert.ok(await page.isChecked('[value=referred]'))
    const said = page.locator('#log .person .said')
    assert.equal(await said.getAttribute('lang'), 'ar')
    assert.equal(await said.evaluate((node) => getComputedStyle(node).direction), 'rtl')
    assert.equal(await said.locator('bdi').evaluate((node) => getComputedStyle(node).direction), 'ltr')
    const log = await logOf(desk.services, person)
    assert.equal(log.filter(({ what }) => what === 'مرحبا، أنا هنا.').length, 1)
  })

  it('sends the same words once, however often the network fails after it', async () => {
    const person = await askingPerson(desk.services)
    await page.goto(`${desk.url}/console/cases/${caseOf(person)}`)
    await takeCase(page)
    let fail = true
    // It arrives, but the answer is lost.
    await page.route('**/message', async (route) => {
      if (!fail) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.fill('#text', 'First')
    await page.click('.write button')
    await page.locator('#unsent').waitFor({ state: 'visible' })
    assert.equal(await page.inputValue('#text'), 'First')
    const lost = page.waitForEvent('requestfailed')
    await page.click('.write button')
    await lost
    fail = false
    await page.fill('#text', 'First, and more')
    await page.click('.write button')
    await page.waitForFunction(() => document.querySelectorAll('#log .worker').length === 2)
    const words = (await logOf(desk.services, person)).filter(({ from }) => from === 'worker')
    assert.deepEqual(
      words.map(({ what }) => what),
      ['First', 'First, and more'],
    )
  })

  it('gives back what was typed when the case is no longer theirs', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.fill('#text', 'Nearly done')
    const { assignee } = (await desk.services.cases.get(id))!
    await desk.services.desk.release(id, { id: assignee, name: '' })
    await page.locator('#composer textarea[readonly]').waitFor()
    assert.equal(await page.inputValue('#composer textarea'), 'Nearly done')
    await page.locator('#do-claim').waitFor()
  })

  it('keeps two pages fresh over one stream, and says when it is signed out', async () => {
    let streams = 0
    const other = await context.newPage()
    other.on('request', (request) => {
      if (request.url().endsWith('/events')) streams += 1
    })
    await other.goto(`${desk.url}/console?status=waiting`)
    const person = await askingPerson(desk.services)
    for (const one of [page, other]) await one.locator(`#case-${caseOf(person)}`).waitFor()
    assert.equal(streams, 0)
    await context.clearCookies()
    await askingPerson(desk.services)
    for (const one of [page, other]) await one.locator('#lost').waitFor({ state: 'visible' })
  })

  for (const [name, width, height, scheme] of [
    ['wide', 1280, 900, 'light'],
    ['dark', 1280, 900, 'dark'],
    ['a phone', 360, 740, 'light'],
    ['400 % zoom', 320, 256, 'light'],
  ] as const)
    it(`breaks no rule of accessibility: ${name}`, async () => {
      const person = await sentApplication(desk.services, 'ar')
      const id = caseOf(person)
      await desk.services.cases.update(id, (now) => ({ ...now, urgent: 1 }))
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      const look = async (path: string) => {
        await page.goto(desk.url + path)
        await accessible(page, true)
        assert.equal(await isWide(page), false, path)
      }
      for (const lang of ['fi', 'sv', 'en']) await look(`/console?lang=${lang}`)
      for (const path of ['/console?status=closed', '/console/nowhere']) await look(path)
      await look(`/console/cases/${id}`)
      await takeCase(page)
      await page.click('#act-close summary')
      await accessible(page, true)
    })

  it('works with JavaScript off', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'fi-FI' })
    const sheet = await plain.newPage()
    await sheet.goto(desk.newest())
    const person = await askingPerson(desk.services, 'ru')
    await sheet.reload()
    await sheet.click(`#case-${caseOf(person)}`)
    await sheet.click('text=Ota tapaus itsellesi')
    await sheet.fill('#text', 'Здравствуйте')
    await sheet.selectOption('#language', 'ru')
    await sheet.click('text=Lähetä')
    assert.equal(await sheet.getAttribute('#log .worker .said', 'lang'), 'ru')
    assert.equal(await sheet.isVisible('#print'), false)
    await sheet.click('text=Sulje tapaus')
    await sheet.check('[name=outcome][value=answered]')
    await sheet.click('text=Sulje nyt')
    await sheet.locator('text=Yhteydenottopyyntöön vastattiin').waitFor()
    await sheet.click('text=Kirjaudu ulos')
    await sheet.locator('h1:has-text("Kirjaudu sisään")').waitFor()
    await plain.close()
  })
})
