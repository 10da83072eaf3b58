import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { WorkerDoc } from '../../../intake/case/workers.ts'
import { accessible, openBrowser, phone, shot } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { freshDir } from '../../support/process.ts'
import { askingPerson, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

const M = 60_000

describe('desk/alarm: on the console', () => {
  let browser: Browser
  let context: BrowserContext
  let desk: DeskServer
  let page: Page
  let ahead = 0

  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    ahead = 0
    desk = await startDesk(
      { DATA_DIR: freshDir(), ALARM_WEBHOOK: 'http://127.0.0.1:1/' },
      undefined,
      () => Date.now() + ahead,
    )
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 700 } })
    // Counts what really goes to the loudspeaker.
    await context.addInitScript(() => {
      const page = globalThis as unknown as { tones: number; OscillatorNode: typeof OscillatorNode }
      page.tones = 0
      const { start } = page.OscillatorNode.prototype
      page.OscillatorNode.prototype.start = function (when) {
        page.tones += 1
        start.call(this, when)
      }
    })
    page = await context.newPage()
    await desk.services.alarm.once()
    const listening = page.waitForResponse('**/console/api/events')
    await page.goto(desk.newest())
    await listening
  })
  afterEach(async () => {
    await context.close()
    await desk.close()
  })
  const tones = () => page.evaluate(() => (globalThis as unknown as { tones: number }).tones)
  const state = () => page.locator('#sound-state').innerText()

  it('is silent until somebody presses, and says so; then it rings, is counted in the title and said aloud', async () => {
    assert.match(await state(), /^Off/)
    const first = await askingPerson(desk.services, 'ar')
    await desk.services.alarm.once()
    await eventually(async () => (await page.title()).startsWith('(1!)'))
    assert.match((await page.textContent('#alarm-news'))!, /^Alarm, .*Waiting to talk, Arabic$/)
    assert.equal(await tones(), 0)
    await page.click('#sound')
    await eventually(async () => /^On/.test(await state()))
    assert.equal(await page.getAttribute('#sound', 'aria-pressed'), 'true')
    ahead += 2 * M
    await desk.services.alarm.once()
    await eventually(async () => (await tones()) === 6)
    await accessible(page)
    await shot(page, 'alarm-queue')
    await page.goto(`${desk.url}/console/cases/${caseOf(first)}`)
    await page.click('#do-claim')
    await eventually(async () => !(await page.title()).includes('!'))
    await page.click('#sound')
    assert.match(await state(), /^Off/)
  })

  it('tells everybody what does not go out, and when nothing is raised any more', async () => {
    await askingPerson(desk.services, 'fi')
    await desk.services.alarm.once()
    await page.reload()
    assert.match(
      (await page.textContent('#alarm-trouble'))!,
      /Alarms to Teams or another webhook have not gone out/,
    )
    ahead += 3 * M
    await page.reload()
    assert.match((await page.textContent('#alarm-trouble'))!, /No alarm has been raised since/)
    await accessible(page)
    await shot(page, 'alarm-trouble')
    await desk.services.alarm.once()
    await page.reload()
    assert.doesNotMatch((await page.textContent('#alarm-trouble'))!, /No alarm/)
  })

  it('fits a phone, in the dark, in Finnish', async () => {
    await askingPerson(desk.services, 'fi')
    await desk.services.alarm.once()
    const small = await context.newPage()
    await small.setViewportSize({ width: 320, height: phone.viewport!.height })
    await small.emulateMedia({ colorScheme: 'dark' })
    await small.goto(`${desk.url}/console?lang=fi`)
    await accessible(small)
    const wide = await small.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    assert.equal(wide, false)
    await shot(small, 'alarm-phone-dark')
  })

  it('rings only who is called: somebody away hears nothing', async () => {
    await page.click('#sound')
    await eventually(async () => /^On/.test(await state()))
    const [me] = await desk.services.workers.list(1)
    await desk.services.workers.seen('other', 'Other')
    const everybody = desk.services.store.collection<WorkerDoc>('workers')
    const { etag, ...mine } = (await everybody.read(me!.id))!
    await everybody.replace({ ...mine, away: true }, etag)
    await askingPerson(desk.services, 'fi')
    await desk.services.alarm.once()
    await eventually(async () => (await page.title()).startsWith('(1!)'))
    await page.waitForTimeout(500)
    assert.equal(await tones(), 0)
  })
})
