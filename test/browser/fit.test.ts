import assert from 'node:assert/strict'
import { herself, typed } from '../support/essential.ts'
import { barOf, begins, broken, fitOf, inSight } from '../support/fit.ts'
import { visits } from '../support/visits.ts'

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const widths = [320, 360, 412]
/** As many times as large as the browser shows text by itself. */
const sizes = [1, 1.3, 2]

const HEIGHT = 640
/** The line on top, in pixels: slim, and slim still where text is twice as large. */
const LINE = 64
const LINE_LARGE = 96

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
            if (all && !inSight(option, height)) missed.push(`${key}: option ${JSON.stringify(option)}`)
            if (all && primary && !inSight(primary, height))
              missed.push(`${key}: loud button ${JSON.stringify(primary)}`)
            if (wide) missed.push(`${key}: wide`)
            const bar = await barOf(page)
            if (bar.wide || bar.height > (size === 1 ? LINE : LINE_LARGE))
              missed.push(`${key}: line on top ${JSON.stringify(bar)}`)
            for (const word of await broken(page)) missed.push(`${key}: ${word} is broken`)
            if (step) await chat.walk([step], typed)
          }
          assert.deepEqual(missed, [])
        })
})
