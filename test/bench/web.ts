import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { packForGood, packOnce, sendPacked } from '../../platform/compress.ts'
import { installClients, webChat } from '../clients/install.ts'
import { openBrowser, phone } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { startServer } from '../support/server.ts'
import { median } from './measure.ts'

const TIMES = 5

/** What Chromium's own tools call slow 3G: 400 kbit/s each way and 400 ms there and back; bytes a second here. */
const slow3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const SLOWER_PROCESSOR = 4

interface Walk {
  url: string
  context?: BrowserContextOptions
  /** What is there when the first question can be read, and what to press. */
  question: string
  press: string
  /** Whether the question after it is there. */
  answered: (page: Page) => Promise<unknown>
}

/** Milliseconds from the navigation to the first text on the screen. */
async function painted(page: Page): Promise<number> {
  let paint: number | undefined
  await eventually(async () => {
    paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
    return paint !== undefined
  })
  return paint!
}

/** A page opened for the first time by a cheap phone in a bad place, and its first question answered. */
async function walked(browser: Browser, { url, context, question, press, answered }: Walk) {
  const fresh = await browser.newContext({ ...phone, ...context })
  const page = await fresh.newPage()
  const tools = await fresh.newCDPSession(page)
  await tools.send('Network.enable')
  await tools.send('Network.emulateNetworkConditions', slow3G)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER_PROCESSOR })
  let [bytes, requests] = [0, 0]
  tools.on('Network.requestWillBeSent', () => (requests += 1))
  tools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  const begun = performance.now()
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator(question).first().waitFor()
  const asked = performance.now() - begun
  await page.waitForLoadState('load')
  await page.locator(press).first().waitFor()
  const paint = await painted(page)
  const loaded = { bytes, requests }
  const pressed = performance.now()
  await page.locator(press).first().click()
  await answered(page)
  const answer = performance.now() - pressed
  await fresh.close()
  // It is in the document before its styles let it be seen.
  return { ...loaded, paint, asked: Math.max(asked, paint), answer, more: bytes - loaded.bytes }
}

async function timed(name: string, browser: Browser, walk: Walk) {
  const all: Awaited<ReturnType<typeof walked>>[] = []
  for (let time = 0; time < TIMES; time += 1) all.push(await walked(browser, walk))
  const middle = (key: keyof (typeof all)[0]) => Math.round(Number(median(all.map((one) => one[key]))))
  return {
    page: name,
    requests: middle('requests'),
    'first load, bytes': middle('bytes'),
    'first paint ms': middle('paint'),
    'first question ms': middle('asked'),
    'first answer ms': middle('answer'),
    'first answer, bytes': middle('more'),
  }
}

/** Web Chat's smallest bundle on a page of its own, packed and served as our files are, talking with the same server. */
async function webChatPage() {
  installClients()
  const script = packForGood(webChat('webchat-minimal.js'))
  const page = (silta: string) =>
    packOnce(`<!doctype html><html lang="ru"><meta name="viewport" content="width=device-width"><title>A</title>
    <div id="chat" style="height: 36rem"></div><script src="/webchat.js"></script><script>
      fetch('${silta}/tokens/generate', { method: 'POST' }).then((answer) => answer.json()).then(({ token }) =>
        WebChat.renderWebChat({ locale: 'ru', directLine: WebChat.createDirectLine({ domain: '${silta}', token }) },
          document.getElementById('chat')))
    </script>`)
  let silta = ''
  const server = createServer((req, res) =>
    req.url === '/webchat.js'
      ? sendPacked(res, 200, 'text/javascript; charset=utf-8', script)
      : sendPacked(res, 200, 'text/html; charset=utf-8', page(silta)),
  )
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
    talkWith: (url: string) => {
      silta = url
    },
  }
}

const bubbles = '.webchat__bubble__content'

/** First load, first question and first answer on slow 3G, beside Microsoft's Web Chat in the same run. */
export async function web(): Promise<object[]> {
  const other = await webChatPage()
  const running = await startServer({ DIRECT_LINE_ORIGINS: other.url })
  other.talkWith(`${running.url}/v3/directline`)
  const browser = await openBrowser()
  const ours = (url: string, context?: BrowserContextOptions): Walk => ({
    url,
    context,
    question: '#question',
    press: '#talk button[name=value]',
    answered: (page) => page.locator('#talk:not([data-begun=no]) #question').waitFor(),
  })
  try {
    return [
      await timed('Silta, Russian', browser, ours(`${running.url}/?lang=ru`)),
      await timed(
        'Silta, Arabic, no script',
        browser,
        ours(`${running.url}/?lang=ar`, { javaScriptEnabled: false }),
      ),
      await timed('Web Chat, minimal', browser, {
        url: other.url,
        question: bubbles,
        press: '.webchat__suggested-action, .ac-pushButton',
        answered: async (page) => {
          const before = await page.locator(bubbles).count()
          await page.locator(bubbles).nth(before).waitFor()
        },
      }),
    ]
  } finally {
    await browser.close()
    other.close()
    await running.close()
  }
}
