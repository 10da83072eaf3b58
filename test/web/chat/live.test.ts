import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Browser, devices, type Page } from 'playwright-core'
import { early } from '../../../web/chat/early.ts'
import { chatAnswer, chatPage } from '../../../web/chat/page.ts'
import type { ChatView } from '../../../web/chat/view.ts'
import { openBrowser } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { asks, bubble, t, view, views } from './views.ts'

const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
const earlyHash = `'sha256-${createHash('sha256').update(early).digest('base64')}'`
const policy = `default-src 'none'; script-src 'self' ${earlyHash}; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

interface Got {
  path: string
  body: URLSearchParams
}

/** Sheets that go out as one. */
const first = ['tokens.css', 'chat/chat.css']
const joined: Record<string, string[]> = { 'chat.css': first, 'later.css': [...first, 'chat/later.css'] }

/** A server that answers as the real one promises to; a test decides what, and whether at all. */
class Stage {
  now: ChatView = view()
  status = 200
  headers: Record<string, string> = {}
  got: Got[] = []
  server: Server
  private waiting: (() => void)[] = []

  constructor() {
    this.server = createServer(async (request, response) => {
      const [, name = '', kind = ''] = /^\/(?:(\w+\.(\w+)))?/.exec(request.url!) ?? []
      response.setHeader('Cache-Control', 'no-store')
      if (types[kind]) {
        response.setHeader('Content-Type', types[kind])
        const source = (path: string) =>
          readFileSync(new URL(`../../../web/${path}`, import.meta.url), 'utf8')
        if (name === 'send.js') return response.end(source(name))
        return response.end((joined[name] ?? [`chat/${name}`]).map(source).join(''))
      }
      if (request.method === 'POST') await this.note(request)
      if (request.url === '/live') await new Promise<void>((done) => this.waiting.push(done))
      if (request.url === '/elsewhere') return response.end('<p>Sunny')
      if (request.url === '/exit') {
        response.writeHead(303, { Location: '/elsewhere' })
        return response.end()
      }
      response.writeHead(this.status, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policy,
        ...this.headers,
      })
      const live = request.headers['x-live'] as string | undefined
      response.end(live ? chatAnswer(this.now, live) : chatPage(this.now))
    }).listen(0)
  }

  private async note(request: IncomingMessage) {
    this.got.push({ path: request.url!, body: new URLSearchParams(await text(request)) })
  }

  posts = (path = '/') => this.got.filter((one) => one.path === path).map(({ body }) => body)
  /** What was sent, each time, with the id it had. */
  sent = () => this.posts().map((body) => [body.get('message'), body.get('text')])
  /** Answers whoever listens. */
  push(next: ChatView) {
    this.now = next
    for (const done of this.waiting.splice(0)) done()
  }
  get address() {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/`
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('web/chat: live in a browser', () => {
  let browser: Browser
  let stage: Stage
  let page: Page
  let noise: string[]

  before(async () => {
    browser = await openBrowser()
  })
  after(() => browser.close())
  beforeEach(() => {
    stage = new Stage()
    noise = []
  })
  afterEach(async () => {
    await page.context().close()
    stage.server.closeAllConnections()
    stage.server.close()
  })

  async function open(now: ChatView, scripted = true) {
    stage.now = { ...now, exitUrl: '/elsewhere' }
    const context = await browser.newContext({
      javaScriptEnabled: scripted,
      viewport: { width: 360, height: 740 },
    })
    page = await context.newPage()
    page.on('console', (message) => noise.push(message.text()))
    page.on('pageerror', (error) => noise.push(error.message))
    await page.goto(stage.address)
  }

  const next = (more: Partial<ChatView>) => view({ message: 'message-2', token: 'token-2', ...more })
  const focused = () => page.evaluate(() => document.activeElement?.id)
  const listening = () => eventually(() => stage.posts('/live').length > 0)
  const entries = () => page.evaluate(() => history.length)

  it('answers without a page load or anything kept, a new question one more entry of the same name', async () => {
    await open(views.choice!)
    const length = await entries()
    stage.now = next({ ask: asks.date })
    await page.click('button[value=finland]')
    await page.waitForSelector('input[name=year]')
    const [body] = stage.posts()
    assert.deepEqual(
      [...body!].sort(),
      Object.entries({
        token: 'token-1',
        message: 'message-1',
        question: 'where.places',
        value: 'finland',
      }).sort(),
    )
    assert.equal(await entries(), length + 1)
    assert.deepEqual([page.url(), await page.title()], [stage.address, 'Chat'])
    assert.equal(await focused(), 'latest')
    assert.equal(await page.inputValue('#leave [name=token]'), 'token-2')
    assert.deepEqual(
      await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]),
      ['', 0, 0],
    )
    assert.deepEqual(noise, [])
  })

  it('sends several ticks, and says when nothing is chosen', async () => {
    await open(views.many!)
    await page.click('.ask button.main')
    assert.ok(await page.isVisible('#empty'))
    for (const tick of await page.locator('input[type=checkbox]').all()) await tick.check()
    await page.click('.ask button.main')
    await page.waitForFunction(() => document.activeElement?.id === 'latest')
    assert.deepEqual(stage.posts()[0]!.getAll('value'), ['finland', 'abroad'])
    assert.equal(stage.posts().length, 1)
  })

  it('keeps her words when sending fails, and sends the same message again', async () => {
    await open(views.text!)
    stage.status = 503
    await page.fill('#text', 'My words')
    await page.click('.ask button.main')
    await page.waitForSelector('#offline:visible')
    assert.equal(await page.inputValue('#text'), 'My words')
    await page.click('#retry')
    await page.waitForFunction(() => !document.querySelector('[aria-busy]'))
    await page.fill('#text', 'Other words')
    stage.status = 200
    stage.now = next({ ask: asks.choice })
    await page.click('#retry')
    await page.waitForSelector('button[value=finland]')
    const sent = stage.sent()
    assert.deepEqual(sent, [
      ['message-1', 'My words'],
      ['message-1', 'My words'],
      ['message-1.1', 'Other words'],
    ])
  })

  it('sends the same again by itself where the server is there and cannot just now', async () => {
    await open(views.text!)
    stage.status = 503
    stage.headers = { 'Retry-After': '1' }
    await page.fill('#text', 'My words')
    await page.click('.ask button.main')
    await eventually(() => stage.posts().length === 2)
    assert.equal(await page.isVisible('#offline'), false)
    assert.equal(await page.inputValue('#text'), 'My words')
    stage.status = 200
    stage.now = next({ ask: asks.choice })
    await page.waitForSelector('button[value=finland]')
    const sent = stage.sent()
    assert.deepEqual([...new Set(sent.map(String))], ['message-1,My words'])
  })

  it('says what to do where too much came, with the numbers, and gives her words back', async () => {
    await open(views.text!)
    stage.status = 429
    stage.headers = { 'Retry-After': '60' }
    stage.now = next({ state: 'down', busy: Date.now(), unsent: 'My words', message: 'message-1' })
    await page.fill('#text', 'My words')
    await page.click('.ask button.main')
    await page.waitForSelector('.notice')
    assert.equal(await page.inputValue('#text'), 'My words')
    assert.ok(await page.isVisible('.notice a[href="tel:112"]'))
    stage.status = 200
    stage.now = next({ ask: asks.choice })
    await page.click('#talk form button.main')
    await page.waitForSelector('button[value=finland]')
    const sent = stage.sent()
    assert.deepEqual(sent, [
      ['message-1', 'My words'],
      ['message-1', 'My words'],
    ])
  })

  it('listens on where it was told to wait, and no sooner', async () => {
    await open(views.waiting!)
    await listening()
    stage.status = 429
    stage.headers = { 'Retry-After': '2' }
    const told = performance.now()
    stage.push(view({ state: 'waiting' }))
    await eventually(() => stage.posts('/live').length === 2)
    assert.ok(performance.now() - told >= 2000)
    stage.status = 200
    stage.push(view({ state: 'waiting', seq: 9, bubbles: [bubble('worker', 'Hello, I am here.')] }))
    await page.waitForSelector('text=Hello, I am here.')
  })

  it('sends once, however often the button is pressed', async () => {
    await open(views.choice!)
    await page.evaluate(() => {
      const button = document.querySelector<HTMLButtonElement>('button[value=finland]')!
      for (let times = 0; times < 5; times++) button.click()
    })
    await page.waitForFunction(() => document.activeElement?.id === 'latest')
    assert.equal(stage.posts().length, 1)
  })

  it('shows what comes by itself without touching what she is writing', async () => {
    await open(views.claimed!)
    await page.fill('#text', 'Half a sent')
    await listening()
    const { bubbles } = views.claimed!
    stage.push(view({ ...views.claimed!, bubbles: [...bubbles, bubble('worker', 'Are you safe?')], seq: 9 }))
    await page.waitForSelector('text=Are you safe?')
    assert.equal(await page.inputValue('#text'), 'Half a sent')
    assert.equal(await focused(), 'text')
    await page.keyboard.type('ence')
    stage.now = next({ state: 'claimed', seq: 10 })
    await page.click('.composer button')
    await page.waitForFunction(() => !(document.querySelector('#text') as HTMLTextAreaElement).value)
    assert.equal(stage.posts()[0]!.get('text'), 'Half a sentence')
    assert.equal(await focused(), 'text')
    assert.equal(stage.posts('/live')[0]!.get('seq'), '3')
  })

  it('carries half a sentence over when a worker joins', async () => {
    await open(views.text!)
    await page.fill('#text', 'Half')
    await listening()
    stage.push(next({ state: 'claimed', bubbles: [...view().bubbles, bubble('worker', 'Hello')], seq: 9 }))
    await page.waitForSelector('text=Write to the worker')
    assert.equal(await page.inputValue('#text'), 'Half')
    assert.equal(await focused(), 'text')
    assert.equal(await page.inputValue('#leave [name=token]'), 'token-2')
  })

  it('keeps ticks and words when she only asks for help', async () => {
    await open(views.many!)
    await page.check('input[value=abroad]')
    await page.click('#write')
    await page.fill('#text', 'Half')
    await page.click('summary:has-text("More choices")')
    stage.now = next({ ask: asks.many })
    await page.click('button[value=help]')
    await page.waitForSelector('[value=message-2]', { state: 'attached' })
    assert.ok(await page.isChecked('input[value=abroad]'))
    assert.equal(await page.inputValue('#text'), 'Half')
    assert.ok(await page.isVisible('#text'), 'what she began to write is folded away')
  })

  it('changes the frame with the language', async () => {
    await open(views.start!)
    stage.now = views['right to left']!
    await page.click('button[value=ar]')
    await page.waitForSelector('html[lang=ar][dir=rtl]')
    assert.match(String(await page.textContent('header button')), /نص/)
    assert.deepEqual(noise, [])
  })

  it('stops listening when it is told so', async () => {
    await open(views.claimed!)
    stage.status = 404
    await listening()
    stage.push(views.gone!)
    await page.waitForTimeout(2500)
    assert.equal(stage.posts('/live').length, 1)
  })

  for (const [way, act] of [
    ['the button', () => page.click('.leave')],
    [
      'Shift three times',
      async () => {
        for (let at = 0; at < 3; at++) await page.keyboard.press('Shift')
      },
    ],
  ] as const) {
    it(`leaves by ${way}: nothing on the screen, the server told, no way back`, async () => {
      await open(views.claimed!)
      const length = await entries()
      await act()
      await page.waitForURL('**/elsewhere')
      assert.equal(await entries(), length)
      assert.equal(stage.posts('/exit')[0]!.get('token'), 'token-1')
      await page.goBack()
      assert.doesNotMatch(page.url(), /localhost/)
    })
  }

  it('does all this without a script: answers, lands on the newest, and leaves', async () => {
    await open(views.choice!, false)
    stage.now = next({ ask: asks.text })
    await page.click('button[value=finland]')
    await page.waitForURL('**/#latest')
    await page.waitForSelector('#question')
    assert.equal(stage.posts()[0]!.get('value'), 'finland')
    await page.click('.leave')
    await page.waitForURL('**/elsewhere')
    assert.equal(stage.posts('/exit')[0]!.get('token'), 'token-2')
  })

  for (const [name, one] of Object.entries(views)) {
    it(`${name}: nothing for axe to report, light or dark, and nothing wider than a small phone`, async () => {
      await open(one)
      await page.setViewportSize({ width: 320, height: 640 })
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320)
      await page.evaluate(axe)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const found = await page.evaluate<string[]>(
          'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id }) => id))',
        )
        assert.deepEqual(found, [])
      }
    })
  }

  it('keeps the way out in sight, also where there is little height', async () => {
    await open(views.review!)
    for (const height of [740, 300]) {
      await page.setViewportSize({ width: 320, height })
      await page.evaluate("document.getElementById('page').scrollTo(0, 600)")
      const box = await page.locator('.leave').boundingBox()
      assert.ok(box && box.y >= 0 && box.y < 40, JSON.stringify(box))
    }
  })

  describe('Shift three times', () => {
    const shifts = async (times: number) => {
      for (let at = 0; at < times; at++) await page.keyboard.press('Shift')
    }
    const dots = () => page.getAttribute('#leave', 'data-shift')

    it('is told of where there is likely a keyboard, and not on a phone', async () => {
      await open(views.claimed!)
      assert.ok(await page.locator('.keys').isVisible())
      await page.context().close()
      const context = await browser.newContext({ ...devices['Pixel 5'] })
      page = await context.newPage()
      await page.goto(stage.address)
      await page.locator('[data-script=on]').waitFor()
      assert.ok(!(await page.locator('.keys').isVisible()))
    })

    it('counts only when nothing else is pressed between', async () => {
      await open(views.claimed!)
      await page.focus('#text')
      for (const key of ['Shift', 'A', 'Shift', 'B', 'Shift', 'C', 'Shift+D', 'Shift+E', 'Shift+F'])
        await page.keyboard.press(key)
      assert.ok(await page.isVisible('#text'))
      assert.equal(await dots(), '0')
    })

    for (const other of ['Alt', 'Control', 'Meta'])
      it(`is another thing with ${other} held, or pressed while Shift is`, async () => {
        await open(views.claimed!)
        await page.keyboard.down(other)
        await shifts(3)
        await page.keyboard.up(other)
        for (let at = 0; at < 3; at++) {
          await page.keyboard.down('Shift')
          await page.keyboard.press(other)
          await page.keyboard.up('Shift')
        }
        assert.ok(await page.isVisible('#text'))
        assert.equal(stage.posts('/exit').length, 0)
      })

    it('counts a key that is held once', async () => {
      await open(views.claimed!)
      for (let at = 0; at < 5; at++) await page.keyboard.down('Shift')
      await page.keyboard.up('Shift')
      assert.equal(await dots(), '1')
      assert.ok(await page.isVisible('#text'))
    })

    it('shows and says how far it is, and begins anew after five seconds', async () => {
      await open(views.claimed!)
      await page.clock.install()
      await shifts(1)
      assert.equal(await page.textContent('#leaving'), t('web.exit.two'))
      await shifts(1)
      assert.equal(await page.textContent('#leaving'), t('web.exit.one'))
      assert.equal(await dots(), '2')
      await page.clock.runFor(5001)
      assert.equal(await page.textContent('#leaving'), t('web.exit.over'))
      assert.equal(await dots(), '0')
      await shifts(2)
      assert.ok(await page.isVisible('#text'))
    })
  })

  it('leaves by a second button, the first thing a keyboard comes to', async () => {
    await open(views.claimed!)
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), t('web.exit'))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/elsewhere')
  })

  it('knows its lines by their number, whatever a translator in the browser made of them', async () => {
    await open(views.claimed!)
    await listening()
    await page.evaluate(() => {
      document.documentElement.lang = 'uk'
      for (const line of document.querySelectorAll('#log li p')) line.textContent = 'Перекладено'
      document.querySelector('#log li')!.setAttribute('data-mine', 'yes')
    })
    const { bubbles } = views.claimed!
    stage.push(view({ ...views.claimed!, bubbles: [...bubbles, bubble('worker', 'Are you safe?')], seq: 9 }))
    await page.waitForSelector('text=Are you safe?')
    assert.equal(await page.locator('#log li').count(), bubbles.length + 1)
    assert.equal(await page.locator('#log li p:has-text("Перекладено")').count(), bubbles.length)
    assert.equal(await page.locator('[data-mine]').count(), 1)
  })
})
