import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { printSignIn } from '../../../desk/sign-in/by-address.ts'
import { accessible, openBrowser, phone, shot, takeCase, textOf } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { type Running, startServer } from '../../support/server.ts'
import { KEY, startTranslator } from '../../support/translator-server.ts'

/** A person and a worker, each in a real browser, on the whole program. */
describe('a talk in two browsers', () => {
  let browser: Browser
  let service: Awaited<ReturnType<typeof startTranslator>>
  let server: Running
  let theirs: BrowserContext
  let worker: Page
  const opened: BrowserContext[] = []

  before(async () => {
    browser = await openBrowser()
    service = await startTranslator()
  })
  after(async () => {
    await browser.close()
    await service.close()
  })
  beforeEach(async () => {
    server = await startServer({ TRANSLATOR_ENDPOINT: service.url, TRANSLATOR_KEY: KEY })
    theirs = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1280, height: 900 } })
    worker = await theirs.newPage()
    await worker.goto(printSignIn(server.services, server.url, () => {}))
  })
  afterEach(async () => {
    for (const one of [theirs, ...opened.splice(0)]) await one.close()
    await server.close()
  })

  async function person(language: string, more = {}): Promise<Page> {
    const context = await browser.newContext({ ...phone, ...more })
    opened.push(context)
    const page = await context.newPage()
    await page.goto(`${server.url}/?lang=${language}`)
    await page.click('button[value=no]')
    await page.locator('#talk[data-begun=yes]').waitFor()
    await page.locator('button[name=command][value=human]').first().click()
    await page.locator('#talk[data-open^=waiting]').waitFor()
    return page
  }
  async function claim(): Promise<string> {
    const [one] = await server.services.cases.list({ talk: 'waiting' }, 1)
    await worker.goto(`${server.url}/console/cases/${one!.id}`)
    await takeCase(worker)
    return one!.id
  }
  const write = async (page: Page, text: string) => {
    await page.fill('#text', text)
    await page.locator('form:has(#text) button.main').click()
  }
  const said = (page: Page, text: string) => page.locator('#log p', { hasText: text }).first().waitFor()
  const has = (page: Page, place: string, text: string | RegExp) =>
    eventually(async () => {
      const now = (await textOf(page.locator(place).last())).trim()
      return typeof text === 'string' ? now === text : text.test(now)
    })
  /** Types as somebody does, a letter now and then, until the other side is told of it. */
  const typesUntil = async (page: Page, told: Promise<unknown>) => {
    let over = false
    const done = told.finally(() => {
      over = true
    })
    while (!over) {
      await page.locator('#text').press('a')
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 700))])
    }
    await done
  }

  it('each sees how far the other has come, live, and what is typed leaves only when it is sent', async () => {
    const her = await person('en')
    const sent: string[] = []
    her.on('request', (request) => sent.push(request.postData() ?? ''))
    await claim()
    await her.locator('#talk[data-open^=claimed]').waitFor()
    await write(her, 'Are you there?')
    await said(worker, 'Are you there?')
    await has(her, '#mark', 'The worker has opened your last message.')
    await has(worker, '#her', 'Henkilöllä on sivu auki.')

    await her.fill('#text', 'SecretCanary')
    await typesUntil(her, has(worker, '#her', 'Henkilö kirjoittaa…'))
    await new Promise((resolve) => setTimeout(resolve, 500))
    assert.deepEqual(
      sent.filter((body) => body.includes('SecretCanary')),
      [],
    )
    assert.ok(
      sent.some((body) => /^token=[^&]+$/.test(body)),
      'only the token of her page',
    )
    await her.fill('#text', '')

    await worker.fill('#text', 'Olen')
    await typesUntil(worker, has(her, '#writing', 'The worker is writing…'))
    await has(her, '#writing-said', 'The worker is writing…')
    assert.equal(await her.locator('#log #writing').count(), 0, 'outside of the log')
    await write(worker, 'Olen täällä.')
    await said(her, 'Olen täällä.')
    await has(her, '#writing', '')
    await has(worker, '#log .worker .mark', 'näytetty henkilölle')
    await accessible(her)
    await accessible(worker)
    await her.close()
    await has(worker, '#her', 'Henkilöllä on sivu auki.')
  })

  for (const javaScriptEnabled of [true, false])
    it(`asks once more before letters go out that are not read there, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
      await person('ar')
      const id = await claim()
      const state = await theirs.storageState()
      const context = await browser.newContext({ locale: 'fi-FI', javaScriptEnabled, storageState: state })
      opened.push(context)
      worker = await context.newPage()
      await worker.goto(`${server.url}/console/cases/${id}`)
      const words = 'Oletko yksin nyt?'
      await worker.fill('#text', words)
      await worker.click('#write button.main')
      await worker.locator('#write .trouble', { hasText: 'Lukijan kieli on arabia' }).waitFor()
      assert.equal(await worker.inputValue('#text'), words)
      assert.equal(await worker.locator('#log .worker').count(), 0)
      if (javaScriptEnabled) await accessible(worker)
      await worker.check('#write [name=anyway]')
      await worker.click('#write button.main')
      await said(worker, words)
      assert.equal(await worker.locator('#write [name=anyway]').count(), 0)
    })

  it('a page of hers that is out of sight is given, and shows, nothing', async () => {
    const her = await person('en')
    const held = new Set<unknown>()
    her.on('request', (request) => request.url().endsWith('/live') && held.add(request))
    for (const over of ['requestfinished', 'requestfailed'] as const)
      her.on(over as 'requestfinished', (request) => held.delete(request))
    await claim()
    await her.locator('#talk[data-open^=claimed]').waitFor()
    await her.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true })
      Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })
      dispatchEvent(new Event('visibilitychange'))
    })
    // What is held for it already goes out; the next one is not asked for.
    await write(worker, 'First')
    await has(worker, '#log .worker .mark', /^(lähetetty|toimitettu)$/)
    await eventually(() => held.size === 0)
    await write(worker, 'Second')
    await said(worker, 'Second')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    assert.equal(held.size, 0)
    await has(worker, '#log .worker .mark', 'lähetetty')
  })

  for (const [name, script] of [
    ['with a script', true],
    ['without one', false],
  ] as const)
    it(`she is asked whether a machine may translate, says yes, reads both, and says no: ${name}`, async () => {
      service.asked.length = 0
      const her = await person('ar', { javaScriptEnabled: script })
      const look = () => (script ? Promise.resolve() : her.click('#refresh'))
      await claim()
      await look()
      await write(her, 'أنا بخير، رقمي 040 123 4567')
      await said(worker, 'أنا بخير')
      assert.equal(await worker.locator('form.translate').count(), 0)
      await worker.locator('#machine-note').waitFor()
      await worker.click('#phrasebook > summary')
      await worker.selectOption('#phrase', 'ask.machine')
      await worker.click('#send-phrase')
      if (!script) await said(worker, 'Saako tietokoneohjelma')
      await look()
      await her.click('#machine-yes')
      await her.locator('#consent-machine', { hasText: 'يمكن لبرنامج' }).waitFor()

      await worker.click('form.translate button')
      await worker.locator('#log .person .machine').waitFor()
      assert.match(await textOf(worker.locator('#log .person .made')), /Konekäännös · kielestä: arabia/)
      await worker.fill('#text', 'Hei, soitan sinulle huomenna.')
      await worker.selectOption('#language', 'fi')
      await worker.click('#draft')
      await worker.locator('#send-draft').waitFor()
      assert.equal(await worker.evaluate(() => document.activeElement?.id), 'draft-title')
      assert.deepEqual(await worker.locator('#drafted .said').allTextContents(), [
        'Hei, soitan sinulle huomenna.',
        '[ar] Hei, soitan sinulle huomenna.',
        '[fi] [ar] Hei, soitan sinulle huomenna.',
      ])
      await worker.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true
      })
      for (const [scheme, width] of [
        ['dark', 1280],
        ['light', 360],
        ['dark', 320],
      ] as const) {
        await worker.setViewportSize({ width, height: 800 })
        await worker.emulateMedia({ colorScheme: scheme })
        await accessible(worker)
        const wide = await worker.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        assert.equal(wide, false, `${width}`)
        if (script) await shot(worker, `talk-${scheme}-${width}`)
      }
      await worker.click('#send-draft button')
      await said(worker, 'Hei, soitan')
      assert.equal(await worker.inputValue('#text'), '')
      await look()
      const machine = her.locator('#log .machine')
      await machine.waitFor()
      assert.match(await textOf(machine.locator('.from')), /ترجمة آلية/)
      const [original, made] = [her.locator('#log .worker > p[lang=fi]').last(), machine.locator('p')]
      assert.equal(await textOf(original), 'Hei, soitan sinulle huomenna.')
      assert.equal(await made.getAttribute('lang'), 'ar')
      assert.ok((await original.boundingBox())!.y < (await made.boundingBox())!.y, 'the original comes first')
      if (script) {
        await accessible(her)
        await shot(her, 'her-machine-ar')
        await her.emulateMedia({ colorScheme: 'dark' })
        await accessible(her)
        await shot(her, 'her-machine-ar-dark')
      }
      const texts = service.texts().length
      await her.click('#machine-no')
      await her.locator('#consent-machine', { hasText: 'لا يترجم' }).waitFor()
      if (script) await worker.locator('#machine-note').waitFor()
      else await worker.reload()
      assert.equal(await worker.locator('#draft').count(), 0)
      assert.equal(service.texts().length, texts)
    })

  it('a contact outside of the talk is asked about, refused with the reason, and noted when it was allowed', async () => {
    await person('en')
    await claim()
    await worker.click('#contacting summary')
    await worker.selectOption('#way', 'email')
    await worker.click('#may')
    await has(worker, '#trouble', 'Henkilö ei ole antanut turvallista yhteydenottotapaa.')
    // What comes meanwhile is shown here too, and the page is not taken for a lost one.
    const her = opened.at(-1)!.pages()[0]!
    await write(her, 'I am here')
    await said(worker, 'I am here')
    assert.equal(await worker.isVisible('#lost'), false)
    await worker.emulateMedia({ colorScheme: 'dark' })
    await worker.setViewportSize({ width: 360, height: 740 })
    await accessible(worker)
    await shot(worker, 'contact-refused')
  })
})
