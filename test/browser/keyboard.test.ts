import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages, words } from '../../locales/index.ts'
import { herself, typed } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { focusOf, reachable } from '../support/focus.ts'
import { screens } from '../support/screens.ts'
import { visits } from '../support/visits.ts'

/** More stops than any question has between where the page lands and its last answer. */
const ENOUGH = 30

/** Goes once round the page; what it did not reach, reached out of order, or reached without being seen. */
async function faultsOf(page: Page): Promise<string[]> {
  const faults: string[] = []
  const count = await page.evaluate((which) => {
    for (const one of document.querySelectorAll('details')) one.open = true
    ;(document.activeElement as HTMLElement | null)?.blur()
    // From the top, as after a load.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    return [...document.querySelectorAll(which)].filter((one) =>
      one.checkVisibility({ visibilityProperty: true }),
    ).length
  }, reachable)
  let last = -1
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press('Tab')
    const { name, place, ring, seen } = await focusOf(page)
    if (place !== last + 1) faults.push(`${name} comes after number ${last} of ${count}, as number ${place}`)
    if (!ring) faults.push(`no ring: ${name}`)
    if (!seen) faults.push(`out of sight: ${name}`)
    last = place
  }
  return faults
}

/**
 * Goes on by Tab to what is wanted, as somebody without a mouse does: from where the page landed, never back into the
 * line on top or into what was read before.
 */
async function tabTo(page: Page, selector: string): Promise<void> {
  // Without a script a browser lands once the page and its styles are there, and drawn.
  await page.waitForLoadState()
  await page.screenshot()
  for (let stop = 0; stop < ENOUGH; stop += 1) {
    await page.keyboard.press('Tab')
    const { there, after } = await page.evaluate((which) => {
      const [at, landed] = [document.activeElement!, document.getElementById('latest')!]
      const order = landed.compareDocumentPosition(at)
      // The first screen lands nowhere: there the way out comes first.
      const first = document.getElementById('talk')!.dataset.begun === 'no'
      return { there: at.matches(which), after: first || (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 }
    }, selector)
    assert.ok(after, `stop ${stop + 1} on the way to ${selector} lies before where the page landed`)
    if (there) return
  }
  assert.fail(`no Tab leads to ${selector}`)
}

describe('web/chat: by keyboard alone', () => {
  const her = visits()

  for (const language of languages) {
    it(`everything is reached in the order of the page, and seen there, in ${language}`, async () => {
      const missed: Record<string, string[]> = {}
      for await (const { name, page } of screens(() => her.visit(language))) {
        const faults = await faultsOf(page)
        if (faults.length > 0) missed[name] = faults
      }
      assert.deepEqual(missed, {})
    })

    for (const javaScriptEnabled of [true, false])
      it(`she comes to "sent" in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}, each answer after where the last one landed`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        const seq = () => page.locator('#talk').getAttribute('data-seq')
        for (const [key, given] of [...herself, ['control.review', 'send'] as const]) {
          assert.equal(await chat.question(), key)
          const before = await seq()
          if (typed.has(key)) {
            await tabTo(page, '#text')
            await page.keyboard.type(String(given))
            await page.keyboard.press('Enter')
          } else if (Array.isArray(given)) {
            const boxes = page.locator('.tick input')
            const shown = await boxes.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
            for (const one of shown.filter((value) => given.includes(value))) {
              await tabTo(page, `input[value="${one}"]`)
              await page.keyboard.press('Space')
            }
            await tabTo(page, '.ask button.main')
            await page.keyboard.press('Enter')
          } else {
            await tabTo(page, `button[name=value][value="${given}"]`)
            await page.keyboard.press('Enter')
          }
          await eventually(async () => (await seq()) !== before)
        }
        assert.equal(await chat.question(), 'control.sent')
      })
  }

  it('the way out is the first stop, the newest message the second', async () => {
    const t = words('en')
    const { page, chat } = await her.visit('en')
    await chat.press('no')
    await page.reload()
    await page.locator('#talk[data-begun=yes]').waitFor()
    const heard: string[] = []
    for (let stop = 0; stop < 2; stop += 1) {
      await page.keyboard.press('Tab')
      heard.push((await page.evaluate(() => document.activeElement?.textContent)) ?? '')
    }
    assert.deepEqual(heard, [t('web.exit'), t('web.skip')])
  })
})
