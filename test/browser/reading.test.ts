import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { controlWords } from '../../intake/form/controls.ts'
import { questions } from '../../intake/form/form.ts'
import { words } from '../../locales/index.ts'
import { pictograms } from '../../web/chat/pictograms.ts'
import { accessible, phone, shot } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { small, visits } from '../support/visits.ts'

/** Voices as a device may have them, and what was said with which: the sound itself cannot be tested. */
const device = (voices: { name: string; lang: string; localService: boolean }[]) => `
  window.said = []
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  Object.defineProperty(window, 'speechSynthesis', { value: Object.assign(new EventTarget(), {
    getVoices: () => ${JSON.stringify(voices)},
    cancel: () => said.push('cancel'),
    speak: ({ text, voice, lang }) => said.push({ text, lang, voice: voice && voice.name }),
  }) })`

const far = { name: 'cloud', lang: 'ar-SA', localService: false }
const near = { name: 'own', lang: 'ar_EG', localService: true }

describe('web/chat: for whoever reads little', () => {
  const her = visits()

  async function opened(script: string, seen = 'no') {
    const { context, page, chat } = await her.arrive({ ...phone, ...small })
    await context.addInitScript(script)
    await page.goto(`${her.server.url}/?lang=ar`)
    while ((await chat.question()) !== 'safety.seen') await chat.press('ar')
    await chat.press(seen)
    await page.locator('[data-script=on]').waitFor()
    return { page, chat }
  }
  type Said = (string | { text: string; voice: string })[]
  const saidBy = (page: Awaited<ReturnType<typeof opened>>['page']) =>
    page.evaluate(() => (window as unknown as { said: Said }).said)

  it('reads each message by a voice of the device, never by another one, and stops when asked', async () => {
    const { page, chat } = await opened(device([far, near]))
    await page.locator('legend + button.listen').first().waitFor()
    await accessible(page)
    await shot(page, 'reading-ar')
    const listen = page.locator('legend + button.listen')
    await listen.click()
    const spoken = (await saidBy(page)).filter((one) => typeof one === 'object')
    assert.deepEqual(
      spoken.map(({ voice }) => voice),
      ['own'],
    )
    assert.equal(spoken[0]!.text, await page.locator('#question').textContent())
    assert.equal(await listen.getAttribute('aria-pressed'), 'true')
    await listen.click()
    assert.equal(await listen.getAttribute('aria-pressed'), 'false')
    assert.equal((await saidBy(page)).at(-1), 'cancel')
    // What came by itself, or by an answer, can be listened to as well, and answering ends what is being read.
    await listen.click()
    await chat.press('no')
    await page
      .locator('#latest button.listen, #latest ~ button.listen')
      .first()
      .waitFor({ state: 'attached' })
    assert.equal((await saidBy(page)).at(-1), 'cancel')
  })

  it('offers no listening where only a voice of another machine speaks her language', async () => {
    const { page } = await opened(device([far, { ...near, lang: 'fi-FI' }]))
    await eventually(() =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/reading.js')),
      ),
    )
    await page.locator('[data-size="1"]').first().click()
    assert.equal(await page.locator('button.listen').count(), 0)
  })

  it('offers none where others may hear', async () => {
    const { page } = await opened(device([near]), 'maybe')
    await page.locator('[data-size="1"]').first().click()
    assert.equal(await page.locator('button.listen').count(), 0)
  })

  it('makes the text larger and smaller', async () => {
    const { page } = await opened(device([]))
    const size = () =>
      page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector('#question')!).fontSize))
    const before = await size()
    await page.locator('[data-size="1"]').click()
    assert.ok((await size()) > before * 1.15)
    await page.locator('[data-size="-1"]').click()
    assert.equal(await size(), before)
  })

  it('has a picture for each of these options, and each is drawn', async () => {
    const drawn = readFileSync(new URL('../../web/chat/pictograms.svg', import.meta.url), 'utf8')
    for (const [key, names] of Object.entries(pictograms)) {
      const field = questions.get(key)
      const near = field?.options.filter((id) => !field.rare.includes(id))
      if (near) assert.deepEqual(Object.keys(names).sort(), [...near].sort(), key)
      const words = controlWords(key, [])
      for (const id of field ? [] : Object.keys(names)) assert.ok(words.includes(`${key}.option.${id}`), id)
      for (const name of Object.values(names)) assert.ok(drawn.includes(`<symbol id="${name}"`), name)
    }
    const { page } = await opened(device([]))
    const picture = page.locator('.options svg.pictogram').first()
    const box = await picture.boundingBox()
    assert.ok(box && box.width >= 24 && box.height >= 24)
    assert.equal(
      await page.locator('.options button').first().textContent(),
      words('ar')('safety.danger.option.no'),
    )
  })
})
