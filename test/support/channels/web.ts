import { Page } from '../page.ts'
import { startServer } from '../server.ts'
import type { Row } from './door.ts'

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '\n')
    .replace(/&#(\d+);|&quot;|&amp;/g, (all, code) =>
      code ? String.fromCodePoint(Number(code)) : all === '&amp;' ? '&' : '"',
    )

/** Our own page, as a browser without JavaScript posts it. */
export const web: Row = {
  name: 'web',
  channel: 'web',
  async open(clock) {
    const server = await startServer({}, { clock })
    const page = await new Page(server.url).open()
    return {
      services: server.services,
      async says(text) {
        await page.type(text)
        return [plain(page.html)]
      },
      async again() {
        const before = page.lines.length
        await page.reload()
        return page.lines.slice(before)
      },
      async forged() {
        const body = page.form({ text: 'hello' })
        body.set('token', `${body.get('token')}x`)
        return (await fetch(server.url, { method: 'POST', body })).status
      },
      close: server.close,
    }
  },
}
