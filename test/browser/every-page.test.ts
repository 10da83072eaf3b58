import assert from 'node:assert/strict'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { accessible, openBrowser } from '../support/browser.ts'
import { closes } from '../support/ended.ts'
import { type Running, startServer } from '../support/server.ts'
import { Person, walkTo } from '../support/talk.ts'

/** What is no page: answered as something else, or held open. A page named so would be seen below. */
const isPage = (type: string) => type.startsWith('text/html')

/** Pages by the server's own table of routes, so that a new one cannot be forgotten here. */
describe('every page there is', () => {
  let browser: Browser
  let server: Running
  /** Of somebody with every role, who has one case, closed another, and has not the third. */
  let worker: Awaited<ReturnType<BrowserContext['storageState']>>
  /** What stands for the places in an address; whatever else has a place must say here what goes there. */
  const places: Record<string, readonly string[]> = {}

  before(async () => {
    browser = await openBrowser()
    server = await startServer()
    const { desk } = server.services
    const asking = async (language: string) => {
      const person = await walkTo(new Person(server.services), language, 'what.forms')
      await person.command('human')
      return person.last.state.case!.id
    }
    const sent = async (language: string) => {
      const person = await walkTo(new Person(server.services), language, 'contact.way')
      await person.picks('viaCentre')
      await person.writes('Lammi')
      await person.writes('Noor')
      await person.send({ question: 'consent.askReferrer', value: ['yes'] })
      await person.picks('send')
      return person.last.state.case!.id
    }
    const page = await browser.newPage()
    await page.goto(printSignIn(server.services, server.url, () => {}).replace(/^Desk:\s*/, ''))
    worker = await page.context().storageState()
    const [me] = await server.services.workers.list(1)
    const mine = await sent('ar')
    const closed = await sent('fi')
    const ending = await sent('sv')
    for (const id of [mine, closed, ending]) await desk.claim(id, me!)
    await desk.message(mine, me!, { id: 'one', text: 'أهلا بكم.', language: 'ar' })
    await desk.note(mine, me!, { id: 'two', text: 'Muistiinpano' })
    await desk.request(mine, me!, { id: 'three', to: 'applicant', keys: ['where.when'] })
    const made = await desk.request(mine, me!, { id: 'four', to: 'referrer', keys: ['where.countries'] })
    await desk.remind(mine, me!, { id: 'five', text: 'Soita' }, { at: Date.now() })
    await closes(server.services, closed, me!, 'answered')
    await desk.close(ending, me!, { outcome: 'withdrawn' })
    // As many as statistics show.
    for (let n = 0; n < 5; n += 1) await sent(n % 2 ? 'sv' : 'ru')
    places['/console/cases/:id'] = [mine, closed, ending, await asking('ru')]
    places['/console/cases/:id/edit/:key'] = [mine]
    assert.ok(made.token)
    places['/r/:token'] = [made.token, 'nothing']
    await page.close()
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  /** Addresses of all pages, with every place filled. */
  function addresses(): string[] {
    const gets = server.routes.filter((route) => route.startsWith('GET ')).map((route) => route.slice(4))
    return gets.flatMap((path) => {
      if (!/[:*]/.test(path)) return [path]
      if (path.endsWith('*')) return [path.replace('*', 'nowhere')]
      const id = places['/console/cases/:id']![0]!
      const given = places[path] ?? [path.includes('/cases/:id') ? id : 'nothing']
      return given.map((one) => path.replace(/:(id|token)/, one).replace(':key', 'where.countries'))
    })
  }

  async function look(page: Page, path: string): Promise<void> {
    // What is folded away is part of the page.
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
      for (const one of document.querySelectorAll<HTMLElement>('.panel')) one.hidden = false
    })
    try {
      await accessible(page)
    } catch (error) {
      assert.fail(`${path}: ${(error as Error).message}`)
    }
    const wide = () =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    assert.equal(await wide(), false, `${path} is wider than the screen`)
  }

  async function walk(context: BrowserContext): Promise<string[]> {
    const page = await context.newPage()
    const seen: string[] = []
    for (const path of addresses()) {
      if (path.endsWith('/events')) continue
      const answer = await context.request.get(server.url + path, { maxRedirects: 0 })
      assert.ok(answer.status() < 500, path)
      if (!isPage(answer.headers()['content-type'] ?? '')) continue
      await page.goto(server.url + path, { waitUntil: 'domcontentloaded' })
      await look(page, path)
      seen.push(path)
    }
    await page.close()
    return seen
  }

  const looks = [
    [
      'on a phone in the dark',
      { locale: 'fi-FI', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
    ],
    ['on a wide screen', { locale: 'fi-FI', colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ] as const
  for (const [name, options] of looks) {
    it(`breaks no rule of accessibility, ${name}, signed in`, async () => {
      const context = await browser.newContext({ ...options, storageState: worker })
      const seen = await walk(context)
      // The walk found its way: a queue, a case, a correction, the statistics, the person's own page.
      for (const path of [
        '/',
        '/console',
        '/console/today',
        '/console/stats',
        '/console/audit',
        '/console/overview',
        '/console/agency',
        '/console/me',
      ])
        assert.ok(seen.includes(path), `${path} among ${seen.join(' ')}`)
      assert.equal(seen.filter((path) => path.startsWith('/console/cases/')).length, 6, seen.join(' '))
      await context.close()
    })

    it(`breaks none where nobody is signed in, ${name}`, async () => {
      const context = await browser.newContext(options)
      assert.ok((await walk(context)).includes('/console/sign-in'))
      await context.close()
    })
  }
})
