import assert from 'node:assert/strict'
import { Page } from '../../support/page.ts'
import { type Running, startServer } from '../../support/server.ts'
import { filesOf, load } from '../../support/weight.ts'

/** Bytes on the wire. On slow 3G (400 kbit/s) 14 KB are 0.3 s, and they fit a connection's first ten packets. */
const FIRST_LOAD = 14 * 1024
const LIVE_ANSWER = 5 * 1024
const WHOLE_PAGE = 9 * 1024

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
/** The questions with the most to show are among the first ones; the longest text is that of danger. */
const presses = [['no'], ['yes'], ['goOn'], ['yes'], ['self'], ['yes'], ['adult']]

describe('web/chat: what it weighs on the wire', () => {
  let running: Running
  before(async () => {
    running = await startServer()
  })
  after(() => running.close())

  for (const language of languages) {
    it(`${language}: the first load, with all that the page names`, async () => {
      const page = await load(`${running.url}/?lang=${language}`)
      const files = await Promise.all(filesOf(page.text).map((path) => load(new URL(path, running.url))))
      const bytes = [page, ...files].reduce((sum, one) => sum + one.bytes, 0)
      assert.ok(bytes <= FIRST_LOAD, `${bytes} bytes`)
    })

    it(`${language}: every answer, live and as a whole page`, async () => {
      const her = await new Page(`${running.url}/?lang=${language}`).open()
      const sizes: Record<string, number[]> = { live: [], whole: [] }
      for (const value of presses) {
        await her.press(...value)
        const look = her.form({ command: 'refresh' })
        const live = await load(running.url, look, { 'X-Live': language })
        const whole = await load(running.url, look)
        // Nothing is kept by a browser, so its styles come with each page.
        const styles = await Promise.all(
          filesOf(whole.text)
            .filter((path) => path.endsWith('.css'))
            .map((path) => load(new URL(path, running.url))),
        )
        assert.ok(live.text.includes('id="talk"') && whole.text.includes('<!doctype html>'))
        sizes.live!.push(live.bytes)
        sizes.whole!.push(styles.reduce((sum, one) => sum + one.bytes, whole.bytes))
      }
      const [live, whole] = [Math.max(...sizes.live!), Math.max(...sizes.whole!)]
      assert.ok(live <= LIVE_ANSWER && whole <= WHOLE_PAGE, `live ${live}, whole ${whole} bytes`)
    })
  }

  it('leaves a page of the console as it is: it is known by a cookie', async () => {
    const page = await load(`${running.url}/console/sign-in`)
    assert.match(page.text, /<\/html>/)
    assert.equal(page.coding, '')
    assert.equal((await load(`${running.url}/console/console.css`)).coding, 'br')
  })
})
