import assert from 'node:assert/strict'
import { demoPages } from '../../../bot/demo/pages.ts'
import { byOf, colleagues } from '../../../bot/demo/workers.ts'
import { languages, words } from '../../../locales/index.ts'
import { onEveryPage } from '../../../web/document.ts'
import { Client } from '../../desk/desk-server.ts'
import { type Running, startServer } from '../../support/server.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const html = { accept: 'text/html' }
const says = (language: string) => words(language)('web.demo.says')
const anything = languages.map(says)
const tokenIn = (text: string) => /name="token" value="([^"]+)"/.exec(text)![1]!

/** Pages of each kind, by who asks for them. */
const pages = ['/', '/?lang=xx', '/r/x', '/nowhere', '/console', '/console/nowhere']
const atDesk = [
  '/console',
  '/console/me',
  '/console/help',
  '/console/today',
  '/console/stats',
  '/console/nowhere',
]

describe('What every page of a demo says', () => {
  let demo: Running
  before(async () => {
    demo = await startServer({}, { more: demoPages })
  })
  after(async () => {
    onEveryPage((page) => page)
    await demo.close()
  })

  const enters = async (who: string, headers: Record<string, string> = {}) => {
    const client = new Client(demo.url)
    const answer = await client.send('POST', '/demo/desk', `who=${who}`, { ...form, ...headers })
    return { client, ...answer }
  }

  for (const language of languages)
    it(`is that nobody is real, in the reader's language, once: ${language}`, async () => {
      const client = new Client(demo.url)
      for (const path of [...pages, '/demo']) {
        const { text } = await client.get(path, { ...html, 'accept-language': language })
        const tongue = /<html lang="([^"]+)"/.exec(text)![1]!
        if (!path.startsWith('/console')) assert.equal(tongue, language, path)
        assert.equal(text.split(says(tongue)).length, 2, path)
        assert.match(text, /href="\/demo\.css"/)
      }
    })

  it('stands on her page when it was answered to, in another language and behind the cover; not in what is swapped in', async () => {
    const client = new Client(demo.url)
    const { text } = await client.get('/?lang=ru')
    const posts = (fields: Record<string, string>, headers = {}) =>
      client.send('POST', '/', String(new URLSearchParams(fields)), { ...form, ...headers })
    const message = 'm1'
    const fields = { token: tokenIn(text), message, question: 'control.language', value: 'ar' }
    const answered = await posts(fields)
    assert.ok(answered.text.includes(says('ar')))
    const part = await posts({ ...fields, message: 'm2' }, { 'x-live': 'ar' })
    assert.equal(part.status, 200)
    assert.ok(!part.text.includes(says('ar')))
    const covered = await client.send(
      'POST',
      '/cover',
      String(new URLSearchParams({ token: tokenIn(answered.text), page: '0' })),
      form,
    )
    assert.ok(covered.text.includes('id="cover"') && covered.text.includes(says('ar')))
  })

  it('lets a worker of the demo be any of the three, on each page of the desk, with their rights', async () => {
    for (const [who, { name, roles }] of Object.entries(colleagues)) {
      const { client, status, headers } = await enters(who)
      assert.deepEqual([status, headers.get('location')], [303, '/console'])
      for (const path of atDesk) {
        const { text } = await client.get(path, html)
        assert.ok(text.includes(says('en')), path)
        for (const other of Object.keys(colleagues)) assert.ok(text.includes(`name="who" value="${other}"`))
        assert.ok(text.includes(`>${name}</a>`), path)
      }
      const overview = await client.get('/console/overview', html)
      assert.equal(overview.status, roles.includes('supervisor') ? 200 : 403)
    }
    const { id } = byOf(demo.services, 'aino').worker
    assert.equal((await demo.services.workers.get(id))!.name, 'Aino Esimerkki')
  })

  it('lets nobody in by another name, or sent by another site', async () => {
    for (const who of ['', 'nobody', '__proto__', 'constructor'])
      assert.equal((await enters(who)).status, 404, who)
    for (const from of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status, client } = await enters('aino', from as unknown as Record<string, string>)
      assert.deepEqual([status, client.cookie], [403, ''])
    }
  })

  it('sends whoever is signed out to choose again, as there is no printed address', async () => {
    const { status, headers } = await new Client(demo.url).get('/console/sign-in')
    assert.deepEqual([status, headers.get('location')], [303, '/demo'])
  })
})

describe('Outside of a demo', () => {
  let real: Running
  before(async () => {
    real = await startServer()
  })
  after(() => real.close())

  it('there is no way in of it, and no word', async () => {
    const client = new Client(real.url)
    assert.deepEqual(
      real.routes.filter((route) => route.includes('demo')),
      [],
    )
    for (const path of ['/demo', '/demo/desk', '/demo.css']) {
      assert.equal((await client.get(path, html)).status, 404, path)
      assert.equal((await client.send('POST', path, 'who=aino', form)).status, 404, path)
    }
    assert.equal(client.cookie, '')
    for (const path of [...pages, ...atDesk, '/console/sign-in']) {
      const { text } = await client.get(path, html)
      assert.ok(!anything.some((one) => text.includes(one)) && !/demo|name="who"/i.test(text), path)
    }
  })
})
