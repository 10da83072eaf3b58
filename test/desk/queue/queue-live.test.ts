import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { CaseDoc } from '../../../intake/case/case.ts'
import { accessible, openBrowser, phone, shot } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { idOf, someCase } from '../../support/seed.ts'
import { askingPerson, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

const MANY = 1000
const waiting = { application: 'draft', talk: 'waiting', assignee: '', urgent: 0 } as const

describe('web/console: the queue in a browser', () => {
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
    await page.goto(`${desk.newest()}&name=Aino`)
  })
  afterEach(async () => {
    await context.close()
    await desk.close()
  })

  const kept = () => desk.services.store.collection<CaseDoc>('cases')
  async function seed(count: number, more: Partial<CaseDoc> = {}): Promise<void> {
    for (let n = 0; n < count; n += 1) await kept().create(someCase(n, Date.now() - 4e6, more))
    // Written past the desk: told of, as of another process's.
    desk.services.watch.caseChanged('seeded', String(count))
  }
  const focused = () => page.evaluate(() => document.activeElement?.id ?? '')
  const size = () => page.evaluate(() => document.querySelectorAll('*').length)

  it(`shows ${MANY} cases as it shows 120: as many rows, and a page as large`, async () => {
    await seed(120, waiting)
    await page.goto(`${desk.url}/console`)
    const before = await size()
    await seed(MANY, waiting)
    await page.goto(`${desk.url}/console`)
    assert.equal(await page.title(), '(99+) Queue – Silta')
    const groups = await page.locator('#queue table').count()
    assert.ok((await page.locator('#queue tbody tr').count()) <= 50 * groups)
    assert.ok(Math.abs((await size()) - before) < before / 10, `${before} and ${await size()}`)
  })

  it(`asks seldom while ${MANY} cases change, and shows the last of them`, async () => {
    await seed(MANY, waiting)
    await page.goto(`${desk.url}/console`)
    await page.waitForTimeout(1500)
    let asked = 0
    page.on('request', (request) => {
      if (request.url() === `${desk.url}/console`) asked += 1
    })
    const began = Date.now()
    for (let n = 0; n < MANY; n += 1) {
      desk.services.watch.caseChanged(idOf(n), `etag-${n}`)
      if (n % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    const person = await askingPerson(desk.services, 'ar', 'consent.start')
    await desk.services.cases.update(caseOf(person), (now) => ({ ...now, urgent: 1 }))
    await page.locator(`#case-${caseOf(person)}`).waitFor()
    const seconds = (Date.now() - began) / 1000
    assert.ok(asked >= 1 && asked <= seconds + 2, `${asked} requests in ${seconds} s`)
    // What only moved into view is no news; who came is.
    assert.match((await page.textContent('#news')) ?? '', /^New, Urgent, Waiting to talk, Arabic/)
  })

  it('is worked by keys alone: down, up, open, find, take', async () => {
    const first = caseOf(await askingPerson(desk.services, 'ar'))
    const second = caseOf(await askingPerson(desk.services, 'fi'))
    await page.goto(`${desk.url}/console`)
    await page.keyboard.press('j')
    assert.equal(await focused(), `case-${first}`)
    await page.keyboard.press('j')
    assert.equal(await focused(), `case-${second}`)
    await page.keyboard.press('j')
    assert.equal(await focused(), `case-${second}`)
    await page.keyboard.press('ArrowUp')
    assert.equal(await focused(), `case-${first}`)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('k')
    assert.equal(await focused(), `case-${first}`)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/console/cases/${first}`)
    await page.keyboard.press('g')
    await page.keyboard.press('q')
    await page.waitForURL('**/console')
    await page.keyboard.press('/')
    assert.equal(await focused(), 'number')
    // In a field, a key is a letter.
    await page.keyboard.type('jc?')
    assert.equal(await page.inputValue('#number'), 'jc?')
    assert.equal(await page.locator('#sheet[open]').count(), 0)
    await page.locator(`#case-${second}`).focus()
    await page.keyboard.press('c')
    await page.waitForURL(`**/console/cases/${second}#text`)
    assert.equal((await desk.services.cases.get(second))!.talk, 'claimed')
    await page.goto(`${desk.url}/console/cases/${first}`)
    await page.keyboard.press('c')
    await page.locator('#text').waitFor()
    assert.equal((await desk.services.cases.get(first))!.talk, 'claimed')
  })

  it('shows its keys, and lets them be switched off', async () => {
    await page.goto(`${desk.url}/console`)
    await page.keyboard.press('?')
    await page.locator('#sheet[open]').waitFor()
    assert.equal(await focused(), 'close-sheet')
    await accessible(page)
    await page.keyboard.press('j')
    await page.keyboard.press('Escape')
    assert.equal(await page.locator('#sheet[open]').count(), 0)
    await page.click('#to-help')
    await page.click('#close-sheet')
    // With another key held it is the browser's or the system's.
    await page.keyboard.press('Control+j')
    await page.goto(`${desk.url}/console/me`)
    await page.uncheck('[name=shortcuts]')
    await page.click('#keep-work')
    await page.goto(`${desk.url}/console`)
    await page.keyboard.press('?')
    await page.waitForTimeout(100)
    assert.equal(await page.locator('#sheet[open]').count(), 0)
    await page.goto(`${desk.url}/console/help`)
    await page.locator('#keys-off').waitFor()
  })

  it('leaves who works by keys where they were when a colleague takes the case in focus', async () => {
    const [first, second] = [
      caseOf(await askingPerson(desk.services)),
      caseOf(await askingPerson(desk.services)),
    ]
    await page.goto(`${desk.url}/console`)
    await page.locator(`#case-${first}`).focus()
    await desk.services.desk.claim(first, { id: 'colleague', name: 'Bertta' })
    await eventually(async () => (await focused()) === `case-${second}`)
  })

  it('goes on being fresh after a search that found nothing', async () => {
    await page.fill('#number', '123')
    await page.click('#search button')
    await page.locator('#search-trouble').waitFor()
    await page.waitForTimeout(1200)
    const person = await askingPerson(desk.services)
    await page.locator(`#case-${caseOf(person)}`).waitFor()
    assert.equal(await page.isVisible('#lost'), false)
    assert.equal(await page.inputValue('#number'), '123')
  })

  it('asks once before a case is taken past a limit, on the case itself', async () => {
    const [me] = await desk.services.workers.list(1)
    const skills = { languages: [], children: false, gender: '' } as const
    await desk.services.workers.work(me!.id, {
      capacity: 1,
      shortcuts: true,
      skills: { ...skills, languages: [] },
    })
    const [first, second] = [
      caseOf(await askingPerson(desk.services)),
      caseOf(await askingPerson(desk.services, 'ar')),
    ]
    await desk.services.desk.claim(first, { id: me!.id, name: 'Aino' })
    await page.goto(`${desk.url}/console`)
    await page.click(`#take-${second}`)
    await page.locator('#anyway').waitFor()
    await accessible(page)
    await shot(page, 'queue-anyway')
    await page.click('#do-anyway')
    await page.locator('#text').waitFor()
    assert.equal((await desk.services.cases.get(second))!.assignee, me!.id)
  })

  it('needs no script for presence, filters, search or taking', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
    const sheet = await plain.newPage()
    await sheet.goto(`${desk.newest()}&name=Bertta`)
    const id = caseOf(await askingPerson(desk.services, 'ar'))
    await sheet.click('#do-duty')
    await sheet.locator('.duty .off').waitFor()
    await sheet.click('#narrow > summary')
    await sheet.selectOption('#by-language', 'ar')
    await sheet.click('#narrow button')
    assert.match(sheet.url(), /\?.*language=ar/)
    await sheet.click('#to-help')
    await sheet.locator('h1:has-text("Keys")').waitFor()
    await sheet.goto(`${desk.url}/console`)
    await sheet.fill('#number', id)
    await sheet.click('#search button')
    await sheet.waitForURL(`**/console/cases/${id}`)
    await sheet.goto(`${desk.url}/console`)
    await sheet.click(`#take-${id}`)
    await sheet.locator('#text').waitFor()
    await plain.close()
  })

  for (const [name, options, scheme] of [
    ['wide', { viewport: { width: 1280, height: 900 } }, 'light'],
    ['phone-dark', phone, 'dark'],
    ['zoom-200', { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 }, 'light'],
    ['zoom-400', { viewport: { width: 320, height: 256 } }, 'light'],
  ] as const)
    it(`breaks no rule of accessibility, and needs no scrolling sideways: ${name}`, async () => {
      await seed(60)
      const view = await browser.newContext({ ...options, locale: 'en-GB', colorScheme: scheme })
      const sheet = await view.newPage()
      await sheet.goto(`${desk.newest()}&name=Aino`)
      await sheet.goto(`${desk.url}/console/me`)
      await sheet.check('[name=languages][value=fi]')
      await sheet.click('#keep-work')
      for (const [path, what] of [
        ['/console?lang=fi', 'fi'],
        ['/console?lang=sv', 'sv'],
        ['/console?lang=en&status=sent&language=ar&wish=woman', 'narrowed'],
        ['/console?whose=mine', 'empty'],
        ['/console/me', 'me'],
        ['/console/help', 'help'],
      ]) {
        await sheet.goto(desk.url + path)
        await accessible(sheet)
        const wide = await sheet.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        assert.equal(wide, false, path)
        await shot(sheet, `queue-${name}-${what}`)
      }
      await view.close()
    })
})
