import assert from 'node:assert/strict'
import { NO_CONTACT } from '../../../intake/form/maybe.ts'
import { languages, words } from '../../../locales/index.ts'
import { accessible, shot, textOf } from '../../support/browser.ts'
import { herself, typed } from '../../support/essential.ts'
import { fitOf, inSight } from '../../support/fit.ts'
import { visits } from '../../support/visits.ts'

/** As it is read: where a long word may break is not seen. */
const read = (text: string) => text.replaceAll('\u00AD', '').trim()

describe('web/chat: how to reach somebody', () => {
  const her = visits()
  const before = herself.slice(
    0,
    herself.findIndex(([key]) => key === 'contact.way'),
  )

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`says whom it asks for and what happens without, in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        const t = words(language)
        await chat.walk(before, typed)
        for (const [way, asked] of [
          ['viaReferrer', 'ask_viaReferrer'],
          ['phone', 'ask_number'],
        ] as const) {
          await chat.press(way)
          assert.equal(read(await textOf(page.locator('#question'))), t(`contact.value.${asked}`))
          assert.equal(read(await textOf(page.locator('#hint'))), t('contact.value.hint'))
          const { question, option, primary, height, wide } = await fitOf(page)
          assert.ok(inSight(question, height) && inSight(option, height) && inSight(primary, height))
          assert.ok(!wide)
          assert.equal(
            await page.locator('.passes details').count(),
            0,
            'nothing is folded that is not there',
          )
          await shot(page, `reach-${way}-${language}`)
          if (javaScriptEnabled) await accessible(page)
          if (way === 'viaReferrer') await chat.command('back')
        }
        await chat.press(NO_CONTACT)
        assert.equal(await chat.question(), 'identity.name')
      })

  for (const language of languages)
    it(`a friend stands first among who helps, and is asked for no workplace, in ${language}`, async () => {
      const { page, chat } = await her.visit(language)
      await chat.walk(herself.slice(0, 3), typed)
      await chat.press('referrer')
      const { option, height } = await fitOf(page)
      assert.ok(inSight(option, height))
      const first = page.locator('.question .options button').first()
      assert.equal(await first.getAttribute('value'), 'privatePerson')
      await shot(page, `helper-${language}`)
      for (const id of ['privatePerson', 'yes', 'inPerson']) await chat.press(id)
      assert.equal(await page.locator('.part').count(), 2)
      // It says nothing of whose danger.
      assert.ok(await page.locator('.bar [value=danger]').isVisible())
      await chat.command('danger')
      const told = read(await textOf(page.locator('#log li').last()))
      assert.ok(told.includes(words(language)('say.dangerOther').split('{{')[0]!.trim()), told)
      const fits = await fitOf(page)
      assert.ok(inSight(fits.question, height) && inSight(fits.option, height))
      await shot(page, `helper-danger-${language}`)
    })
})
