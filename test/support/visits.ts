import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Clock, Store } from '../../intake/store/ports.ts'
import { Chat, openBrowser } from './browser.ts'
import { type Running, startServer } from './server.ts'

/** The cheapest phone that she may have. */
export const small = { viewport: { width: 360, height: 640 } } satisfies BrowserContextOptions

export interface Visit {
  context: BrowserContext
  page: Page
  chat: Chat
}

interface Given {
  env?: Record<string, string> | (() => Record<string, string>)
  store?: Store
  clock?: Clock
}

/**
 * A browser and the whole program, for all tests of the `describe` it is called in. Whoever visits has a small phone
 * and nothing of any other visit; it is put away after the test.
 */
export function visits({ env = {}, ...given }: Given = {}) {
  let browser: Browser
  let running: Running
  const open = new Set<BrowserContext>()

  before(async () => {
    running = await startServer(typeof env === 'function' ? env() : env, given)
    browser = await openBrowser()
  })
  afterEach(async () => {
    for (const context of open) await context.close()
    open.clear()
  })
  after(async () => {
    await browser?.close()
    await running?.close()
  })

  /** A browser of somebody's own, at no page yet. */
  async function arrive(options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await browser.newContext({ ...small, ...options })
    open.add(context)
    context.on('close', () => open.delete(context))
    const page = await context.newPage()
    return { context, page, chat: new Chat(page) }
  }

  return {
    get browser() {
      return browser
    },
    get server() {
      return running
    },
    arrive,
    /** At the chat's first screen, in a language. */
    async visit(language: string, options: BrowserContextOptions = {}): Promise<Visit> {
      const one = await arrive(options)
      await one.page.goto(`${running.url}/?lang=${language}`)
      return one
    },
  }
}
