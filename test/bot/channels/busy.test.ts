import assert from 'node:assert/strict'
import { MOST_LISTENING } from '../../../bot/channels/web-live.ts'
import { clockAt } from '../../../intake/hours/time.ts'
import { languages, words } from '../../../locales/index.ts'
import { costs, LONGEST, RATE, SIZE } from '../../../platform/limits.ts'
import { Page } from '../../support/page.ts'
import { type Running, startServer } from '../../support/server.ts'

const slowed = Math.floor((LONGEST / 1000) * (RATE / costs.begin))

describe('Too much from one place', () => {
  const now = Date.UTC(2026, 0, 16, 9, 20)
  let server: Running
  before(async () => {
    server = await startServer({}, { clock: () => now })
    // Each is a conversation begun from the same address: at first at once, then more slowly.
    for (let begun = 0; begun < SIZE / costs.begin + slowed; begun += 1)
      await (await new Page(server.url).open()).press('en')
  })
  after(() => server.close())

  for (const language of languages)
    it(`she is told what it is, until when, and whom to call, and her words are still there, in ${language}`, async () => {
      const page = await new Page(server.url).open(`?lang=${language}`)
      await page.type('I cleaned rooms there')
      const t = words(language)
      assert.equal(page.status, 429)
      assert.ok(page.html.includes(t('web.busy.title')))
      assert.ok(page.html.includes(clockAt(language, now + (((slowed + 1) * costs.begin) / RATE) * 1000)))
      assert.ok(page.html.includes('href="tel:112"'))
      assert.ok(page.html.includes('I cleaned rooms there'))
      assert.ok(!page.html.includes(t('web.down.title')))
    })

  it('a program is told in how many seconds', async () => {
    const page = await new Page(server.url).open()
    const answer = await fetch(server.url, { method: 'POST', body: page.form({ text: 'hello' }) })
    assert.equal(answer.status, 429)
    assert.equal(Number(answer.headers.get('retry-after')), Math.ceil(((slowed + 1) * costs.begin) / RATE))
  })

  const dangers = {
    en: 'he will kill me',
    fi: 'hän tappaa minut',
    sv: 'han dödar mig',
    ar: 'سوف يقتلني',
    ru: 'он меня убьёт',
  }
  for (const language of languages) {
    it(`danger is heard and a person can be asked for all the same, in ${language}`, async () => {
      const [danger, person] = await Promise.all([
        new Page(server.url).open(`?lang=${language}`),
        new Page(server.url).open(`?lang=${language}`),
      ])
      await Promise.all([danger.type(dangers[language as keyof typeof dangers]), person.command('human')])
      for (const page of [danger, person]) {
        assert.equal(page.status, 200)
        assert.ok(!page.html.includes(words(language)('web.busy.title')))
        assert.ok(page.html.includes('href="tel:112"'))
      }
    })
  }

  it('a client of Direct Line is told the same, in the language it asks for', async () => {
    const ask = () =>
      fetch(`${server.url}/v3/directline/tokens/generate`, {
        method: 'POST',
        headers: { 'accept-language': 'fi' },
      })
    let answer = await ask()
    for (let more = 0; more < 200 && answer.status !== 429; more += 1) answer = await ask()
    assert.equal(answer.status, 429)
    const { error } = (await answer.json()) as { error: { message: string } }
    assert.match(error.message, /Samasta paikasta.* 11[.:]20.*112/)
  })
})

describe('Many pages of one conversation', () => {
  it('are held so many at once; one more learns what is new too, and is told when to ask again', async () => {
    const server = await startServer()
    const page = await new Page(server.url).open('?lang=en')
    await page.press('no')
    const token = page.form({}).get('token')!
    const seq = Number(page.html.match(/data-seq="(\d+)"/)![1])
    const leave = new AbortController()
    const ask = (seen: number) =>
      fetch(`${server.url}/live`, {
        method: 'POST',
        body: new URLSearchParams({ token, seq: String(seen) }),
        headers: { 'X-Live': 'en' },
        signal: leave.signal,
      })
    const held = Array.from({ length: MOST_LISTENING }, () => ask(seq))
    for (const one of held) one.catch(() => {})
    // Whichever comes first is held: one of seven is not.
    const one = await Promise.race([...held, ask(seq)])
    assert.deepEqual([one.status, Number(one.headers.get('retry-after')) > 0], [204, true])
    const news = await ask(seq - 1)
    assert.equal(news.status, 200)
    leave.abort()
    await server.close()
  })
})
