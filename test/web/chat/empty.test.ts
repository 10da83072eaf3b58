import assert from 'node:assert/strict'
import { languages, words } from '../../../locales/index.ts'
import { herself, typed } from '../../support/essential.ts'
import { Page } from '../../support/page.ts'
import { type Running, startServer } from '../../support/server.ts'

describe('web/chat: whoever does not read presses on', () => {
  let server: Running
  before(async () => {
    server = await startServer({
      OFFICE_HOURS: 'mon-fri 08:00-16:15',
    })
  })
  after(() => server?.close())

  async function at(key: string, language = 'en') {
    const page = await new Page(server.url).open(`/?lang=${language}`)
    for (const [one, given] of herself) {
      if (one === key) break
      await (typed.has(one) ? page.type(String(given)) : page.press(...[given].flat()))
    }
    return page
  }
  /** As the page's own form would post it, with nothing in the box. */
  const pressOn = (page: Page) => {
    const empty = page.html.match(/name="empty" value="(\w+)"/)?.[1]
    return page.post(page.form({ text: '', ...(empty ? { empty } : {}) }))
  }

  for (const language of languages) {
    it(`an empty name is no name, in ${language}`, async () => {
      const page = await at('identity.name', language)
      await pressOn(page)
      assert.equal(page.question, 'control.review')
    })

    it(`what is needed is asked for above its box, which is marked, in ${language}`, async () => {
      const page = await at('contact.value', language)
      assert.doesNotMatch(page.html, /aria-invalid/)
      await pressOn(page)
      assert.equal(page.question, 'contact.value')
      const [box = ''] = page.html.match(/<input type="text"[^>]*>/) ?? []
      assert.match(box, /aria-invalid="true"/)
      assert.match(box, /aria-describedby="empty /)
      const why = page.html.indexOf(words(language)('web.error.empty'))
      assert.ok(why > 0 && why < page.html.indexOf(box))
    })

    it(`that a person is asked for stays in sight until one is there, in ${language}`, async () => {
      const t = words(language)
      const page = await at('consent.start', language)
      const offersPerson = () => /name="value" value="human"/.test(page.html)
      assert.ok(offersPerson())
      await page.command('human')
      const waits = (where: string) =>
        assert.match(page.html, /<ol class="wait"[\s\S]*aria-current="step"/, where)
      waits('at once')
      if (page.question === 'control.share') await page.press('no')
      await page.press('goOn')
      assert.equal(page.question, 'consent.start')
      waits('while the questions go on')
      assert.ok(!offersPerson(), 'what is asked for is not offered')
      for (const [key, given] of herself.slice(2)) {
        assert.equal(page.question, key)
        await (typed.has(key) ? page.type(String(given)) : page.press(...[given].flat()))
      }
      waits('in the review')
      await page.press('send')
      assert.equal(page.question, 'control.sent')
      waits('when it is sent')
      assert.match(page.html, /#sent"[\s\S]*#waiting"/)
      assert.ok(page.html.includes(t('control.sent.waiting')))
      await page.command('stop')
      waits('in a pause')
    })
  }

  it('where others may see, it does not say what is waited for', async () => {
    const page = await new Page(server.url).open('/?lang=en')
    await page.press('maybe')
    await page.command('human')
    if (page.question === 'control.share') await page.press('no')
    await page.press('goOn')
    await page.command('stop')
    const [, wait = ''] = page.html.match(/<ol class="wait"[^>]*>([\s\S]*?)<\/ol>/) ?? []
    assert.match(wait, /#waiting"/)
    assert.doesNotMatch(wait, /<span>|#human|#asked|#nobody/)
  })

  it('the review shows the picture of what was pressed, two unlike ways to mend it, and sending last', async () => {
    const page = await at('')
    assert.equal(page.question, 'control.review')
    const rows = page.html.match(/<section class="rows"[\s\S]*?<\/section>/)![0]
    for (const picture of ['me', 'here', 'adult', 'law', 'home', 'called', 'evening', 'neutral'])
      assert.ok(rows.includes(`#${picture}"`), picture)
    assert.match(rows, /class="small change"[^>]*><svg[^>]*><use href="\/pictograms.svg#write"/)
    assert.match(rows, /class="small remove"[^>]*><svg[^>]*><use href="\/pictograms.svg#delete"/)
    const after = page.html.slice(page.html.indexOf(rows) + rows.length)
    assert.ok(after.indexOf('href="#send"') < after.indexOf('id="send"'))
  })
})
