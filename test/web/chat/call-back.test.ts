import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { accessible, Chat, openBrowser, phone, shot } from '../../support/browser.ts'
import { type Running, startServer } from '../../support/server.ts'

describe('web/chat: nobody is here', () => {
  let browser: Browser
  let server: Running
  before(async () => {
    browser = await openBrowser()
    server = await startServer(
      { OFFICE_HOURS: 'mon-fri 08:00-16:15' },
      { clock: () => Date.parse('2026-01-16T18:00:00Z') },
    )
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  for (const [language, scheme] of [
    ['ar', 'light'],
    ['fi', 'dark'],
  ] as const)
    it(`leaves a way to be called back on a phone, in ${language}`, async () => {
      const page = await browser.newPage({ ...phone, colorScheme: scheme })
      await page.goto(`${server.url}/?lang=${language}`)
      const chat = new Chat(page)
      await chat.press('no')
      await chat.command('human')
      await chat.press('no')
      await accessible(page)
      await shot(page, `call-back-offer-${language}`)
      await chat.walk(
        [
          ['control.waiting', 'callBack'],
          ['contact.way', 'phone'],
          ['contact.value', '040 765 4321'],
          ['contact.rules', ['evening', 'onlyToMe']],
        ],
        new Set(['contact.value']),
      )
      assert.equal(await chat.question(), 'control.callBack')
      assert.deepEqual(await page.locator('.rows dd:not(.edit)').count(), 3)
      await accessible(page)
      await shot(page, `call-back-confirm-${language}`)
      await chat.press('yes')
      assert.equal(await chat.question(), 'control.waiting')
      await page.close()
    })
})
