import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { accessible, Chat, isWide, openBrowser, phone, shot, takeCase } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, startServer } from '../support/server.ts'
import { Person, walkTo } from '../support/talk.ts'

describe('more information, in a browser', () => {
  let browser: Browser
  let server: Running
  let context: BrowserContext
  let worker: Page
  let id: string

  before(async () => {
    browser = await openBrowser()
    server = await startServer()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1280, height: 900 } })
    worker = await context.newPage()
    const printed: string[] = []
    printSignIn(server.services, server.url, (line) => printed.push(line))
    await worker.goto(`${printed[0]!.replace('Desk:', '').trim()}&name=Aino`)
  })
  afterEach(() => context.close())

  /** A sent application at a reception centre, taken by the worker. */
  async function taken(): Promise<Person> {
    const person = await walkTo(new Person(server.services), 'ar', 'contact.way')
    await person.picks('viaCentre')
    await person.writes('لامي')
    await person.writes('نور')
    await person.send({ question: 'consent.askReferrer', value: ['yes'] })
    await person.picks('send')
    id = person.last.state.case!.id
    await worker.goto(`${server.url}/console/cases/${id}`)
    await takeCase(worker)
    return person
  }

  async function ask(to: string, ...keys: string[]): Promise<void> {
    await worker.click('#to-tasks-part')
    await worker.click(`#ask-${to} > summary`)
    for (const key of keys) await worker.check(`#ask-${to} [name="key:${key}"]`)
    await worker.click(`#do-ask-${to}`)
  }

  it('is asked live in her language, and answered row by row in the worker’s', async () => {
    const hers = await browser.newContext({ ...phone, locale: 'ar' })
    const page = await hers.newPage()
    await page.goto(`${server.url}/?lang=ar`)
    const chat = new Chat(page)
    await chat.walk(
      [
        ...([
          ['safety.seen', 'no'],
          ['safety.danger', 'no'],
          ['consent.start', 'yes'],
          ['role.who', 'self'],
          ['where.inFinland', 'yes'],
          ['identity.age', 'adult'],
          ['what.forms', ['labour']],
          ['where.places', ['finland']],
          ['needs.help', ['legal']],
          ['contact.way', 'viaCentre'],
          ['contact.value', 'لامي'],
          ['identity.name', 'نور'],
          ['control.review', 'send'],
        ] as const),
      ].map(([key, given]) => [key, given as string | string[]] as const),
      new Set(['contact.value', 'identity.name']),
    )
    await eventually(async () => (await server.services.cases.list({ application: 'sent' }, 10)).length > 0)
    id = (await server.services.cases.list({ application: 'sent' }, 10))[0]!.id
    await worker.goto(`${server.url}/console/cases/${id}`)
    await takeCase(worker)
    await worker.click('#to-tasks-part')
    await worker.click('#ask-applicant > summary')
    await accessible(worker)
    await shot(worker, 'request-form')
    await worker.check('#ask-applicant [name="key:where.countries"]')
    await worker.check('#ask-applicant [name="key:where.when"]')
    await worker.click('#do-ask-applicant')
    await worker.locator('.request').waitFor()
    // By itself, without her doing anything.
    await page.locator('[name=question][value="where.countries"]').first().waitFor({ state: 'attached' })
    await accessible(page)
    await shot(page, 'request-asked-ar')
    await page.locator('#text').fill('المغرب')
    await page.locator('form.ask button.main').click()
    await page.locator('button[value=ongoing]').click()
    await page.locator('[name=question][value="control.handIn"]').first().waitFor({ state: 'attached' })
    await accessible(page)
    await shot(page, 'request-hand-in-ar')
    await page.locator('button[value=yes]').click()
    await worker.locator('#answers', { hasText: 'المغرب' }).waitFor({ state: 'attached' })
    await accessible(worker)
    await shot(worker, 'request-answered-fi')
    await hers.close()
  })

  for (const scheme of ['light', 'dark'] as const)
    it(`shows a referrer the questions, ${scheme}, on a phone, in Arabic, without a script`, async () => {
      await taken()
      await ask('referrer', 'where.when', 'where.countries', 'needs.help', 'identity.birth')
      await accessible(worker)
      await shot(worker, `request-link-${scheme}`)
      const link = await worker.inputValue('#made-link')
      const theirs = await browser.newContext({
        ...{ ...phone, locale: 'ar', colorScheme: scheme, javaScriptEnabled: false },
      })
      // Axe itself needs a script: the same page beside the one that has none.
      const checked = await browser.newContext({ ...phone, locale: 'ar', colorScheme: scheme })
      const [page, seen] = [await theirs.newPage(), await checked.newPage()]
      await page.goto(link)
      await seen.goto(link)
      assert.equal(await seen.evaluate(() => document.documentElement.dir), 'rtl')
      await accessible(seen)
      assert.equal(await isWide(seen), false)
      await shot(page, `referrer-ar-${scheme}`)
      await seen.locator('[name="a:identity.birth:day"]').fill('31')
      await seen.locator('[name="a:where.countries"]').fill('المغرب <b>')
      await seen.keyboard.press('Tab')
      await seen.locator('button.main').click()
      await seen.locator('.trouble').waitFor()
      await accessible(seen)
      assert.equal(await isWide(seen), false)
      assert.equal(await seen.inputValue('[name="a:where.countries"]'), 'المغرب <b>')
      await seen.click('.trouble a')
      assert.equal(await seen.evaluate(() => document.activeElement?.id), 'f-identity.birth-day')
      await shot(seen, `referrer-trouble-ar-${scheme}`)
      await page.locator('[name="a:where.countries"]').fill('المغرب')
      await page.locator('[name="a:needs.help:legal"]').check()
      await page.locator('button.main').click()
      await shot(page, `referrer-thanks-${scheme}`)
      await seen.goto(link)
      await accessible(seen)
      await worker.goto(`${server.url}/console/cases/${id}`)
      await worker.click('#to-answers-part')
      await worker.locator('.other').first().waitFor()
      await accessible(worker)
      await shot(worker, `request-sources-${scheme}`)
      await theirs.close()
      await checked.close()
    })

  it('keeps a half-filled request while she sends something new', async () => {
    const person = await taken()
    await worker.click('#to-tasks-part')
    await worker.click('#ask-authority > summary')
    await worker.selectOption('#request-authority', 'police')
    await worker.fill('#request-name', 'Helsingin pol')
    await worker.check('[name=basis][value=act746s58]')
    await worker.check('#ask-authority [name="key:needs.crime"]')
    await worker.focus('#request-name')
    const version = () => worker.getAttribute('#requests-ask', 'data-version')
    const before = await version()
    const me = { id: (await server.services.cases.get(id))!.assignee, name: 'Aino' }
    await server.services.desk.request(id, me, { id: 'other', to: 'applicant', keys: ['where.countries'] })
    await person.send({ question: 'where.countries', text: 'المغرب' })
    await person.picks('yes')
    await eventually(async () => (await version()) !== before)
    assert.equal(await worker.inputValue('#request-authority'), 'police')
    assert.equal(await worker.inputValue('#request-name'), 'Helsingin pol')
    assert.equal(await worker.evaluate(() => document.activeElement?.id), 'request-name')
    for (const box of ['[name=basis][value=act746s58]', '#ask-authority [name="key:needs.crime"]'])
      assert.ok(await worker.isChecked(box), box)
    assert.equal(await worker.isChecked('#ask-authority [name="key:where.when"]'), false)
  })

  it('prints every agreement on the meeting, also those that are collapsed', async () => {
    await taken()
    for (const place of ['Joutseno', 'Lahti']) {
      await worker.click('#to-tasks-part')
      await worker.click('#meeting-write > summary')
      await worker.fill('#meeting-place', place)
      await worker.click('#do-meeting')
      await worker.locator('#meeting-agreed', { hasText: place }).waitFor()
    }
    const seen = () => worker.locator('#meeting-agreed').innerText()
    assert.doesNotMatch(await seen(), /Joutseno/)
    await worker.emulateMedia({ media: 'print' })
    assert.match(await seen(), /Lahti.*Joutseno/s)
  })

  it('keeps what an authority says, and the joint meeting, on a phone in the dark too', async () => {
    await taken()
    await worker.click('#to-tasks-part')
    await worker.click('#ask-authority > summary')
    await worker.selectOption('#request-authority', 'police')
    await worker.check('[name=basis][value=act615s13]')
    await worker.check('#ask-authority [name="key:needs.crime"]')
    await worker.check('#ask-authority [name="key:where.when"]')
    await accessible(worker)
    await shot(worker, 'request-authority')
    await worker.click('#do-ask-authority')
    await worker.click('[id^=record-] > summary')
    await worker.fill('[name=on]', '2026-11-20')
    await worker.check('[name="a:needs.crime"][value=reported]')
    await accessible(worker)
    await shot(worker, 'request-record')
    await worker.click('[id^=record-] button.main')
    await worker.click('#to-tasks-part')
    await worker.click('#meeting-write > summary')
    await worker.fill('#meeting-date', '2026-12-03')
    await worker.fill('#meeting-time', '13:30')
    await worker.fill('#meeting-place', 'Joutsenon vastaanottokeskus')
    await worker.selectOption('#meeting-interpreter', 'booked')
    await worker.selectOption('[name="who:legal"]', 'nas')
    await worker.selectOption('[name="who:healthServices"]', 'centre')
    await accessible(worker)
    await shot(worker, 'meeting-form')
    await worker.click('#do-meeting')
    await worker.locator('#meeting-agreed', { hasText: 'Joutsenon' }).waitFor()
    await worker.setViewportSize({ width: 320, height: 740 })
    await worker.emulateMedia({ colorScheme: 'dark' })
    await worker.click('#to-tasks-part')
    await worker.click('#meeting-write > summary')
    await worker.click('#ask-authority > summary')
    await accessible(worker)
    assert.equal(await isWide(worker), false)
    await shot(worker, 'meeting-phone-dark')
    await worker.emulateMedia({ media: 'print', colorScheme: 'light' })
    await shot(worker, 'meeting-print')
  })
})
