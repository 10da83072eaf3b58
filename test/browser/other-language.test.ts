import assert from 'node:assert/strict'
import { visits } from '../support/visits.ts'

describe('web/chat: another language, from the first screen', () => {
  const her = visits()

  for (const javaScriptEnabled of [true, false])
    for (const [address, chosen] of [
      ['/?lang=ru', 'in the line on top'],
      ['/', 'beside the question'],
    ] as const)
      it(`is ${chosen} at ${address}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.arrive({ javaScriptEnabled, locale: 'ru-RU' })
        await page.goto(`${her.server.url}${address}`)
        assert.equal(await chat.question(), 'safety.seen')
        const onTop = page.locator('.bar .language')
        const beside = page.locator('form.tongues')
        assert.deepEqual(
          [await onTop.isVisible(), await beside.isVisible()],
          [address !== '/', address === '/'],
        )
        if (address !== '/') await onTop.click()
        await page.locator('#talk button[value=ar]').click()
        await page.locator('html[lang=ar]').waitFor()
        assert.equal(await chat.question(), 'safety.seen')
      })
})
