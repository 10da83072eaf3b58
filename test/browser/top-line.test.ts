import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { languages, words } from '../../locales/index.ts'
import { herself, typed } from '../support/essential.ts'
import { eventually } from '../support/eventually.ts'
import { visits } from '../support/visits.ts'

interface Entry {
  name: string
  middle: number
  /** Of the words that are seen; none where only a picture is. */
  from: number
  to: number
  drawn: boolean
}

/** The line on top, from its beginning to its end. */
const entriesOf = (page: Page): Promise<Entry[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.bar :is(button, a)')].flatMap((one) => {
      const { left, right } = one.getBoundingClientRect()
      if (!one.checkVisibility({ visibilityProperty: true })) return []
      const words = one.querySelector('span:not(.unseen), bdi')!
      const range = document.createRange()
      range.selectNodeContents(words)
      const seen = words.checkVisibility({ opacityProperty: true }) && words.getBoundingClientRect().width > 2
      const text = seen ? range.getBoundingClientRect() : { left: 0, right: 0 }
      return {
        name: one.getAttribute('value') ?? one.getAttribute('href') ?? 'leave',
        middle: (left + right) / 2,
        from: text.left,
        to: text.right,
        drawn: one.querySelector('svg') !== null,
      }
    }),
  )

describe('web/chat: the line on top', () => {
  const her = visits()

  for (const language of languages)
    for (const width of [320, 360, 412])
      it(`keeps its places, and no word touches another: in ${language}, ${width} px wide`, async () => {
        const { page, chat } = await her.arrive({ viewport: { width, height: 640 }, locale: language })
        // Where no language was named, they stand beside the first question.
        await page.goto(her.server.url)
        await page.locator('form.tongues').waitFor()
        const places = new Map<string, number>()
        async function look(where: string) {
          const entries = await entriesOf(page)
          for (const { name, middle, drawn } of entries) {
            assert.ok(drawn, `${where}: ${name} has no picture`)
            const before = places.get(name) ?? middle
            assert.ok(Math.abs(before - middle) <= 4, `${where}: ${name} was at ${before}, is at ${middle}`)
            places.set(name, middle)
          }
          const texts = entries.filter(({ to }) => to > 0).sort((a, b) => a.from - b.from)
          for (const [at, one] of texts.entries()) {
            const next = texts[at + 1]
            if (next) assert.ok(next.from - one.to >= 3, `${where}: ${one.name} touches ${next.name}`)
          }
          const { height } = (await page.locator('.bar').boundingBox())!
          assert.ok(height <= 65, `${where}: ${height} px high`)
          return entries
        }
        await look('start')
        await chat.press('maybe')
        const quiet = await look('where others may see')
        const danger = quiet.find(({ name }) => name === 'danger')
        assert.ok(danger && danger.to === 0, 'danger is a picture there, and no word')
        assert.equal(
          await page
            .getByRole('button', { name: words(language)('web.command.danger'), exact: true })
            .count(),
          1,
        )
        await chat.press('goOn')
        await look('a question')
        await chat.command('danger')
        await look('in danger')
      })
})

describe('web/chat: what is refused, and a list that goes on', () => {
  const her = visits()
  const upTo = (key: string) =>
    herself.slice(
      0,
      herself.findIndex(([one]) => one === key),
    )

  for (const language of languages)
    it(`a refused box is marked, and the way past it stays on the screen: in ${language}`, async () => {
      const { page, chat } = await her.visit(language)
      await chat.walk(upTo('contact.value'), typed)
      await page.locator('form.ask button.main').click()
      await eventually(() => page.locator('#text[aria-invalid=true]').isVisible())
      const [why, box, past] = await Promise.all(
        ['#empty', '#text', '.passes button'].map((one) => page.locator(one).first().boundingBox()),
      )
      assert.ok(why && box && past && why.y + why.height <= box.y + 1)
      assert.ok(past.y + past.height <= 640, `${past.y + past.height}`)
      await chat.walk(herself.slice(-3, -1), typed)
      await page.locator('form.ask button.main').click()
      await eventually(async () => (await chat.question()) === 'control.review')
    })

  it('the review is read further, a screen at a time, and sent at its end', async () => {
    const { page, chat } = await her.visit('en')
    await chat.walk(herself, typed)
    const send = page.locator('#send')
    const inSight = async () => (await send.boundingBox())!.y < 600
    assert.ok(!(await inSight()))
    for (let times = 0; times < 20 && !(await inSight()); times += 1) {
      const before = await page.locator('#page').evaluate(({ scrollTop }) => scrollTop)
      await page.locator('.list > a').dispatchEvent('click')
      const now = await page.locator('#page').evaluate(({ scrollTop }) => scrollTop)
      assert.ok(now > before && now - before < 500, `${before} to ${now}`)
    }
    await chat.press('send')
    assert.equal(await chat.question(), 'control.sent')
  })
})
