import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createTcp, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { words } from '../../locales/index.ts'
import { openBrowser, phone, shot } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, startServer } from '../support/server.ts'
import { webChat } from './install.ts'

const MINUTE = 60_000
const bundle = webChat('webchat.js')
/** The page of an agency is what docs/set-up.md tells an agency to write. */
const snippet = /```html\n([\s\S]+?)```/.exec(
  readFileSync(join(import.meta.dirname, '../../docs/set-up.md'), 'utf8'),
)![1]!

const listening = (server: Server | ReturnType<typeof createTcp>) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

/** The way between a browser and Silta, which can be cut. */
async function wire(target: number) {
  const sockets = new Set<Socket>()
  let whole = true
  const server = createTcp((near) => {
    if (!whole) return near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const one of [near, far]) {
      sockets.add(one)
      one.on('error', () => {})
      one.once('close', () => {
        sockets.delete(one)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  const end = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: await listening(server),
    cut: () => {
      whole = false
      end()
    },
    mend: () => {
      whole = true
    },
    close: () => {
      server.close()
      end()
    },
  }
}

const t = words('ar')
const title = (key: string, id: string) => t(`${key}.option.${id}`)

describe("Microsoft's Web Chat on an agency's own site", () => {
  let browser: Browser
  let agency: Server
  let page: Page
  let running: Running
  let line: Awaited<ReturnType<typeof wire>>
  let site: string
  let later = 0

  before(async () => {
    browser = await openBrowser()
    let html = ''
    agency = createServer((req, res) => {
      const script = req.url === '/webchat.js'
      res.setHeader('Content-Type', script ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
      res.end(script ? bundle : html)
    })
    site = `http://localhost:${await listening(agency)}`
    running = await startServer({ DIRECT_LINE_ORIGINS: site }, { clock: () => Date.now() + later })
    line = await wire(Number(new URL(running.url).port))
    const placed = snippet.replace('https://silta.example', `http://127.0.0.1:${line.port}`)
    html = `<!doctype html><html lang="fi"><meta name="viewport" content="width=device-width"><title>A</title>${placed}</html>`
    page = await (await browser.newContext(phone)).newPage()
    await page.clock.install()
    await page.goto(site)
  })
  after(async () => {
    await browser?.close()
    line?.close()
    await running?.close()
    agency?.close()
  })

  const last = async () => (await page.locator('.webchat__bubble__content').allTextContents()).at(-1) ?? ''
  /** As it is asked of who wants to be called, where that has words of its own. */
  const asked = (key: string) => {
    const words = t.has(`${key}.ask_number`) ? t(`${key}.ask_number`) : t(`${key}.ask`)
    return eventually(async () => (await last()).includes(words.split('\n')[0]!.slice(0, 30)))
  }
  const press = (text: string) => page.getByRole('button', { name: text, exact: true }).last().click()
  const type = async (text: string) => {
    await page.locator('.webchat__send-box-text-box__input').fill(text)
    await page.keyboard.press('Enter')
  }

  /** Each question, and what is pressed or typed. */
  async function walk(steps: readonly (readonly [key: string, id: string | null, typed?: string])[]) {
    for (const [key, id, typed] of steps) {
      await asked(key)
      await (id ? press(title(key, id)) : type(typed!))
    }
  }

  it('leads in Arabic, over a reload, a cut of 30 seconds and expired tokens, to "sent"', async () => {
    await press('العربية')
    await walk([
      ['safety.seen', 'no'],
      ['safety.danger', 'no'],
    ])
    await asked('consent.start')
    await page.reload()
    await asked('consent.start')
    await eventually(
      async () => (await page.locator('.webchat__basic-transcript').getAttribute('dir')) === 'rtl',
    )
    await shot(page, 'webchat-reloaded')
    await walk([
      ['consent.start', 'yes'],
      ['role.who', 'self'],
      ['where.inFinland', 'yes'],
    ])
    await asked('identity.age')

    line.cut()
    await page.clock.runFor(30_000)
    line.mend()
    const others = await running.services.conversations.changedSince(0, 10)
    assert.equal(others.length, 1, 'one conversation, over the reload and the cut')

    // While nothing happens for 45 minutes, the client changes its token for a fresh one in time, three times.
    for (let times = 0; times < 3; times += 1) {
      const refreshed = page.waitForResponse(
        (answer) => answer.url().endsWith('/tokens/refresh') && answer.ok(),
      )
      later += 15 * MINUTE
      await page.clock.fastForward(15 * MINUTE + 1000)
      await refreshed
    }
    await walk([
      ['identity.age', 'adult'],
      ['what.forms', 'labour'],
      ['where.places', 'finland'],
      ['needs.help', 'legal'],
      ['contact.way', 'phone'],
      ['contact.value', null, '٠٤٠ ١٢٣ ٤٥٦٧'],
      ['contact.rules', 'evening'],
      ['identity.name', null, 'نور'],
    ])
    await asked('control.review')
    await shot(page, 'webchat-review')
    await press(title('control.review', 'send'))
    await eventually(async () => (await running.services.cases.list({ application: 'sent' }, 5)).length === 1)
    await shot(page, 'webchat-sent')
    const [sent] = await running.services.cases.list({ application: 'sent' }, 5)
    const found = await running.services.cases.get(sent!.id)
    assert.equal(found?.content?.record?.answers['identity.name']?.value, 'نور')
  })

  it('draws who helps one card with a box for each question, and goes on from it', async () => {
    page = await (await browser.newContext(phone)).newPage()
    await page.goto(site)
    await press('العربية')
    await walk([
      ['safety.seen', 'no'],
      ['safety.danger', 'no'],
      ['consent.start', 'yes'],
      ['role.who', 'referrer'],
      ['role.referrer', 'ngo'],
      ['referrer.consent', 'yes'],
      ['referrer.basis', 'phone'],
    ])
    const boxes = page.locator('.ac-adaptiveCard').last().locator('input, textarea')
    await eventually(async () => (await boxes.count()) === 3)
    for (const [at, text] of ['Maija', 'Helsinki', 'maija@example.fi'].entries())
      await boxes.nth(at).fill(text)
    await shot(page, 'webchat-several')
    await page
      .locator('.ac-adaptiveCard')
      .last()
      .getByRole('button', { name: t('web.continue') })
      .click()
    await eventually(async () => (await last()).includes(t('where.inFinland.ask_other').slice(0, 20)))
  })

  it('keeps nothing in the browser but the tab itself', async () => {
    assert.deepEqual(
      await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length]),
      ['', 0, 0],
    )
  })
})
