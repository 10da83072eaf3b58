import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessible, openBrowser, takeCase } from '../../support/browser.ts'
import type { Person } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, logOf, sentApplication, startDesk } from '../desk-server.ts'

describe('web/console: the phrasebook, in a browser', () => {
  let browser: Browser
  let context: BrowserContext
  let desk: DeskServer
  let page: Page
  let person: Person
  let id: string

  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    desk = await startDesk()
    person = await sentApplication(desk.services, 'ar')
    id = caseOf(person)
    context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1280, height: 900 } })
    page = await context.newPage()
    await page.goto(desk.newest())
  })
  afterEach(async () => {
    await context.close()
    await desk.close()
  })

  const phrasesSent = async () => {
    const { state } = (await desk.services.conversations.load(person.id))!
    return state.log.flatMap(({ phrase, filled }) => (phrase ? [{ phrase, filled }] : []))
  }

  it('is searched, filled in, looked at and sent by keyboard alone, and the typed message stays', async () => {
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.fill('#text', 'puolikas')
    await page.focus('#phrasebook > summary')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'phrase-search')
    await page.keyboard.type('SOVITAAN tapaa')
    assert.equal(await page.locator('#phrase option').count(), 0)
    assert.equal(await page.textContent('#phrase-found'), 'Löytyneitä lauseita: 0')
    await page.fill('#phrase-search', '')
    await page.keyboard.type('puhelu sopin')
    assert.equal(await page.textContent('#phrase-found'), 'Löytyneitä lauseita: 1')
    await page.keyboard.press('ArrowDown')
    assert.equal(await page.inputValue('#phrase'), 'call.agreed')
    assert.deepEqual(await page.locator('#phrases .place:visible label').allTextContents(), [
      'päivä',
      'kellonaika',
    ])
    assert.equal(await page.locator('#preview .said').count(), 0)
    await page.fill('#place-date', '2026-12-07')
    await page.fill('#place-time', '14:30')
    const hers = page.locator('#preview .said')
    await hers.waitFor()
    assert.match((await hers.textContent())!, /^اتفقنا على مكالمة بتاريخ/)
    assert.equal(await hers.getAttribute('lang'), 'ar')
    assert.equal(await hers.evaluate((node) => getComputedStyle(node).direction), 'rtl')
    assert.match((await page.textContent('#preview .soft'))!, /^Olemme sopineet puhelun/)
    await accessible(page, true)
    await page.focus('#phrase')
    await page.keyboard.press('Control+Enter')
    await page.locator('#log .worker').waitFor()
    assert.deepEqual(await phrasesSent(), [
      { phrase: 'call.agreed', filled: { date: '2026-12-07', time: '14:30' } },
    ])
    assert.equal(await page.inputValue('#text'), 'puolikas')
    assert.match((await page.textContent('#log .worker .said'))!, /^Olemme sopineet puhelun/)
  })

  it('shows at once what was sent, and a second press sends nothing again', async () => {
    await page.setViewportSize({ width: 1366, height: 768 })
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.click('#phrasebook > summary')
    await page.selectOption('#phrase', 'reassure.glad')
    await page.focus('#phrase')
    await page.keyboard.press('Enter')
    const line = page.locator('#log .worker')
    await line.waitFor()
    await page.waitForFunction(() => document.activeElement?.id === 'text')
    assert.equal(await page.locator('#phrasebook').getAttribute('open'), null)
    const { y, height } = (await line.boundingBox())!
    assert.ok(y >= 0 && y + height <= 768, `${y} to ${y + height}`)
    await page.keyboard.press('Enter')
    await page.keyboard.type('ja')
    assert.equal((await phrasesSent()).length, 1)
    assert.equal(await page.inputValue('#text'), '\nja')
  })

  it('says a sentence once, however often the network fails after it', async () => {
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.locator('#phrasebook').waitFor()
    let fail = true
    await page.route('**/message', async (route) => {
      if (!fail) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.click('#phrasebook > summary')
    await page.selectOption('#phrase', 'reassure.glad')
    await page.click('#send-phrase')
    await page.locator('#phrase-unsent').waitFor({ state: 'visible' })
    const lost = page.waitForEvent('requestfailed')
    await page.click('#send-phrase')
    await lost
    fail = false
    await page.selectOption('#phrase', 'reassure.noHurry')
    await page.click('#send-phrase')
    await page.waitForFunction(() => document.querySelectorAll('#log .worker').length === 2)
    assert.deepEqual(
      (await phrasesSent()).map(({ phrase }) => phrase),
      ['reassure.glad', 'reassure.noHurry'],
    )
  })

  it('keeps a question that was opened open, and a note that is being written, when something comes', async () => {
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.click('#to-answers-part')
    await page.click('[id="asked-where.places"] summary')
    await page.click('#phrasebook > summary')
    await page.click('#to-history')
    await page.fill('#note', 'Keskener')
    await page.focus('#note')
    const other = await Client.signedIn(desk, 'Bertta')
    await other.json('POST', `cases/${id}/note`, { text: 'Soitin keskukseen' })
    await page.locator('#notes-list li').waitFor()
    assert.equal(await page.inputValue('#note'), 'Keskener')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'note')
    // A new answer changes that part of the page; what was opened in it is opened again.
    await desk.services.cases.update(id, (now) => {
      const { record } = now.content!
      return { ...now, content: { ...now.content!, record: { ...record!, revision: 2 } } }
    })
    await page.locator('text=versio 2').waitFor({ state: 'attached' })
    await page.click('#to-answers-part')
    await page.locator('[id="asked-where.places"] p[lang="ar"]').waitFor()
    assert.ok(await page.locator('#phrase').isVisible())
    await page.click('#to-history')
    await page.click('#write-note button')
    await page.waitForFunction(() => document.querySelectorAll('#notes-list li').length === 2)
    // The list may be told of it before the answer to the form is there.
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('#note')!.value === '')
  })

  for (const [name, width, height, scheme] of [
    ['wide', 1280, 900, 'light'],
    ['dark', 1280, 900, 'dark'],
    ['a phone', 360, 740, 'light'],
    ['400 % zoom', 320, 256, 'dark'],
  ] as const)
    it(`breaks no rule of accessibility with everything open: ${name}`, async () => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      await page.goto(`${desk.url}/console/cases/${id}`)
      await takeCase(page)
      await page.click('#to-history')
      await page.fill('#note', 'Soitin numeroon 040 123 4567')
      await page.click('#write-note button')
      await page.locator('#notes-list li').waitFor()
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true
      })
      if (width < 960) await page.click('#to-talk')
      await page.selectOption('#phrase', 'ask.danger')
      await page.locator('#preview .said').waitFor()
      await accessible(page, true)
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement
        return scrollWidth > clientWidth
      })
      assert.equal(wide, false)
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/case-${name}.png`, fullPage: true })
    })

  it('works with JavaScript off: a list, fields, a look, and sending', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'sv-SE' })
    const sheet = await plain.newPage()
    await sheet.goto(desk.newest())
    await sheet.click(`#case-${id}`)
    await sheet.click('text=Ta ärendet')
    await sheet.click('#phrasebook > summary')
    assert.equal(await sheet.isVisible('#phrase-search'), false)
    await sheet.selectOption('#phrase', 'meeting.cannotCome')
    await sheet.fill('#place-phone', '+358 29 546 3177')
    await sheet.click('#look')
    assert.match((await sheet.textContent('#preview .said'))!, /\+358 29 546 3177/)
    assert.equal(await sheet.getAttribute('#preview .said', 'lang'), 'ar')
    assert.equal((await phrasesSent()).length, 0)
    await sheet.click('#send-phrase')
    await sheet.locator('#log .worker').waitFor()
    assert.match((await sheet.textContent('#log .worker .said'))!, /^Om du inte kan komma/)
    assert.deepEqual(await phrasesSent(), [
      { phrase: 'meeting.cannotCome', filled: { phone: '+358 29 546 3177' } },
    ])
    assert.equal((await logOf(desk.services, person)).at(-1)!.from, 'worker')
    await plain.close()
  })
})
