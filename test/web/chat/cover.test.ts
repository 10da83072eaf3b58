import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { accessible, type Chat, isWide } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { visits } from '../../support/visits.ts'

/** A tall enough thing of each page to know it by. */
const CHAT = '#talk'
const COVER = '#cover'

describe('web/chat: a plain page in its place', () => {
  const her = visits()
  let page: Page
  let chat: Chat

  /** At the third question, then away and back, where the neutral screen stands. */
  async function open(language = 'en', word?: string): Promise<void> {
    const visit = await her.visit(language)
    page = visit.page
    chat = visit.chat
    await page.locator('html[data-script=on]').waitFor()
    await chat.press('no')
    await chat.press('no')
    if (word) {
      await page.locator('summary:has-text("More choices")').click()
      await page.locator('button[value=code]').first().click()
      for (const times of [1, 2]) {
        await eventually(
          async () => (await chat.question()) === ['control.word', 'control.wordAgain'][times - 1],
        )
        await page.locator('#text').fill(word)
        await page.locator('form:has(#text) button.main').click()
      }
      await eventually(async () => (await chat.question()) === 'control.second')
      await page.locator('button[value=skipped]').click()
      await eventually(async () => (await chat.question()) === 'consent.start')
    }
    await page.goto('about:blank')
    await page.goBack()
    await page.locator('#to-cover').click()
    await page.locator(COVER).waitFor()
  }
  const write = async (text: string) => {
    await page.locator('#cover input').fill(text)
    const [answer] = await Promise.all([
      page.waitForResponse('**/cover'),
      page.locator('#cover form button').click(),
    ])
    return answer.status()
  }
  const isCovered = async () => (await page.isVisible(COVER)) && !(await page.isVisible(CHAT))

  for (const language of ['en', 'fi', 'sv', 'ar', 'ru'])
    it(`shows this month and measures in ${language}, and fetches nothing`, async () => {
      await open(language)
      const fetched: string[] = []
      page.on('request', (request) => fetched.push(request.url()))
      const now = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', calendar: 'gregory' })
      assert.equal(await page.locator('#cover h1').textContent(), now.format(new Date()))
      assert.equal(await page.locator('#cover [aria-current=date]').count(), 1)
      await page.locator('#cover .turn button').last().click()
      assert.notEqual(await page.locator('#cover h1').textContent(), now.format(new Date()))
      await page.locator('#cover input').fill('10')
      assert.match((await page.locator('#cover output').textContent())!, /6[.,٫]21|٦٫٢١/)
      assert.deepEqual(fetched, [])
      assert.equal(await isWide(page), false)
      await accessible(page)
    })

  it('stands there after a reload, and the same mark leads back to the question', async () => {
    await open()
    await page.reload()
    await page.locator(COVER).waitFor()
    assert.ok(await isCovered())
    await page.click('#uncover')
    await page.locator(CHAT).waitFor()
    assert.equal(await chat.question(), 'consent.start')
    assert.equal(await page.isVisible(COVER), false)
  })

  it('hears danger in what is written there, keeps none of it, and shows nothing for other words', async () => {
    await open()
    assert.equal(await write('open it'), 204)
    assert.equal(await write('he is going to kill me'), 200)
    await page.locator('#cover output:has-text("112")').waitFor()
    assert.ok(await isCovered())
    await page.click('#uncover')
    await page.locator(CHAT).waitFor()
    assert.equal(await chat.question(), 'consent.start')
    assert.ok(!(await page.locator('#log').textContent())!.includes('kill'))
  })

  it('where she chose a word, only that leads back', async () => {
    await open('en', 'Blue teapot')
    await page.click('#uncover')
    assert.equal(await write('red teapot'), 204)
    assert.ok(await isCovered())
    await page.reload()
    await page.locator(COVER).waitFor()
    assert.equal(await write('I am in danger'), 200)
    await page.locator('#cover output:has-text("112")').waitFor()
    assert.equal(await write('blue teapot'), 200)
    await page.locator(CHAT).waitFor()
    assert.equal(await chat.question(), 'consent.start')
  })

  it('and after five wrong ones nothing does', async () => {
    await open('en', 'Blue teapot')
    for (const wrong of ['one tea', 'two teas', 'three teas', 'four teas', 'five teas', 'blue teapot'])
      assert.equal(await write(wrong), 204)
    assert.ok(await isCovered())
  })
})
