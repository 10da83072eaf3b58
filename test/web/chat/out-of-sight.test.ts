import assert from 'node:assert/strict'
import { phone } from '../../support/browser.ts'
import { visits } from '../../support/visits.ts'

const MINUTE = 60_000
const digits = /\d{5}\s\d{5}\s\d{5}/

describe('web/chat: a code leaves the sight of whoever comes to a page that nobody touched', () => {
  let ahead = 0
  const her = visits({ clock: () => Date.now() + ahead })
  beforeEach(() => {
    ahead = 0
  })

  for (const noted of [false, true])
    it(`${noted ? 'above a question' : 'where it was just given'}: it is shown when it is asked for`, async () => {
      const { page, chat } = await her.arrive(phone)
      await page.clock.install()
      await page.goto(`${her.server.url}/?lang=en`)
      for (const answer of ['no', 'no', 'yes', 'self']) await chat.press(answer)
      await chat.command('code')
      if (noted) await chat.press('skipped')
      const words = () => page.locator('body').innerText()
      const code = (await words()).match(digits)![0]
      ahead = 6 * MINUTE
      await page.clock.runFor(ahead)
      assert.equal(await page.isVisible('#talk'), false)
      assert.ok(!(await page.content()).includes(code), 'nor in the page behind')
      await page.click('#go-on')
      await page.locator('#talk').waitFor()
      assert.doesNotMatch(await words(), digits)
      await chat.command('code')
      assert.equal((await words()).match(digits)![0], code)
    })

  it('without a script: not after so long a silence', async () => {
    const { page, chat } = await her.arrive({ ...phone, javaScriptEnabled: false })
    await page.goto(`${her.server.url}/?lang=en`)
    for (const answer of ['no', 'no', 'yes', 'self']) await chat.press(answer)
    await chat.command('code')
    await chat.press('skipped')
    assert.match(await page.locator('.issued').innerText(), digits)
    ahead = 6 * MINUTE
    await chat.press('yes')
    assert.doesNotMatch(await page.locator('body').innerText(), digits)
    await chat.command('code')
    assert.match(await page.locator('#log').innerText(), digits)
  })
})
