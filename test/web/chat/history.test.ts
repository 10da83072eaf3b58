import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { type Chat, phone } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { visits } from '../../support/visits.ts'

describe('web/chat: the history of a browser', () => {
  const her = visits()
  let page: Page
  let chat: Chat

  beforeEach(async () => {
    const arrived = await her.arrive(phone)
    page = arrived.page
    chat = arrived.chat
  })

  /** At the third question. */
  async function begin(): Promise<void> {
    await page.goto(`${her.server.url}/?lang=en`)
    await page.locator('html[data-script=on]').waitFor()
    await chat.press('no')
    await chat.press('no')
    await asks('consent.start')
  }
  /** The question is asked, under the one name and address there is. */
  async function asks(key: string): Promise<void> {
    await eventually(async () => (await chat.question()) === key, key)
    assert.deepEqual([page.url(), await page.title()], [`${her.server.url}/?lang=en`, 'Chat'])
  }
  /** Begins to write, where writing is folded away. */
  async function begins(text: string): Promise<void> {
    await page.locator('details:has(#text) > summary').click()
    await page.fill('#text', text)
  }
  const answers = async () => {
    const [doc] = await her.server.services.store.collection('conversations').find({
      order: { field: 'changed', descending: true },
      limit: 1,
    })
    return Object.keys((await her.server.services.conversations.load(doc!.id))!.state.answers)
  }

  it('Back is the question before, Forward the one after, and nothing is lost', async () => {
    await begin()
    await begins('Half a sent')
    await page.goBack()
    await asks('safety.danger')
    assert.equal(await page.inputValue('#text'), '')
    await page.goBack()
    await asks('safety.seen')
    await page.goForward()
    await asks('safety.danger')
    await page.goForward()
    await asks('consent.start')
    await page.locator('#text').waitFor()
    assert.equal(await page.inputValue('#text'), 'Half a sent')
    assert.deepEqual(await answers(), ['safety.seen', 'safety.danger'])
  })

  it('an answer given after Back goes on from there', async () => {
    await begin()
    await page.goBack()
    await asks('safety.danger')
    await chat.press('no')
    await asks('consent.start')
    await page.goBack()
    await asks('safety.danger')
  })

  it('so does the button of the page, with the browser in step', async () => {
    await begin()
    await page.locator('summary:has-text("More choices")').click()
    await page.locator('button[value=back]').first().click()
    await asks('safety.danger')
    await page.goForward()
    await asks('consent.start')
  })

  it('a reload shows the question she was at, as often as it is loaded', async () => {
    await begin()
    for (const times of [1, 2]) {
      await page.reload()
      await asks('consent.start')
      assert.equal(await page.isVisible('#talk'), true, `${times}`)
    }
    await page.goBack()
    await asks('safety.danger')
    await page.reload()
    await asks('safety.danger')
  })

  it('coming back from another page shows the neutral screen first, erases nothing, and goes on', async () => {
    await begin()
    await page.goto('about:blank')
    await page.goBack()
    await page.locator('#go-on').waitFor()
    assert.equal(await page.isVisible('#talk'), false)
    assert.deepEqual(await answers(), ['safety.seen', 'safety.danger'])
    await page.click('#go-on')
    await page.locator('#talk').waitFor()
    await asks('consent.start')
    await page.goBack()
    await asks('safety.danger')
  })

  it('a page nobody touches goes behind the neutral screen, with what she typed', async () => {
    await page.clock.install()
    await begin()
    await begins('Half a sent')
    await page.clock.runFor(4 * 60_000)
    assert.equal(await page.isVisible('#talk'), true)
    await page.clock.runFor(2 * 60_000)
    assert.equal(await page.isVisible('#talk'), false)
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Paused')
    await page.click('#go-on')
    assert.equal(await page.inputValue('#text'), 'Half a sent')
    await page.clock.runFor(4 * 60_000)
    assert.equal(await page.isVisible('#talk'), true)
  })
})
