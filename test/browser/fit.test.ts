import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import { herself, typed } from '../support/essential.ts'
import { barOf, begins, broken, covered, fitOf, inSight } from '../support/fit.ts'
import { visits } from '../support/visits.ts'

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const widths = [320, 360, 412]
/** As many times as large as the browser shows text by itself. */
const sizes = [1, 1.3, 2]

const HEIGHT = 640
/** What a keyboard on the screen leaves of it. */
const TYPING = 340
/** The line on top, in pixels: slim, and slim still where text is twice as large. */
const LINE = 64
const LINE_LARGE = 96

const seen = async (act: Locator) => {
  const box = (await act.isVisible()) && (await act.boundingBox())
  return box && box.y >= 0 && box.y + box.height <= LINE_LARGE && (await act.locator('svg').isVisible())
}
const danger = (page: Page) => seen(page.locator('.bar [value=danger]'))

describe('web/chat: the question, an answer and the loud button are on the first screen', () => {
  const her = visits()

  for (const language of languages)
    for (const width of widths)
      for (const size of sizes)
        it(`${language}, ${width} px wide, text ${size} times as large`, async () => {
          const { context, page, chat } = await her.arrive({ viewport: { width, height: HEIGHT } })
          await context.addInitScript((times) => {
            const larger = () => {
              document.documentElement.style.fontSize = `${times * 112.5}%`
            }
            if (document.documentElement) larger()
            document.addEventListener('DOMContentLoaded', larger)
          }, size)
          await page.goto(`${her.server.url}/?lang=${language}`)
          const missed: string[] = []
          for (const step of [...herself, null]) {
            const key = (await chat.question()) ?? ''
            const { latest, said, question, option, primary, height, wide } = await fitOf(page)
            // With larger text, what she must know before she answers is read first.
            const all = size === 1 || (size < 2 && !said)
            if (!begins(latest ?? question, height)) missed.push(`${key}: latest ${JSON.stringify(latest)}`)
            if (all && !inSight(question, height)) missed.push(`${key}: question ${JSON.stringify(question)}`)
            // Of the review the first thing to press is the loud button.
            const first = key === 'control.review' ? size === 1 : all
            if (first && !inSight(option, height)) missed.push(`${key}: option ${JSON.stringify(option)}`)
            // It gives way to the question and the first answer, where text is so large that not all of them fit.
            if (size === 1 && primary && !inSight(primary, height))
              missed.push(`${key}: loud button ${JSON.stringify(primary)}`)
            // Of two groups, the second is known of before anything is moved.
            for (const group of await page.locator('.list > h3').all()) {
              const { y, height: high } = (await group.boundingBox())!
              if (size < 2 && y + high > height)
                missed.push(`${key}: ${await group.textContent()} is out of sight`)
            }
            if (wide) missed.push(`${key}: wide`)
            const bar = await barOf(page)
            if (bar.wide || bar.height > (size === 1 ? LINE : LINE_LARGE))
              missed.push(`${key}: line on top ${JSON.stringify(bar)}`)
            for (const word of await broken(page)) missed.push(`${key}: ${word} is broken`)
            for (const one of await covered(page)) missed.push(`${key}: ${one} is covered`)
            if (!(await danger(page))) missed.push(`${key}: no danger in sight`)
            if (step && typed.has(key)) {
              await chat.command('help')
              for (const one of await covered(page))
                missed.push(`${key}, after a long notice: ${one} is covered`)
              await page.setViewportSize({ width, height: TYPING })
              await page.locator('#text').focus()
              const { option: box } = await fitOf(page)
              if (!inSight(box, TYPING)) missed.push(`${key}, while she types: ${JSON.stringify(box)}`)
              for (const one of await covered(page)) missed.push(`${key}, while she types: ${one} is covered`)
              await page.setViewportSize({ width, height: HEIGHT })
            }
            if (step) await chat.walk([step], typed)
          }
          assert.deepEqual(missed, [])
        })
})

describe('web/chat: whoever opens the page sees languages, the first question and the way back to it', () => {
  const her = visits()

  for (const language of languages)
    for (const javaScriptEnabled of [true, false])
      it(`${language}, as the browser asks for it, JavaScript ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
        const { page } = await her.arrive({ locale: language, javaScriptEnabled })
        await page.goto(her.server.url)
        const { question, height } = await fitOf(page)
        assert.ok(inSight(question, height), JSON.stringify(question))
        const tongues = page.locator('form.tongues button')
        assert.equal(await tongues.count(), languages.length)
        for (const one of await page.locator('form.tongues button, .question .options button').all()) {
          const { y, height: high } = (await one.boundingBox())!
          assert.ok(y + high <= height, `${await one.textContent()}: ${y + high}`)
        }
        assert.ok(await seen(page.locator('.bar [value=code]')), 'a code to come back with')
        assert.ok(await danger(page), 'danger')
        await page.locator('.bar [value=code]').click()
        await page.locator('#text').waitFor()
        assert.equal(await page.locator('form.ask > [name=question]').getAttribute('value'), 'control.code')
        assert.ok(!(await page.locator('.bar [value=code]').isVisible()))
      })

  it('in none of these languages: all of them by their own names', async () => {
    const { page } = await her.arrive({ locale: 'de' })
    await page.goto(her.server.url)
    for (const one of await page.locator('.question .options button').all())
      assert.ok((await one.boundingBox())!.y < HEIGHT / 2)
    assert.ok(await seen(page.locator('.bar [value=code]')))
  })
})
