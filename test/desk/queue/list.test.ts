import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { CaseDoc } from '../../../intake/case/case.ts'
import { accessible, isWide, openBrowser } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { someCase } from '../../support/seed.ts'
import { askingPerson, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const wide = { viewport: { width: 1366, height: 768 } }
const phone = { viewport: { width: 390, height: 844 } }

describe('web/console: the list beside a case', () => {
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

  async function signedIn(options: BrowserContextOptions): Promise<void> {
    page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage()
    await page.goto(`${desk.newest()}&name=Aino`)
  }
  const open = (id: string) => page.goto(`${desk.url}/console/cases/${id}`)
  const mine = async (id: string) => desk.services.desk.claim(id, (await desk.services.workers.list(1))[0]!)
  const listed = () => page.$$eval('#list .number', (all) => all.map(({ id }) => id.replace('row-', '')))
  const headings = () => page.locator('#list .part').allTextContents()

  /** One of each that the list shows, in the order in which it does. */
  async function everything() {
    const quiet = caseOf(await sentApplication(desk.services, 'fi'))
    await mine(quiet)
    const calm = caseOf(await sentApplication(desk.services, 'ar'))
    const urgent = caseOf(await sentApplication(desk.services, 'ru'))
    await desk.services.cases.update(urgent, (now) => ({ ...now, urgent: 1 }))
    const person = await askingPerson(desk.services, 'ar')
    const unanswered = caseOf(person)
    await mine(unanswered)
    await person.says('هل يوجد أحد هنا؟')
    const live = caseOf(await askingPerson(desk.services, 'sv'))
    return { live, urgent, unanswered, quiet, calm }
  }

  for (const javaScriptEnabled of [true, false])
    it(`has who waits to talk, the urgent, one's own and the rest, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      await signedIn({ ...wide, javaScriptEnabled })
      const all = await everything()
      await open(all.quiet)
      assert.deepEqual(await listed(), Object.values(all))
      assert.deepEqual(
        (await headings()).map((text) => text.trim()),
        ['Waiting to talk now (1)', 'Urgent that nobody has (1)', 'Mine (2)', 'Others that nobody has (1)'],
      )
      assert.equal(await page.getAttribute('#list [aria-current]', 'id'), `row-${all.quiet}`)
      assert.match((await page.textContent(`#row-${all.unanswered}`))!, /Arabic\s*Waits for an answer/)
      await page.click(`#row-${all.calm}`)
      await page.waitForURL(`**/cases/${all.calm}`)
      assert.equal(await page.getAttribute('#list [aria-current]', 'id'), `row-${all.calm}`)
      assert.equal(await page.isVisible('.back [href="/console"]'), false, 'said once: the list is here')
      if (javaScriptEnabled) await accessible(page)
    })

  it('changes by itself, and keeps the focus and where it was moved to', async () => {
    await signedIn(wide)
    for (let n = 0; n < 10; n += 1) await sentApplication(desk.services, 'fi')
    const id = caseOf(await sentApplication(desk.services, 'fi'))
    await open(id)
    await page.locator('[data-script=on]').waitFor()
    await page.locator(`#row-${id}`).focus()
    const moved = () => page.evaluate(() => document.getElementById('list')!.scrollTop)
    await page.evaluate(() => document.getElementById('list')!.scrollTo(0, 60))
    const before = await moved()
    const live = caseOf(await askingPerson(desk.services, 'sv'))
    await page.locator(`#row-${live}`).waitFor()
    assert.equal(await page.evaluate(() => document.activeElement?.id), `row-${id}`)
    assert.equal(await moved(), before)
    await page.keyboard.press('ArrowUp')
    assert.notEqual(await page.evaluate(() => document.activeElement?.id), `row-${id}`)
    assert.match((await page.evaluate(() => document.activeElement?.id))!, /^row-/)
    await mine(live)
    await eventually(async () => /Mine/.test(String(await headings())))
  })

  it('is short however much there is, and has the open case in it', async () => {
    await signedIn(wide)
    const kept = desk.services.store.collection<CaseDoc>('cases')
    const from = Date.now() - 4e6
    for (let n = 0; n < 60; n += 1)
      await kept.create(someCase(n, from, { application: 'sent', talk: 'bot', assignee: '', urgent: 0 }))
    const last = caseOf(await sentApplication(desk.services))
    await open(last)
    assert.equal((await listed()).length, 11)
    assert.equal((await listed()).at(-1), last)
    await page.click('#list .further')
    await page.waitForURL('**/console?whose=free')
  })

  it('is the way to it on a phone, and nothing moves sideways; right to left too', async () => {
    await signedIn(phone)
    const all = await everything()
    await open(all.quiet)
    await page.locator('[data-script=on]').waitFor()
    assert.equal(await page.isVisible('#list .number'), false)
    assert.equal(await page.isVisible('.back [href="/console"]'), true)
    await page.setViewportSize(wide.viewport)
    const edges = () =>
      page.evaluate(() => {
        const [list, main] = ['list', 'main'].map((id) =>
          document.getElementById(id)!.getBoundingClientRect(),
        )
        return list!.right <= main!.left ? 'before' : main!.right <= list!.left ? 'after' : 'over'
      })
    assert.equal(await edges(), 'before')
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
    })
    assert.equal(await edges(), 'after')
    assert.equal(await isWide(page), false)
    await accessible(page)
  })
})
