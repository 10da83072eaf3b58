import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { accessible, isWide, openBrowser, phone, shot, takeCase, textOf } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { askingPerson, caseOf, type DeskServer, logOf, startDesk } from '../desk-server.ts'

describe('web/console: a case changes hands, in a browser', () => {
  let browser: Browser
  let desk: DeskServer
  let pages: Page[]
  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(async () => {
    desk = await startDesk()
    pages = []
  })
  afterEach(async () => {
    for (const page of pages) await page.context().close()
    await desk.close()
  })

  async function signedIn(
    name: string,
    language: string,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const context = await browser.newContext({
      locale: language,
      viewport: { width: 1280, height: 900 },
      ...options,
    })
    const page = await context.newPage()
    pages.push(page)
    await page.goto(`${desk.newest()}&name=${name}&lang=${language}&role=caseworker`)
    return page
  }
  /** What stands behind the name in a colleague's title is not what is looked for. */
  const chooses = async (page: Page, name: string) => {
    const value = await page.locator('#to option', { hasText: `${name} ·` }).getAttribute('value')
    await page.selectOption('#to', value)
  }
  const look = async (page: Page, name: string) => {
    await shot(page, name)
    await accessible(page)
    assert.equal(await isWide(page), false, name)
  }

  it('is offered, announced, refused with a reason, offered again and accepted, live on both pages', async () => {
    const person = await askingPerson(desk.services, 'ar')
    const id = caseOf(person)
    const bertta = await signedIn('Bertta', 'fi', { ...phone, colorScheme: 'dark' })
    await signedIn('Cecilia', 'en')
    const aino = await signedIn('Aino', 'en')
    await aino.goto(`${desk.url}/console/cases/${id}`)
    await takeCase(aino)
    await aino.click('#transferring summary')
    await chooses(aino, 'Bertta')
    await aino.fill('#transferNote', 'She would rather speak Finnish.')
    await look(aino, 'desk-transfer')
    await aino.click('#do-transfer')
    await aino.locator('#do-withdraw').waitFor()
    await look(aino, 'desk-transfer-offered')

    await bertta.locator('#offers-title').waitFor()
    assert.match(await bertta.title(), /^\(1\) /)
    assert.match(await textOf(bertta.locator('#news')), /Tarjottu sinulle/)
    await look(bertta, 'desk-offer-queue-phone-dark')
    await bertta.click('#offers a')
    await bertta.click('#declining summary')
    await bertta.fill('#declineNote', 'Olen juuri lähdössä.')
    await look(bertta, 'desk-offer-phone-dark')
    await bertta.click('#do-decline')
    await aino.locator('#offer-ended').waitFor()
    assert.match(await textOf(aino.locator('#offer-ended')), /Bertta did not accept/)
    assert.match(await textOf(aino.locator('#notes-list')), /Not accepted/)

    await aino.click('#transferring summary')
    await chooses(aino, 'Bertta')
    await aino.fill('#transferNote', 'Please, after all.')
    await aino.click('#do-transfer')
    await bertta.locator('#do-accept').waitFor()
    await aino.fill('#text', 'Half a sen')
    await bertta.click('#do-accept')
    await bertta.locator('#text').waitFor()
    await aino.locator('#composer textarea[readonly]').waitFor()
    assert.equal(await aino.inputValue('#composer textarea'), 'Half a sen')
    assert.ok((await logOf(desk.services, person)).some(({ what }) => what === 'talk.changed'))
  })

  it('keeps what is being typed for a colleague while other things happen', async () => {
    const person = await askingPerson(desk.services)
    const aino = await signedIn('Aino', 'en')
    await aino.goto(`${desk.url}/console/cases/${caseOf(person)}`)
    await takeCase(aino)
    await aino.click('#releasing summary')
    await aino.fill('#releaseNote', 'Nearly written')
    await person.says('Hello')
    await aino.locator('#log .person').waitFor()
    assert.equal(await aino.inputValue('#releaseNote'), 'Nearly written')
    const { assignee } = (await desk.services.cases.get(caseOf(person)))!
    await desk.services.desk.release(caseOf(person), { id: assignee, name: '' })
    await aino.locator('#do-claim').waitFor()
    assert.equal(await aino.inputValue('#actions textarea[readonly]'), 'Nearly written')
  })

  for (const language of ['fi', 'sv', 'en'])
    it(`is given back with a reason on a phone without a script, in ${language}`, async () => {
      const person = await askingPerson(desk.services, 'en')
      const page = await signedIn('Aino', language, { ...phone, javaScriptEnabled: false })
      await page.goto(`${desk.url}/console/cases/${caseOf(person)}`)
      await page.click('#do-claim')
      await page.click('#releasing summary')
      await page.check('[name=to][value=queue]')
      await page.selectOption('#reason', 'skills')
      await page.fill('#releaseNote', 'x')
      await shot(page, `desk-release-phone-${language}`)
      await page.click('#do-release')
      await eventually(() => page.locator('#do-claim').isVisible())
      assert.equal((await desk.services.cases.get(caseOf(person)))!.talk, 'waiting')
    })
})
