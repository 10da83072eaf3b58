import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { Chat, openBrowser } from './support/browser.ts'
import { fitOf, type Place } from './support/fit.ts'
import { screens } from './support/screens.ts'
import { startServer } from './support/server.ts'
import { small } from './support/visits.ts'

/**
 * `npm run sheets [LANGUAGE…]` writes contact sheets to `test/shots/`: every screen of the short path as it is first
 * seen, and of what may come beside it, to be looked at, and prints where on it the question, the first answer and
 * the loud button stand, in pixels, on three widths of a phone. Nothing is compared.
 */
const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const wide = (width: number) => ({ viewport: { ...small.viewport, width } })
const looks: Record<string, BrowserContextOptions> = {
  phone: small,
  'phone 320': wide(320),
  'phone 412': wide(412),
  dark: { ...small, colorScheme: 'dark' },
  'no script': { ...small, javaScriptEnabled: false },
  desktop: { viewport: { width: 1280, height: 800 } },
}
const shots = join(import.meta.dirname, 'shots')

interface Picture {
  name: string
  at: Record<string, string>
  png: Buffer
}

const span = (place: Place | null) => (place ? `${place.top} to ${place.bottom}` : '')

async function walked(browser: Browser, url: string, look: BrowserContextOptions): Promise<Picture[]> {
  const pictures: Picture[] = []
  async function visit() {
    const context = await browser.newContext(look)
    const page = await context.newPage()
    await page.goto(url)
    return { context, page, chat: new Chat(page) }
  }
  for await (const { name, page } of screens(visit)) {
    const { question, option, primary } = await fitOf(page)
    const at = { question: span(question), 'first answer': span(option), 'loud button': span(primary) }
    pictures.push({ name, at, png: await page.screenshot() })
  }
  return pictures
}

async function sheet(browser: Browser, name: string, pictures: Picture[]): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } })
  const figures = pictures.map(
    (picture) =>
      `<figure><img src="data:image/png;base64,${picture.png.toString('base64')}"><figcaption>${picture.name}</figcaption></figure>`,
  )
  await page.setContent(
    `<style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}img{width:250px;border:1px solid}</style>${figures.join('')}`,
  )
  writeFileSync(join(shots, `sheet-${name}.png`), await page.screenshot({ fullPage: true }))
  await page.close()
}

mkdirSync(shots, { recursive: true })
const running = await startServer()
const browser = await openBrowser()
const wished = process.argv.slice(2)
for (const language of languages.filter((one) => wished.length === 0 || wished.includes(one)))
  for (const [look, options] of Object.entries(looks)) {
    const name = `${language}-${look.replaceAll(' ', '-')}`
    const pictures = await walked(browser, `${running.url}/?lang=${language}`, options)
    await sheet(browser, name, pictures)
    console.log(`\ntest/shots/sheet-${name}.png`)
    console.table(Object.fromEntries(pictures.map((one) => [one.name, one.at])))
  }
await browser.close()
await running.close()
