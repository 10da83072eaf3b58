import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { accessible, Chat, openBrowser, phone, type Steps, shot, textOf } from '../support/browser.ts'
import { herself, typed } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'

const nurse: Steps = [
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'referrer'],
  ['role.referrer', 'receptionCentre'],
]

const situation: Steps = [
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['eligibility.class', ['needsHelp']],
  ['what.forms', ['forcedMarriage']],
  ['where.places', ['abroad', 'onTheWay']],
  [
    'referral.observations',
    'Hakija on kertonut pelkäävänsä puolisoaan. Hän ei halua palata yhteiseen huoneeseen.',
  ],
  ['needs.help', ['safety', 'talking']],
]

/** From the first message to a caseworker's answer, as each kind of user would walk it. */
for (const [name, open] of Object.entries(storeSettings))
  describe(`the main job in a browser, on ${name}`, () => {
    let browser: Browser
    let store: StoreSetting
    let running: Running
    let desk: Page

    before(async () => {
      store = await open()
      running = await startProcess(store.env)
      browser = await openBrowser()
      desk = await (
        await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fi' })
      ).newPage()
      await desk.goto(running.desk)
    })
    after(async () => {
      await browser?.close()
      await running?.kill()
      await store?.close()
    })

    const visit = async (path: string, options = {}) => {
      const context = await browser.newContext({ ...phone, ...options })
      const page = await context.newPage()
      await page.goto(running.chat + path)
      return { chat: new Chat(page), page, context }
    }

    const opened = new Set<string>()
    /** Opens the case that was not in the queue before, wherever it stands there. */
    async function openCase(): Promise<void> {
      await desk.goto(`${running.chat}console`)
      const links = desk.locator('main a[href*="/console/cases/"]')
      const hrefs = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')!))
      const fresh = hrefs.filter((href) => !opened.has(href))
      assert.equal(fresh.length, 1)
      opened.add(fresh[0]!)
      await links.nth(hrefs.indexOf(fresh[0]!)).click()
      await desk.waitForURL(/\/console\/cases\//)
    }
    const submit = (action: string) => desk.locator(`form[action$="/${action}"] button`).first().click()
    /** Gives the case back to the bot, and says why. */
    async function giveBack(): Promise<void> {
      await desk.locator('#releasing > summary').click()
      await desk.locator('#releasing input[value=bot]').check()
      await desk.locator('#reason').selectOption('answered')
      await submit('release')
    }

    for (const javaScriptEnabled of [false, true]) {
      const how = javaScriptEnabled ? 'on' : 'off'
      it(`a person in Arabic on a phone, JavaScript ${how}, and a caseworker`, async () => {
        const { chat, page, context } = await visit('', { javaScriptEnabled, locale: 'ar' })
        await shot(page, `arabic-${how}-start`)
        assert.equal(await page.locator('html').getAttribute('dir'), 'rtl')
        await chat.walk(herself, typed)
        assert.equal(await chat.question(), 'control.review')
        await shot(page, `arabic-${how}-review`)
        // The page is the same with JavaScript off; axe itself needs it.
        if (javaScriptEnabled) await accessible(page)
        await chat.press('send')
        assert.equal(chat.messages, 14)
        assert.equal(await chat.question(), 'control.sent')
        await shot(page, `arabic-${how}-sent`)
        assert.deepEqual(await context.cookies(), [])

        await openCase()
        await shot(desk, `desk-arabic-${how}`)
        await accessible(desk)
        // Who it is stands there for whoever takes the case.
        assert.equal(await desk.getByText('نور').count(), 0)
        await submit('claim')
        await desk.getByText('نور').first().waitFor()
        await desk.locator('form[action$="/message"] textarea').fill('مرحبا، أنا موظف هنا. يمكنك الكتابة لي.')
        await submit('message')
        await eventually(async () => {
          if (!javaScriptEnabled) await page.locator('[value=refresh]').first().click()
          return (await textOf(page.locator('#log'))).includes('أنا موظف هنا')
        })
        await chat.type('شكرًا، أنا هنا')
        await eventually(async () => {
          if (!javaScriptEnabled) await desk.reload()
          return (await textOf(desk.locator('main'))).includes('شكرًا، أنا هنا')
        })
        await shot(page, `arabic-${how}-talk`)
        await shot(desk, `desk-talk-${how}`)
        // She waits for an answer: it is not for the bot.
        await desk.reload()
        await desk.click('#releasing summary')
        assert.ok(await desk.isDisabled('[name=to][value=bot]'))
        await desk.selectOption('#reason', 'answered')
        await submit('release')
        await context.close()
      })
    }

    it('a nurse of a reception centre refers with consent, in Finnish, in at most 18 messages', async () => {
      const { chat, page, context } = await visit('?lang=fi')
      await chat.walk(nurse)
      await chat.walk(
        [
          ['referrer.consent', 'yes'],
          ['referrer.basis', 'interpreter'],
          [
            'referrer.name',
            {
              'referrer.name': 'Sairaanhoitaja Salla Salo',
              'referrer.organisation': 'Esimerkin vastaanottokeskus',
              'referrer.contact': '050 000 0000',
            },
          ],
        ],
        typed,
      )
      await chat.walk(situation, typed)
      await chat.walk(
        [
          ['contact.way', 'viaCentre'],
          ['identity.name', 'Amal'],
        ],
        typed,
      )
      await shot(page, 'nurse-review')
      await accessible(page)
      await chat.press('send')
      assert.ok(chat.messages <= 18, `${chat.messages} messages`)
      await openCase()
      await submit('claim')
      await desk.getByText('Amal').first().waitFor()
      assert.match(await textOf(desk.locator('main')), /Amal[\s\S]*Salla Salo|Salla Salo[\s\S]*Amal/)
      await shot(desk, 'desk-nurse')
      await giveBack()
      await context.close()
    })

    it('the same nurse without consent: an anonymous consultation, and no identity anywhere', async () => {
      const { chat, page, context } = await visit('?lang=fi')
      await chat.walk(nurse)
      await chat.press('no')
      assert.equal(await chat.question(), 'referrer.contact')
      await chat.press('skipped')
      await chat.walk(situation, typed)
      assert.equal(await chat.question(), 'control.review')
      const review = await textOf(page.locator('.rows'))
      await chat.press('send')
      await shot(page, 'nurse-anonymous-sent')
      await openCase()
      await submit('claim')
      await desk.locator('#releasing').waitFor()
      const shown = await textOf(desk.locator('main'))
      for (const label of ['Nimi', 'Yhteystieto']) assert.ok(!review.includes(label), label)
      assert.ok(!shown.includes('Amal'))
      await shot(desk, 'desk-anonymous')
      await giveBack()
      await context.close()
    })

    for (const javaScriptEnabled of [false, true])
      it(`a reload shows where she is and asks nothing twice, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { chat, page, context } = await visit('?lang=en', { javaScriptEnabled })
        await chat.walk(herself.slice(0, 8))
        const said = await page.locator('#log li.person').count()
        await page.reload()
        // A script asks for the conversation before anything is shown.
        await page.locator('#talk[data-begun=yes]').waitFor()
        assert.equal(await chat.question(), herself[8]![0])
        assert.equal(await page.locator('#log li.person').count(), said)
        await context.close()
      })

    it('a person of 16 applies herself, in Russian', async () => {
      const { chat, page, context } = await visit('?lang=ru')
      await chat.walk(herself.slice(0, 5))
      await chat.press('15to17')
      assert.match(await textOf(page.locator('#log')), /15/)
      await shot(page, 'russian-16')
      await chat.walk(herself.slice(6), typed)
      await chat.press('send')
      assert.equal(await chat.question(), 'control.sent')
      await context.close()
    })

    it('quick exit by Shift three times leaves nothing: the page is gone, and Back shows nothing of it', async () => {
      const { chat, page, context } = await visit('?lang=en')
      await context.route('https://www.ilmatieteenlaitos.fi/**', (route) =>
        route.fulfill({ body: 'weather', contentType: 'text/html' }),
      )
      await chat.press('no')
      await page.locator('html[data-script=on]').waitFor()
      for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift')
      await page.waitForURL(/ilmatieteenlaitos/)
      await page.goBack().catch(() => null)
      // What is rendered, and in small letters: the page writes it with capitals.
      assert.doesNotMatch(await page.locator('body').innerText(), /trafficking|program|emergency/i)
      assert.deepEqual(await context.cookies(), [])
      await context.close()
    })

    it('dark mode, 200 % zoom and a narrow screen keep every page usable', async () => {
      const { chat, page, context } = await visit('?lang=fi', {
        colorScheme: 'dark',
        viewport: { width: 320, height: 640 },
      })
      await chat.walk(herself.slice(0, 7))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      assert.equal(wide, false)
      await accessible(page)
      await shot(page, 'dark-narrow')
      await context.close()
    })
  })
