import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { DAY } from '../../intake/hours/time.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk/desk-server.ts'
import { accessible, openBrowser } from '../support/browser.ts'
import { Person, walkTo } from '../support/talk.ts'

/** What a caseworker does all day: presses and keys are counted, milliseconds only printed. What is written is no key. */
describe('web/console: the walk of ten acts', () => {
  let browser: Browser
  let desk: DeskServer
  let page: Page
  let made: number
  const told: string[] = []

  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
    page = await (
      await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 } })
    ).newPage()
    await page.goto(`${desk.newest()}&name=Aino`)
    await Client.signedIn(desk, 'Bertta')
  })
  after(async () => {
    console.log(told.join('\n'))
    await browser.close()
    await desk.close()
  })

  const click = async (place: string) => {
    made += 1
    await page.locator(place).first().click()
  }
  /** What stands behind the name in its title is not what is looked for. */
  const choose = async (place: string, name: string) => {
    made += 1
    const value = await page.locator(`${place} option`, { hasText: `${name} ·` }).getAttribute('value')
    await page.selectOption(place, value)
  }
  const key = async (pressed: string) => {
    made += 1
    await page.keyboard.press(pressed)
  }
  const write = (text: string) => page.keyboard.insertText(text)
  const scripted = () => page.locator('[data-script=on]').waitFor()

  /** In at most so many presses and keys, until what comes of it is in sight. */
  async function act(name: string, most: number, doIt: () => Promise<void>): Promise<void> {
    made = 0
    const begun = performance.now()
    await doIt()
    told.push(`      ${name}: ${made}, ${Math.round(performance.now() - begun)} ms`)
    assert.ok(made <= most, `${name} took ${made}`)
  }

  /** Sent in Arabic with an answer passed over, urgent, and waiting to talk. */
  async function urgent(): Promise<{ person: Person; id: string }> {
    const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
    await person.picks('skipped')
    await person.picks('send')
    await person.command('human')
    await person.says('هل يوجد أحد هنا؟')
    const id = caseOf(person)
    await desk.services.cases.update(id, (now) => ({ ...now, urgent: 1 }))
    return { person, id }
  }

  it('takes one press or a few for each', async () => {
    const calm = caseOf(await sentApplication(desk.services, 'fi'))
    const { person, id } = await urgent()
    await page.goto(`${desk.url}/console`)
    await scripted()

    await act('take the most urgent', 1, async () => {
      await click('#queue button[form=take]')
      await page.waitForURL(`**/cases/${id}#text`)
      await page.locator('#releasing').waitFor({ state: 'attached' })
      await scripted()
    })
    await act('answer first', 1, async () => {
      await write('مرحبا، أنا هنا.')
      await key('Control+Enter')
      await page.locator('#log li.worker').waitFor()
    })
    await act('send a phrase', 2, async () => {
      await key('/')
      await page.locator('#phrase-search').waitFor()
      await key('Control+Enter')
      await page.locator('#log li.worker').nth(1).waitFor()
    })
    await act('ask for all that was passed over', 3, async () => {
      await click('#to-tasks-part')
      await click('#do-ask-skipped')
      await page.locator('#requests-list .request').waitFor()
    })
    await page.locator('[data-script=on]').waitFor()
    const address = page.url()
    await page.evaluate(() => Object.assign(window, { same: true }))
    await page.locator('#text').fill('Half written')
    await act('correct an answer', 4, async () => {
      await click('#to-answers-part')
      await click('[id="edit-identity.age"]')
      await page.locator('dialog #edit').waitFor()
      await click('dialog [value="15to17"]')
      await click('dialog #edit button.main')
      await page.locator('[id="answer-identity.age"] .reading').waitFor()
      // What changed may be shown before its own answer is back.
      await page.locator('dialog #edit').waitFor({ state: 'detached' })
    })
    assert.equal(await page.evaluate(() => 'same' in window), true, 'without leaving the page')
    assert.equal(page.url().split('#')[0], address.split('#')[0])
    assert.equal(await page.inputValue('#text'), 'Half written')
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'edit-identity.age')
    await page.fill('#text', '')
    await act('write a note', 2, async () => {
      await click('#to-history')
      await page.locator('#note').focus()
      await write('Soitettu tulkille')
      await click('#write-note button')
      await page.locator('#notes-list .noted').waitFor()
    })
    await act('be reminded', 2, async () => {
      await click('#to-tasks-part')
      await page.fill('#remind-time', '09:00')
      await page.fill('#remind-day', new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10))
      await click('#do-remind')
      await page.locator('#tasks-title').waitFor()
    })
    await person.says('شكرًا')
    await act('go on to another case', 1, async () => {
      await click(`#row-${calm}`)
      await page.waitForURL(`**/cases/${calm}`)
      await scripted()
    })
    await act('find a case by its last digits', 2, async () => {
      await key('/')
      await page.locator('#number').waitFor()
      await scripted()
      await page.locator('#number').focus()
      await write(id.slice(-5))
      await key('Enter')
      await page.waitForURL(`**/cases/${id}`)
      await scripted()
    })
    await act('hand over with a note', 3, async () => {
      await click('#transferring summary')
      await choose('#to', 'Bertta')
      await page.locator('#transferNote').focus()
      await write('Puhuu arabiaa')
      await click('#do-transfer')
      await page.locator('#offer-title').waitFor()
    })
  })

  it('breaks no rule where an answer is corrected, and keeps what was half filled in', async () => {
    const id = caseOf(await sentApplication(desk.services, 'fi'))
    await page.goto(`${desk.url}/console/cases/${id}`)
    await page.click('#do-claim')
    await page.locator('[data-script=on] #releasing').waitFor({ state: 'attached' })
    await page.click('#to-answers-part')
    await page.click('[id="edit-identity.name"]')
    await page.fill('dialog [name="a:identity.name"]', 'Noora')
    await accessible(page)
    await page.keyboard.press('Escape')
    await page.click('[id="edit-identity.name"]')
    assert.equal(await page.inputValue('dialog [name="a:identity.name"]'), 'Noora')
    // A sign-in that ended meanwhile: said, and nothing lost.
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await page.click('dialog #edit button.main')
    await page.locator('dialog .unsaved', { hasText: 'sign' }).waitFor()
    assert.equal(await page.inputValue('dialog [name="a:identity.name"]'), 'Noora')
    await page.context().addCookies(cookies)
    await page.click('dialog #edit button.main')
    await page.locator('[id="answer-identity.name"] .reading').waitFor()
    await page.locator('dialog #edit').waitFor({ state: 'detached' })
  })
})
