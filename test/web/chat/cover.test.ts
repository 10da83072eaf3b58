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
      await page.locator('button[value=code]:visible').click()
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
    await page.locator('#neutral [name=page]').click()
    await page.locator(COVER).waitFor()
  }
  /** The page tells the server on its own, too, that it is covered: the answer wanted is the one to these words. */
  const write = async (text: string) => {
    await page.locator('#cover input').fill(text)
    const [answer] = await Promise.all([
      page.waitForResponse(
        (one) =>
          one.url().endsWith('/cover') &&
          new URLSearchParams(one.request().postData() ?? '').get('text') === text,
      ),
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
      assert.equal(await page.title(), now.format(new Date()), 'what the tab is called')
      const { y, height } = (await page.locator('#uncover').boundingBox())!
      assert.ok(y + height < 100, 'the mark is in sight')
      assert.equal(await page.locator('#cover [aria-current=date]').count(), 1)
      await page.locator('#cover .turn button:not(#uncover)').last().click()
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
    assert.notEqual(await page.title(), 'Chat')
    await page.click('#uncover')
    await page.locator(CHAT).waitFor()
    assert.equal(await chat.question(), 'consent.start')
    assert.equal(await page.isVisible(COVER), false)
    assert.equal(await page.title(), 'Chat')
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

describe('web/chat: the plain page without a script', () => {
  const her = visits()
  const WORD = 'Blue teapot'

  /** Where nothing is asked because others see, and from there to the plain page, which leads back there. */
  async function open(language: string, word?: string) {
    const { page, chat } = await her.visit(language, { javaScriptEnabled: false })
    await chat.press('no')
    await chat.press('no')
    if (word) {
      await chat.command('code')
      for (const text of [word, word]) await chat.type(text)
      await chat.press('skipped')
    }
    await chat.command('stop')
    await page.locator('#talk button[name=page]').click()
    await page.locator('#cover').waitFor()
    const write = async (text: string) => {
      await page.locator('#cover input[name=text]').fill(text)
      await page.locator('#cover output ~ button, #cover select ~ button').click()
      await page.waitForLoadState('load')
    }
    return { page, chat, write }
  }
  const isCovered = async (page: Page) =>
    (await page.locator('#cover').count()) === 1 && (await page.locator('#talk').count()) === 0

  for (const language of ['en', 'fi', 'sv', 'ar', 'ru'])
    it(`shows a month and measures in ${language}, and after a reload too; the mark leads back`, async () => {
      const { page, chat, write } = await open(language)
      const named = () => page.locator('#cover h1').textContent()
      const now = new Intl.DateTimeFormat(language, {
        month: 'long',
        year: 'numeric',
        calendar: 'gregory',
        timeZone: 'Europe/Helsinki',
      })
      assert.equal(await named(), now.format(new Date()))
      assert.equal(await page.title(), await named(), 'what the tab is called')
      const { y, height } = (await page.locator('#uncover').boundingBox())!
      assert.ok(y + height < 100, 'the mark is in sight')
      assert.equal(await page.locator('#cover [aria-current=date]').count(), 1)
      await page.locator('#cover .turn button:not(#uncover)').last().click()
      await page.waitForLoadState('load')
      assert.notEqual(await named(), now.format(new Date()))
      await write('10')
      assert.match((await page.locator('#cover output').textContent())!, /6[.,٫]21|٦٫٢١/)
      assert.equal(await isWide(page), false)
      await page.reload()
      assert.ok(await isCovered(page))
      await page.locator('#uncover').click()
      await page.locator('#talk').waitFor()
      assert.equal(await chat.question(), 'control.paused')
    })

  it('hears danger, keeps none of what is written, and an earlier page sent again is the plain one', async () => {
    const { page, chat, write } = await open('en')
    await write('open it')
    assert.ok(await isCovered(page))
    await write('he is going to kill me')
    assert.match((await page.locator('#cover output').textContent())!, /112/)
    // As Back does where a browser sends an earlier page's answer again.
    const token = (await page.locator('#cover [name=token]').first().getAttribute('value'))!
    const again = await page.request.post(`${her.server.url}/`, { form: { token, command: 'refresh' } })
    assert.match(await again.text(), /id="cover"/)
    await page.locator('#uncover').click()
    await page.locator('#talk').waitFor()
    assert.equal(await chat.question(), 'control.paused')
    assert.doesNotMatch((await page.locator('#log').textContent())!, /kill|open it/)
  })

  it('where she chose a word only that leads back, and after five wrong ones nothing', async () => {
    const { page, chat, write } = await open('en', WORD)
    await page.locator('#uncover').click()
    await page.waitForLoadState('load')
    assert.ok(await isCovered(page))
    await write('red teapot')
    assert.ok(await isCovered(page))
    await write('blue teapot')
    await page.locator('#talk').waitFor()
    assert.equal(await chat.question(), 'control.paused')
    await page.locator('#talk button[name=page]').click()
    for (const wrong of ['one tea', 'two teas', 'three teas', 'four teas', 'five teas', WORD])
      await write(wrong)
    assert.ok(await isCovered(page))
    await write('I am in danger')
    assert.match((await page.locator('#cover output').textContent())!, /112/)
  })
})

describe('web/chat: the plain page by a word', () => {
  const her = visits()
  const words = { en: 'calendar', fi: 'kalenteri', sv: 'kalender', ar: 'تقويم', ru: 'календарь' }

  for (const [language, word] of Object.entries(words))
    for (const javaScriptEnabled of [true, false])
      it(`stands there once it is written, in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        await chat.press('no')
        await chat.press('no')
        await chat.write()
        await page.fill('#text', word)
        await page.locator('form:has(#text) button.main').click()
        await page.locator('#cover').waitFor()
        assert.equal(await page.isVisible('#talk'), false)
        await page.reload()
        await page.locator('#cover').waitFor()
        assert.equal(await page.isVisible('#talk'), false)
        await page.locator('#uncover').click()
        await page.locator('#talk').waitFor()
        assert.equal(await chat.question(), 'consent.start')
      })
})
