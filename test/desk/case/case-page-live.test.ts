import assert from 'node:assert/strict'
import type { Browser, BrowserContext } from 'playwright-core'
import { accessible, isWide, openBrowser, shot, takeCase, textOf } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('web/console: the case page in a browser', () => {
  let browser: Browser
  let desk: DeskServer
  let other: Client

  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
    other = await Client.signedIn(desk, 'Bertta')
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })

  async function arabic(): Promise<string> {
    const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
    await person.writes('نور الهدى')
    await person.picks('send')
    return caseOf(person)
  }
  async function sheet(options: Parameters<Browser['newContext']>[0] = {}) {
    const context: BrowserContext = await browser.newContext({ locale: 'fi-FI', ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    await page.goto(`${desk.newest()}&name=Aino`)
    return { page, context, complaints }
  }

  for (const [name, width, height, colorScheme] of [
    ['wide', 1280, 900, 'light'],
    ['dark', 1280, 900, 'dark'],
    ['phone', 360, 740, 'light'],
    ['400zoom', 320, 256, 'light'],
  ] as const)
    it(`breaks no rule of accessibility: ${name}`, async () => {
      const { page, context, complaints } = await sheet({ viewport: { width, height }, colorScheme })
      const look = async (what: string) => {
        await accessible(page)
        assert.equal(await isWide(page), false, what)
        await shot(page, `casepage-${what}-${name}`)
      }
      await sentApplication(desk.services)
      const id = await arabic()
      await page.goto(`${desk.url}/console/cases/${id}`)
      await page.click('#opening summary')
      await look('masked')
      await takeCase(page)
      await page.click('#to-answers-part')
      await page.locator('a[id="edit-identity.name"]').click()
      await page.fill('[name="a:identity.name"]', 'Noor al-Huda')
      await page.fill('#edit-note', 'Passista')
      await look('edit-text')
      await page.click('#edit button.main')
      await page.locator('text=Noor al-Huda').first().waitFor()
      for (const key of ['what.forms', 'identity.birth']) {
        await page.goto(`${desk.url}/console/cases/${id}/edit/${key}`)
        if (key === 'identity.birth') await page.fill('[name="a:identity.birth:year"]', '1999')
        await look(`edit-${key}`)
        await page.click('#edit button.main')
      }
      await page.locator('#answers').waitFor()
      await page.click('#unasked summary')
      await look('edited')
      const theirs = await arabic()
      await other.json('POST', `cases/${theirs}/claim`)
      await page.goto(`${desk.url}/console/cases/${theirs}`)
      await page.click('#opening summary')
      await page.check('[value=danger]')
      await page.fill('#words', 'Soitto päivystykseen')
      await page.click('#opening button')
      await page.click('#to-history')
      await page.locator('#access-grants li').waitFor()
      await look('opened')
      await page.goto(`${desk.url}/console/overview`)
      await look('overview')
      assert.deepEqual(complaints, [])
      await context.close()
    })

  it('is corrected by keyboard alone, without a script', async () => {
    const { page, context } = await sheet({ javaScriptEnabled: false })
    const id = await arabic()
    await page.goto(`${desk.url}/console/cases/${id}`)
    await page.focus('#do-claim')
    await page.keyboard.press('Enter')
    await page.click('#to-answers-part')
    await page.locator('a[id="edit-identity.age"]').focus()
    await page.keyboard.press('Enter')
    await page.locator('#edit').waitFor()
    await page.focus('[value=adult]')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Syntynyt 2010')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const row = page.locator('[id="answer-identity.age"]')
    await row.locator('.reading').waitFor()
    assert.match(await textOf(row), /Syntynyt 2010/)
    await row.locator('.undo button').focus()
    await page.keyboard.press('Enter')
    await row.locator('summary:has-text("Kaikki kirjaukset")').waitFor()
    assert.equal(await row.locator('.reading').count(), 0)
    // A long page does not begin again at its top.
    assert.ok(await row.evaluate((one) => one.getBoundingClientRect().top < innerHeight && scrollY > 0))
    await context.close()
  })

  it('hides by itself what the reader no longer may read', async () => {
    const { page, context } = await sheet()
    const id = await arabic()
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.locator('#text').fill('مرحبا')
    await page.click('.write button')
    await page.locator('#log li').waitFor()
    assert.match(await textOf(page.locator('main')), /نور الهدى/)
    assert.ok(await page.isVisible('#contacting'))
    const boss = await Client.signedIn(desk, 'Boss')
    assert.equal(
      (await boss.json('POST', `cases/${id}/release`, { others: true, reason: 'absent' })).status,
      200,
    )
    await page.locator('#masking-title').waitFor()
    await eventually(async () => !/نور الهدى|Hei/.test(await textOf(page.locator('main'))))
    assert.equal(await page.locator('#log li').count(), 0)
    assert.equal(await page.locator('#attempts').isVisible(), false)
    await context.close()
  })

  it('prints her own words and the entries in every script, and nothing to press', async () => {
    const { page, context } = await sheet()
    const id = await arabic()
    await page.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(page)
    await page.goto(`${desk.url}/console/cases/${id}/edit/identity.name`)
    await page.fill('[name="a:identity.name"]', 'Нур 努尔')
    await page.click('#edit button.main')
    await page.locator('.reading').waitFor()
    await page.emulateMedia({ media: 'print' })
    await shot(page, 'casepage-print')
    for (const words of ['نور الهدى', 'Нур 努尔']) assert.ok(await page.isVisible(`text=${words}`), words)
    const acts = ['.edit', '.undo', '.tools', '#unasked', '#same', '#composer', '#actions', '#contacting']
    for (const place of [...acts, 'header', '.alarm', '#parts'])
      for (const one of await page.locator(place).all()) assert.equal(await one.isVisible(), false, place)
    const pdf = await page.pdf({ format: 'A4' })
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-')
    assert.ok((pdf.toString('latin1').match(/\/Type ?\/Page\b/g) ?? []).length >= 1)
    await context.close()
  })
})
