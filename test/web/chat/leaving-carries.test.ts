import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { phone } from '../../support/browser.ts'
import { eventually } from '../../support/eventually.ts'
import { withCode } from '../../support/talk.ts'
import { visits } from '../../support/visits.ts'

const word = 'Bluebell'

describe('web/chat: leaving takes along what was on its way', () => {
  const her = visits({ env: { EXIT_URL: 'http://localhost:9/' } })
  const stored = async () => {
    const find = { order: { field: 'changed', descending: true }, limit: 1 } as const
    const [doc] = await her.server.services.store.collection('conversations').find(find)
    return (await her.server.services.conversations.load(doc!.id))!
  }

  /** Nothing more that she says gets through, but leaving does. */
  const hold = (page: Page) => page.route(`${her.server.url}/`, () => {})

  /** At the choice of a word, with the code that is shown there. */
  async function choosing(javaScriptEnabled = true) {
    const { page, chat } = await her.arrive({ ...phone, javaScriptEnabled })
    await page.goto(`${her.server.url}/?lang=en`)
    for (const answer of ['no', 'no', 'yes', 'self']) await chat.press(answer)
    await chat.command('code')
    const code = (await page.locator('#talk').innerText()).match(/\d{5}\s\d{5}\s\d{5}/)![0].replace(/\D/g, '')
    return { page, chat, code }
  }

  for (const written of ['once', 'twice'] as const)
    it(`a word written ${written} opens what she said, and the code alone does not`, async () => {
      const { page, chat, code } = await choosing()
      if (written === 'twice') await chat.type(word)
      await hold(page)
      await page.fill('#text', word)
      await page.locator('form:has(#text) button.main').click()
      await page.locator('#talk[aria-busy]').waitFor()
      await page.locator('button.leave').click()
      await eventually(async () => (await stored()).state.view === 1)
      const { id } = await stored()
      const { services } = her.server

      const holder = await withCode(services, code)
      assert.deepEqual(holder.keys, ['say.welcomeBack', 'control.check'], 'it is asked')
      for (const guess of ['Primrose', 'Marigold']) {
        await holder.writes(guess)
        assert.deepEqual(holder.keys, ['say.wordWrong', 'control.check'], guess)
      }
      const back = await withCode(services, code, word)
      assert.equal(back.id, id)
      assert.deepEqual(back.keys, ['say.checked', 'safety.seen'])
      for (const next of ['no', 'yes', 'adult']) await back.picks(next)
      assert.equal(back.answer('role.who'), 'self')
      assert.equal(back.answer('identity.age'), 'adult')
    })

  it('what she chose to send is sent, and counts once where both arrive', async () => {
    const { page } = await choosing(false)
    const id = (await stored()).id
    const token = await page.locator('#leave [name=token]').inputValue()
    const form = new URLSearchParams({ token, message: 'm1', question: 'control.word', text: word })
    const post = (path: string) =>
      fetch(new URL(path, her.server.url), { method: 'POST', body: form, redirect: 'manual' })
    await Promise.all([post('/'), post('/exit'), post('/exit')])
    const { state } = (await her.server.services.conversations.load(id))!
    assert.equal(state.view, 1)
    assert.ok(state.choosing?.again, 'once: a second would have been the word once more')
    assert.equal(state.passphrase, undefined)
    assert.equal((await post('/')).status, 410)
  })

  it('of a conversation without a code nothing stays, whatever was on its way', async () => {
    const { page, chat } = await her.arrive(phone)
    await page.goto(`${her.server.url}/?lang=en`)
    await chat.press('no')
    const { id } = await stored()
    await hold(page)
    await page.locator('button[name=value][value=no]').click()
    await page.locator('button.leave').click()
    await eventually(async () => {
      const now = (await her.server.services.conversations.load(id))!.state
      return now.gone === 'left' && Object.keys(now.answers).length === 0
    })
  })
})
