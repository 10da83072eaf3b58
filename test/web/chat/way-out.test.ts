import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { type Chat, phone } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { visits } from '../../support/visits.ts'

/** What the service is about, as each language says it when it says who it is. */
const names = {
  en: 'trafficking',
  fi: 'ihmiskaup',
  sv: 'människohandel',
  ar: 'الاتجار',
  ru: 'торговл',
}
const languages = Object.keys(names) as (keyof typeof names)[]

describe('web/chat: the way out in a browser', () => {
  /** Pages of somebody else: where she came from, and where leaving leads. */
  let others: Server
  let earlier: string
  let exit: string
  let page: Page
  let chat: Chat

  before(() => {
    others = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html')
      response.end(`<p>${request.url}`)
    }).listen(0)
    const base = `http://localhost:${(others.address() as AddressInfo).port}`
    earlier = `${base}/before`
    exit = `${base}/weather`
  })
  after(() => {
    others.closeAllConnections()
    others.close()
  })
  const her = visits({ env: () => ({ EXIT_URL: exit }) })

  /** At the third question, with a page of somebody else's before it. */
  async function atThird(language: string, javaScriptEnabled: boolean): Promise<void> {
    const arrived = await her.arrive({ ...phone, javaScriptEnabled })
    page = arrived.page
    chat = arrived.chat
    await page.goto(earlier)
    await page.goto(`${her.server.url}/?lang=${language}`)
    if (javaScriptEnabled) await page.locator('html[data-script=on]').waitFor()
    await chat.press('no')
    await chat.press('no')
    assert.equal(await chat.question(), 'consent.start')
    assert.ok((await shown()).includes(names[language as keyof typeof names]), 'it says nowhere who it is')
  }

  /** All that somebody sees or hears of the page, in small letters, for no style sheet changes those. */
  async function shown(): Promise<string> {
    const text = await page.locator('body').innerText()
    const heard = await page.locator('body').ariaSnapshot()
    return `${await page.title()} ${text} ${heard}`.toLowerCase()
  }

  async function namesNothing(where: string): Promise<void> {
    const all = await shown()
    for (const name of Object.values(names)) assert.ok(!all.includes(name), `${where}: ${all}`)
  }

  /** As far as the browser goes; what it says itself of a page it does not have is not ours. */
  const go = (by: -1 | 1) =>
    (by < 0 ? page.goBack() : page.goForward()).catch((error) => {
      if (!String(error).includes('ERR_CACHE_MISS')) throw error
    })

  for (const script of [true, false])
    for (const language of languages)
      it(`${language}, JavaScript ${script ? 'on' : 'off'}: after leaving, neither Back nor Forward names it`, async () => {
        await atThird(language, script)
        await page.locator('button.leave').click()
        await page.waitForURL(exit)
        for (const times of [1, 2, 5]) {
          for (let back = 1; back <= times; back += 1) {
            await go(-1)
            await namesNothing(`Back ${back} of ${times}`)
          }
          for (let on = 1; on <= times + 3; on += 1) {
            await go(1)
            await namesNothing(`Forward ${on} after ${times}`)
          }
        }
      })

  it('goes back to where she came from, and leaves nothing there to go back to', async () => {
    await atThird('en', true)
    const { id } = (await her.server.services.store.collection('conversations').find({ limit: 1 }))[0]!
    await page.locator('button.leave').click()
    await page.waitForURL(exit)
    await page.goBack()
    assert.equal(page.url(), earlier)
    await eventually(
      async () => !(await her.server.services.conversations.load(id))?.state.answers['safety.seen'],
    )
  })
})
