import assert from 'node:assert/strict'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Worker } from '../../../desk/worker.ts'
import { accessible, isWide, openBrowser, shot, takeCase } from '../../support/browser.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { askingPerson, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

/** What is looked at before anything is done, in CSS pixels from the top of the page. */
const FIRST = 700

describe('web/console: what matters of a case is on its first screen', () => {
  let browser: Browser
  let desk: DeskServer
  before(async () => {
    browser = await openBrowser()
    desk = await startDesk()
  })
  after(async () => {
    await browser.close()
    await desk.close()
  })

  /** Somebody who sent in Arabic and then asks to talk. */
  async function arabic(): Promise<string> {
    const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
    await person.writes('نور الهدى')
    await person.picks('send')
    await person.command('human')
    await person.says('هل يوجد أحد هنا؟')
    return caseOf(person)
  }

  const inFirst = (page: Page, places: readonly string[]) =>
    page.evaluate(
      ([all, first]) =>
        all.filter((place) => {
          const box = document.querySelector(place)?.getBoundingClientRect()
          return !box || box.height === 0 || box.bottom > first
        }),
      [places, FIRST] as const,
    )
  const who = ['h1', '[id="who-identity.name"]', '[id="who-identity.age"]', '[id="who-needs.help"]']
  const always = [...who, '#who-reach', '#parts a']

  for (const [name, options, talk] of [
    ['wide', { viewport: { width: 1366, height: 768 } }, ['#log li', '#talk-title']],
    [
      'wide-dark',
      { viewport: { width: 1366, height: 768 }, colorScheme: 'dark' },
      ['#log li', '#talk-title'],
    ],
    ['phone', { viewport: { width: 390, height: 844 } }, []],
    ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }, []],
  ] as [string, BrowserContextOptions, string[]][])
    it(`of an Arabic case, before and after it is taken, ${name}`, async () => {
      const context = await browser.newContext({ locale: 'fi-FI', ...options })
      const page = await context.newPage()
      await page.goto(`${desk.newest()}&name=Aino`)
      await page.goto(`${desk.url}/console/cases/${await arabic()}`)
      await page.locator('[data-script=on]').waitFor()
      await shot(page, `workspace-free-${name}`)
      assert.deepEqual(await inFirst(page, [...always, '#do-claim']), [])
      await takeCase(page)
      await page.evaluate(() => scrollTo(0, 0))
      await shot(page, `workspace-mine-${name}`)
      assert.deepEqual(await inFirst(page, [...always, '#transferring summary', ...talk]), [])
      await accessible(page)
      assert.equal(await isWide(page), false)
      await context.close()
    })

  /** Cases of every kind, with what else must be there beside who it is about. */
  const mine = async (id: string, me: Worker) => {
    await desk.services.desk.claim(id, me)
    return id
  }
  const sent = async (more: object = {}) => {
    const id = caseOf(await sentApplication(desk.services, 'ru'))
    await desk.services.cases.update(id, (now) => ({ ...now, ...more }))
    return id
  }
  const kinds: Record<string, [make: (me: Worker, other: Worker) => Promise<string>, places: string[]]> = {
    sent: [() => sent(), ['#who-reach', '#do-claim', '#contact-now h2', '#talk-title']],
    urgent: [() => sent({ urgent: 1 }), ['h1 .badge', '#who-reach', '#do-claim']],
    'waiting live': [
      async () => caseOf(await askingPerson(desk.services, 'ar')),
      ['#do-claim', '#talk-title'],
    ],
    'a referral': [
      async (me) => mine(await sent({ kind: 'referrer' }), me),
      ['#who-reach', '#transferring summary', '#contact-now h2', '#talk-title'],
    ],
    "a colleague's": [
      async (_, other) => mine(await sent(), other),
      ['#masking-title', '#who-reach', '#talk-title'],
    ],
    closed: [
      async (me) => {
        const id = await mine(await sent(), me)
        await desk.services.desk.close(id, me, { outcome: 'withdrawn' })
        return id
      },
      ['#gist-title'],
    ],
  }
  it('of a case of every kind, beside the list', async () => {
    const context = await browser.newContext({ locale: 'fi-FI', viewport: { width: 1366, height: 768 } })
    const page = await context.newPage()
    await page.goto(`${desk.newest()}&name=Aino`)
    await page.goto(`${desk.newest()}&name=Bertta`)
    const all = await desk.services.workers.list(20)
    const [me, other] = ['Bertta', 'Aino'].map((wished) => all.find(({ name }) => name === wished)!)
    for (const [kind, [make, places]] of Object.entries(kinds)) {
      await page.goto(`${desk.url}/console/cases/${await make(me!, other!)}`)
      await page.locator('[data-script=on]').waitFor()
      await page.evaluate(() => scrollTo(0, 0))
      const needed = ['#list .number', 'h1', '.identity', '#parts a', ...places]
      assert.deepEqual(await inFirst(page, needed), [], kind)
      assert.equal(await isWide(page), false, kind)
      await shot(page, `workspace-${kind.replaceAll(/\W/g, '-')}`)
    }
    await context.close()
  })
})
