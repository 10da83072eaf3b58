import assert from 'node:assert/strict'
import { accessible, phone, shot } from '../../support/browser.ts'
import { visits } from '../../support/visits.ts'

describe('web/chat: nobody is here', () => {
  const her = visits({
    env: { OFFICE_HOURS: 'mon-fri 08:00-16:15' },
    clock: () => Date.parse('2026-01-16T18:00:00Z'),
  })

  for (const [language, scheme] of [
    ['ar', 'light'],
    ['fi', 'dark'],
  ] as const)
    it(`leaves a way to be called back on a phone, in ${language}`, async () => {
      const { page, chat } = await her.visit(language, { ...phone, colorScheme: scheme })
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
          ['contact.callLanguage', 'Dari'],
        ],
        new Set(['contact.value', 'contact.callLanguage']),
      )
      assert.equal(await chat.question(), 'control.callBack')
      assert.deepEqual(await page.locator('.rows dd:not(.edit)').count(), 4)
      await accessible(page)
      await shot(page, `call-back-confirm-${language}`)
      await chat.press('yes')
      assert.equal(await chat.question(), 'control.waiting')
    })
})
