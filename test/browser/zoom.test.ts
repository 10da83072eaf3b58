import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages } from '../../locales/index.ts'
import { herself, typed } from '../support/essential.ts'
import { screens } from '../support/screens.ts'
import { visits } from '../support/visits.ts'

/** What a window of 1280 by 1024 shows at 400 %. */
const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }

/** As somebody may set it who reads badly what stands close (WCAG 1.4.12). */
const spaced = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }`

/** What must be pushed sideways, is cut off, lies under something else, or cannot be brought into sight. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const shown = (one: Element) =>
      one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
    const named = (one: Element) =>
      `${one.tagName.toLowerCase()}#${one.id}.${one.className} "${(one.textContent ?? '').trim().slice(0, 20)}"`
    for (const one of document.querySelectorAll('html, body, body *')) {
      if (!shown(one) || one.closest('.unseen, .skip')) continue
      const { overflowX, overflowY, clipPath } = getComputedStyle(one)
      // Said and not drawn: a picture stands for it where the line on top is folded.
      if (clipPath === 'inset(50%)') continue
      const over = one.scrollWidth - one.clientWidth > 1 && one.clientWidth > 0
      if (over && (one === document.documentElement || /auto|scroll/.test(overflowX)))
        found.push(`sideways: ${named(one)}`)
      const cut =
        /hidden|clip/.test(`${overflowX} ${overflowY}`) && (over || one.scrollHeight - one.clientHeight > 1)
      if (cut) found.push(`cut: ${named(one)}`)
    }
    // A word that is torn in two where it says what a button does.
    for (const one of document.querySelectorAll('.bar :is(button, a)')) {
      const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
      for (let text = words.nextNode(); text; text = words.nextNode())
        for (const { 0: word, index } of text.textContent!.matchAll(/\S+/g)) {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          if (shown(one) && new Set([...range.getClientRects()].map(({ top }) => top)).size > 1)
            found.push(`torn: ${word}`)
        }
    }
    const acts = document.querySelectorAll(
      'a[href], button, summary, textarea, select, input:not([type=hidden])',
    )
    for (const one of acts) {
      if (!shown(one) || one.matches('.skip')) continue
      one.scrollIntoView({ block: 'nearest' })
      const { left, right, top, bottom } = one.getBoundingClientRect()
      if (left < -1 || right > innerWidth + 1) found.push(`outside: ${named(one)}`)
      const met = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      if (!met || !(one.contains(met) || met.contains(one) || met.closest('label')?.contains(one)))
        found.push(`out of reach: ${named(one)}`)
    }
    return found
  })

/** What is folded away is part of the page. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true
  })

describe('web/chat: read large, or set wide', () => {
  const her = visits()
  for (const language of languages) {
    it(`loses nothing at 400 %, in ${language}`, async () => {
      const missed: Record<string, string[]> = {}
      for await (const { name, page } of screens(() => her.visit(language, zoomed))) {
        await unfold(page)
        const found = await faults(page)
        if (found.length > 0) missed[name] = found
      }
      assert.deepEqual(missed, {})
    })

    it(`loses nothing where letters, words and lines stand apart, in ${language}`, async () => {
      const { context, page, chat } = await her.arrive()
      await context.addInitScript((css) => {
        const sheet = new CSSStyleSheet()
        sheet.replaceSync(css)
        document.adoptedStyleSheets = [sheet]
      }, spaced)
      await page.goto(`${her.server.url}/?lang=${language}`)
      const missed: Record<string, string[]> = {}
      for (const step of herself) {
        await unfold(page)
        const found = await faults(page)
        if (found.length > 0) missed[step[0]] = found
        await chat.walk([step], typed)
      }
      assert.deepEqual(missed, {})
    })
  }
})
