import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  chromium as engine,
  type Locator,
  type Page,
} from 'playwright-core'
import { eventually, PATIENCE } from './eventually.ts'

const shots = join(import.meta.dirname, '../shots')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Of a browser that comes with an npm package, unpacked by whoever asks first; `CHROME_PATH` names another one. */
export const browserPath = async () => process.env.CHROME_PATH || (await chromium.executablePath())

/** A real browser. Web security stays on. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await browserPath()
  const browser = await engine.launch({ executablePath, args: ['--no-sandbox'] })
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE))
  return browser
}

export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 }

/** A picture under `test/shots/`, to be looked at; never compared. */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  const before = page.viewportSize()
  // The chat scrolls inside of its page: it is seen whole where the window is as high as what it holds.
  const more = await page.evaluate(() => {
    const inner = document.getElementById('page')
    return inner ? inner.scrollHeight - inner.clientHeight : 0
  })
  if (before && more > 0) await page.setViewportSize({ ...before, height: before.height + more })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
  if (before && more > 0) await page.setViewportSize(before)
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * WCAG 2.2 A and AA by axe, with `practice` what it calls best practice too; fails naming each rule and place.
 * Evaluated beside the page, as its policy forbids scripts.
 */
export async function accessible(page: Page, practice = false): Promise<void> {
  // A colour is judged when its style sheet is there.
  await page.waitForLoadState('load')
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe)
  const found = await page.evaluate(
    async (tags) => {
      // @ts-expect-error: axe is there since the line above
      const { violations } = await axe.run({ ...tags, resultTypes: ['violations'], preload: false })
      return violations.map(
        ({ id, nodes }: { id: string; nodes: { target: string[] }[] }) =>
          `${id}: ${nodes.map(({ target }) => target).join(', ')}`,
      )
    },
    practice ? {} : { runOnly: wcag },
  )
  assert.deepEqual(found, [])
}

/** Takes a case on its page. The page that follows is in sight before its script is there: whoever types waits for it. */
export async function takeCase(page: Page): Promise<void> {
  await page.click('#do-claim')
  await page.locator('[data-script=on] #releasing').waitFor({ state: 'attached' })
}

/** Must be moved sideways to be read. */
export const isWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

export const textOf = async (place: Locator): Promise<string> => (await place.textContent()) ?? ''

/** Open questions in order, each with what is pressed, ticked or typed; of several on one screen, what by question. */
export type Steps = readonly (readonly [string, string | string[] | Record<string, string>])[]

/** A person at the chat page, by what she can see and press. Works the same with JavaScript off. */
export class Chat {
  readonly page: Page
  messages = 0
  constructor(page: Page) {
    this.page = page
  }

  /** The choice of a language stands beside a question, not in its place. */
  question = () =>
    this.page.locator('#talk form:not(.tongues) > [name=question]').first().getAttribute('value')
  private seq = () => this.page.locator('#talk').getAttribute('data-seq')

  private async turn(act: () => Promise<void>): Promise<void> {
    const before = await this.seq()
    await act()
    this.messages += 1
    await eventually(async () => (await this.seq()) !== before)
  }

  press = (value: string) =>
    this.turn(() => this.page.locator(`button[name=value][value="${value}"]`).first().click())
  tick = (...values: string[]) =>
    this.turn(async () => {
      for (const value of values) await this.page.locator(`input[name=value][value="${value}"]`).check()
      await this.page.locator('form.ask button.main').click()
    })
  type = (text: string) =>
    this.turn(async () => {
      await this.write()
      await this.page.locator('#text').fill(text)
      await this.page.locator('form:has(#text) button.main').click()
    })
  fill = (parts: Record<string, string>) =>
    this.turn(async () => {
      for (const [key, text] of Object.entries(parts)) await this.page.fill(`[name="a:${key}"]`, text)
      await this.page.locator('form.ask button.main').click()
    })

  /** Where there is something to choose, writing is folded. */
  async write(): Promise<void> {
    if (!(await this.page.locator('#text').isVisible())) await this.page.locator('#write').click()
  }
  command = (command: string) =>
    this.turn(async () => {
      const buttons = this.page.locator(`:is(.bar, #talk) button[name=command][value=${command}]`)
      const shown = buttons.filter({ visible: true })
      // Some are folded under "more choices".
      if (!(await shown.count())) await this.page.locator('.menu summary').click()
      await shown.first().click()
    })

  /** Answers the open question, and fails when it is another one than the walk expects. */
  async walk(steps: Steps, typed: ReadonlySet<string> = new Set()): Promise<void> {
    for (const [key, given] of steps) {
      assert.equal(await this.question(), key)
      if (typed.has(key)) await this.type(String(given))
      else if (Array.isArray(given)) await this.tick(...given)
      else if (typeof given === 'object') await this.fill(given)
      else await this.press(given)
    }
  }
}
