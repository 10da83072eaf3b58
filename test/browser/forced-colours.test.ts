import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { herself, typed } from '../support/essential.ts'
import { focusOf } from '../support/focus.ts'
import { screens } from '../support/screens.ts'
import { visits } from '../support/visits.ts'

/** Controls whose words are not told from what is behind them, or that are told from words by nothing. */
const faults = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const behind = (one: Element | null): string => {
      if (!one) return getComputedStyle(document.documentElement).backgroundColor
      const { backgroundColor } = getComputedStyle(one)
      return /, 0\)$/.test(backgroundColor) ? behind(one.parentElement) : backgroundColor
    }
    for (const one of document.querySelectorAll(
      'a[href], button, summary, textarea, select, input:not([type=hidden])',
    )) {
      // The mark that leads back from the cover is not to look like one.
      if (!one.checkVisibility() || one.matches('.skip, #uncover')) continue
      const style = getComputedStyle(one)
      const name = `${one.tagName} ${one.className} ${(one.textContent ?? '').trim().slice(0, 30)}`
      if (style.color === behind(one)) found.push(`words not seen: ${name}`)
      const edge =
        style.borderTopStyle === 'solid' &&
        Number.parseFloat(style.borderTopWidth) >= 1 &&
        style.borderTopColor !== behind(one.parentElement)
      const native = one.matches('input[type=checkbox], select, summary')
      const line = [one, ...one.querySelectorAll('*')].some(
        (part) => getComputedStyle(part).textDecorationLine === 'underline',
      )
      if (!edge && !native && !line && !one.querySelector('svg')) found.push(`looks like words: ${name}`)
      const icon = one.querySelector('svg')
      if (icon && getComputedStyle(icon).stroke === behind(one)) found.push(`icon not seen: ${name}`)
    }
    return found
  })

describe('web/chat: in forced colours', () => {
  const her = visits()
  for (const [language, colorScheme] of [
    ['ar', 'light'],
    ['fi', 'dark'],
  ] as const)
    it(`every control is seen as one, in ${language}, ${colorScheme}`, async () => {
      const missed: Record<string, string[]> = {}
      for await (const { name, page } of screens(() =>
        her.visit(language, { forcedColors: 'active', colorScheme }),
      )) {
        const found = await faults(page)
        if (found.length > 0) missed[name] = found
      }
      assert.deepEqual(missed, {})
    })

  it('what is ticked, what leads on, where the keyboard is, and danger are told apart', async () => {
    const { page, chat } = await her.visit('ar', { forcedColors: 'active' })
    await chat.walk(herself.slice(0, 6), typed)
    const tick = page.locator('.tick').first()
    const width = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => Number.parseFloat(getComputedStyle(one).borderTopWidth))
    const before = await tick.screenshot()
    await tick.locator('input').check()
    assert.notDeepEqual(await tick.screenshot(), before)
    assert.ok(
      (await width('.tick:has(:checked)')) > (await width('.tick:not(:has(:checked))')),
      'a tick by its edge too',
    )
    assert.ok(
      (await width('.ask button.main')) > (await width('.passes button')),
      'what leads on by its edge',
    )
    for (let stop = 0; stop < 12; stop += 1) {
      await page.keyboard.press('Tab')
      const { name, ring } = await focusOf(page)
      assert.ok(ring, name)
    }
    const danger = page.locator('button[value=danger]')
    assert.ok(await danger.isVisible())
    await chat.command('danger')
    const call = page.locator('#log a[href="tel:112"]').first()
    assert.equal(await call.evaluate((one) => getComputedStyle(one).textDecorationLine), 'underline')
  })
})
