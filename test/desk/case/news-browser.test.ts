import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { accessible, openBrowser, shot, takeCase } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import type { Person } from '../../support/talk.ts'
import { caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const wide = { viewport: { width: 1366, height: 768 } }
const phone = { viewport: { width: 390, height: 844 } }

describe('web/console: what is new in a case', () => {
  let browser: Browser
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
  })
  afterEach(async () => {
    await page.context().close()
    await desk.close()
  })

  /** A case that was taken, and the page left for the queue. */
  async function taken(options: BrowserContextOptions): Promise<void> {
    const context = await browser.newContext({ locale: 'fi-FI', ...options })
    page = await context.newPage()
    await page.goto(desk.newest())
    person = await sentApplication(desk.services, 'ar')
    id = caseOf(person)
    await page.goto(`${desk.url}/console/cases/${id}`)
    if (options.javaScriptEnabled === false) await page.click('#do-claim')
    else await takeCase(page)
    await page.goto(`${desk.url}/console`)
  }
  async function sendsAnew(key: string): Promise<void> {
    const { record } = (await desk.services.cases.get(id))!.content!
    const answers = { ...record!.answers, [key]: { ...record!.answers[key]!, at: Date.now() } }
    const again = { ...record!, answers, revision: record!.revision + 1, at: Date.now() + 1 }
    await desk.services.cases.apply(id, { type: 'sent', record: again, danger: false, answered: [] })
  }
  const go = () => page.goto(`${desk.url}/console/cases/${id}`)
  const kept = async () => (await desk.services.cases.get(id))!
  const marks = (where: string) => page.locator(`${where} .badge.fresh`).count()

  it('is seen once its part is opened; its mark stays while the page does, and the next is without it', async () => {
    await taken(wide)
    await sendsAnew('identity.name')
    await go()
    assert.equal(await marks('#to-answers-part'), 1)
    assert.equal(await marks('#answer-identity\\.name'), 1)
    await page.click('#to-tasks-part')
    await accessible(page)
    assert.notEqual((await kept()).news, undefined, 'another part was in view')
    await page.click('#to-answers-part')
    await eventually(async () => (await kept()).news === undefined, 'seen')
    await eventually(async () => (await marks('#to-answers-part')) === 0, 'the way to it')
    assert.equal(await marks('#answer-identity\\.name'), 1)
    await shot(page, 'case-new-answers')
    await accessible(page)
    await go()
    assert.equal(await marks('main'), 0)
  })

  it('in a talk on a phone is not seen before the talk is opened', async () => {
    await taken(phone)
    await person.says('هل يوجد أحد هنا؟')
    await go()
    assert.equal(await page.locator('#talk').isVisible(), false)
    assert.equal(await marks('#to-talk'), 1)
    await shot(page, 'case-new-phone')
    await page.click('#to-talk')
    await eventually(async () => (await marks('#to-talk')) === 0, 'seen')
    assert.equal(await marks('#log'), 1)
    await accessible(page)
  })

  it('without a script is marked until a button says that it was seen', async () => {
    await taken({ ...wide, javaScriptEnabled: false })
    await sendsAnew('identity.name')
    await go()
    await page.click('#to-answers-part')
    await shot(page, 'case-new-unscripted')
    await page.click('#do-answers-new')
    assert.equal(await marks('main'), 0)
    assert.equal((await kept()).news, undefined)
  })
})
