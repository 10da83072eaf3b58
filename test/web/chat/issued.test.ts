import assert from 'node:assert/strict'
import { languages } from '../../../locales/index.ts'
import { accessible, shot } from '../../support/browser.ts'
import { herself, typed } from '../../support/essential.ts'
import { begins, brokenNumbers, fitOf, inSight } from '../../support/fit.ts'
import { visits } from '../../support/visits.ts'

describe('web/chat: the return code stays in sight until she has it', () => {
  const her = visits()
  const first = [
    ['safety.seen', 'no'],
    ['safety.danger', 'no'],
    ['consent.start', 'yes'],
    ['role.who', 'self'],
  ] as const

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`in ${language}, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page, chat } = await her.visit(language, { javaScriptEnabled })
        await chat.walk(first)
        await chat.command('code')
        const digits = async () => (await page.locator('#talk').innerText()).match(/\d{5}\s\d{5}\s\d{5}/)?.[0]
        const code = await digits()
        assert.ok(code)
        await chat.press('skipped')
        const strip = page.locator('.issued')
        assert.equal(await strip.locator('bdi').innerText(), code)
        const { latest, question, option, wide, height } = await fitOf(page)
        assert.ok(begins(latest ?? question, height) && !wide)
        assert.ok(inSight(option, height), `the first answer: ${JSON.stringify(option)}`)
        if (javaScriptEnabled) await accessible(page)
        await shot(page, `code-in-sight-${language}`)
        await chat.command('danger')
        assert.equal(await digits(), undefined, 'off the neutral screen')
        await chat.press('code')
        assert.equal(await digits(), code, 'and there for the asking')
        await chat.press('skipped')
        await chat.press('goOn')
        await chat.press('yes')
        assert.equal(await strip.locator('bdi').innerText(), code)
        await chat.command('noted')
        assert.equal(await strip.count(), 0)
        assert.equal(await digits(), undefined)
        await chat.press('adult')
        assert.equal(await digits(), undefined)
      })

  for (const language of languages)
    it(`it and the number of a case stand in one line where they fit, else break between their groups, in ${language}`, async () => {
      const { page, chat } = await her.visit(language)
      const faults: string[] = []
      const look = async (times: number, on = page) => {
        await on.evaluate((size) => {
          document.documentElement.style.fontSize = `${size * 112.5}%`
        }, times)
        faults.push(...(await brokenNumbers(on)))
      }
      await chat.walk(herself.slice(0, 4), typed)
      await chat.command('code')
      for (const times of [1, 2]) await look(times)
      await chat.press('skipped')
      for (const times of [1, 2]) await look(times)
      const other = await her.visit(language)
      await other.chat.walk(herself, typed)
      await other.chat.press('send')
      for (const times of [1, 2]) await look(times, other.page)
      assert.deepEqual(faults, [])
    })

  it('never where others may see, on a plain page in its place, or after leaving', async () => {
    const { page, chat } = await her.visit('en')
    await chat.walk(first)
    await chat.command('code')
    await chat.press('skipped')
    const words = () => page.locator('body').innerText()
    await chat.press('unsafe')
    await chat.press('goOn')
    assert.equal(await page.locator('.issued').count(), 0)
    assert.doesNotMatch(await words(), /\d{5}\s\d{5}\s\d{5}/)
    await page.goto('about:blank')
    await page.goBack()
    await page.locator('#go-on').waitFor()
    assert.doesNotMatch(await words(), /\d{5}\s\d{5}\s\d{5}/)
  })
})
