import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { screens } from '../support/screens.ts'
import { visits } from '../support/visits.ts'

/** What moves, or would when it is touched. */
const moving = (page: Page) =>
  page.evaluate(() => {
    const found = document.getAnimations().map(() => 'an animation')
    for (const one of document.querySelectorAll('*'))
      for (const part of ['', '::before', '::after']) {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one, part)
        const still = /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none'
        if (!still || scrollBehavior !== 'auto') found.push(`${one.tagName}${part}`)
      }
    return [...new Set(found)]
  })

describe('web/chat: for whom movement makes ill', () => {
  const her = visits()

  it('nothing moves on any screen', async () => {
    for await (const { name, page } of screens(() => her.visit('en', { reducedMotion: 'reduce' })))
      assert.deepEqual(await moving(page), [], name)
  })

  it('for others no more than the edge of a button fades, and nothing slides', async () => {
    const { page } = await her.visit('en', { reducedMotion: 'no-preference' })
    // As the page arrives, its edges may still fade into their colour.
    await page.waitForFunction(() => document.getAnimations().length === 0)
    assert.deepEqual(await moving(page), ['BUTTON'])
    const fading = await page
      .locator('button')
      .first()
      .evaluate((one) => getComputedStyle(one).transitionProperty)
    assert.equal(fading, 'border-color')
  })
})
