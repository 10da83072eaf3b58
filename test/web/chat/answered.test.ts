import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { phone } from '../../support/browser.ts'
import { herself, typed } from '../../support/essential.ts'
import { visits } from '../../support/visits.ts'

/** What the open question shows as her answer. */
const shown = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const chosen = [...document.querySelectorAll('.question [aria-current="true"], .question :checked')]
    const box = document.querySelector<HTMLInputElement>('form.ask #text')
    return [...chosen.map((one) => one.getAttribute('value')!), ...(box ? [box.value] : [])].sort()
  })

describe('web/chat: an answered question, shown again', () => {
  const her = visits()

  for (const script of [true, false])
    it(`shows what she answered, all the way back, ${script ? 'with' : 'without'} a script`, async () => {
      const { page, chat } = await her.visit('en', { ...phone, javaScriptEnabled: script })
      await chat.walk(herself.slice(0, -1), typed)
      await chat.press('skipped')
      for (const [key, given] of herself.toReversed()) {
        await chat.command('back')
        assert.equal(await chat.question(), key)
        const expected = key === 'identity.name' ? ['', 'skipped'] : [given].flat().toSorted()
        assert.deepEqual(await shown(page), expected, key)
      }
    })

  it('keeps a change of hers over what the page came with, and no older words over a newer answer', async () => {
    const { page, chat } = await her.visit('en', phone)
    const at = herself.findIndex(([key]) => key === 'contact.value')
    await chat.walk(herself.slice(0, at), typed)
    await page.fill('#text', '040 765')
    await page.goBack()
    await page.locator('[name=question][value="contact.way"]').first().waitFor({ state: 'attached' })
    await page.goForward()
    await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#text')?.value === '040 765')
    await chat.type('040 765 4321')
    await chat.command('back')
    assert.deepEqual(await shown(page), ['040 765 4321'])
    await page.fill('#text', '040 111 2222')
    await chat.command('know')
    assert.deepEqual(await shown(page), ['040 111 2222'])
  })
})
