import assert from 'node:assert/strict'
import { printSignIn } from '../../../desk/sign-in/by-address.ts'
import { openStore } from '../../../intake/store/open.ts'
import { readConfig } from '../../../platform/config.ts'
import { Client, caseOf, sentApplication } from '../../desk/desk-server.ts'
import { minutesPass } from '../../support/ended.ts'
import { type Running, startServer } from '../../support/server.ts'
import { storeSettings } from '../../support/stores.ts'
import type { Person } from '../../support/talk.ts'

const DAY = 86_400_000
const HOSTILE = '<img src=x onerror=alert(1)></p><script>alert("هنا")</script>'

for (const [name, open] of Object.entries(storeSettings))
  describe(`a link to a referrer, on ${name}`, () => {
    let server: Running
    let one: Client
    let id: string
    let her: Person
    let release: () => Promise<void>
    const past = { ms: 0 }

    before(async () => {
      const setting = await open()
      release = setting.close
      const store = await openStore(readConfig({ NODE_ENV: 'test', ...setting.env }))
      server = await startServer(setting.env, { store, clock: () => Date.now() + past.ms })
    })
    after(async () => {
      await server.close()
      await release()
    })
    beforeEach(async () => {
      past.ms = 0
      const printed: string[] = []
      printSignIn(server.services, server.url, (line) => printed.push(line))
      one = new Client(server.url)
      await one.get(`${printed[0]!.replace('Desk:', '').trim()}&name=Aino`)
      her = await sentApplication(server.services, 'ar', 'consent.askReferrer')
      id = caseOf(her)
      await act('claim')
    })

    const act = (what: string, body?: unknown) => one.json('POST', `cases/${id}/${what}`, body)
    const seen = async () => (await one.json('GET', `cases/${id}`)).body
    const ask = async (...keys: string[]): Promise<{ link: string; request: string }> =>
      (await act('request', { to: 'referrer', keys })).body
    const read = async (link: string, language = 'en') => {
      const answer = await fetch(link, { headers: { 'accept-language': language } })
      return { status: answer.status, headers: answer.headers, text: await answer.text() }
    }
    const answer = async (link: string, fields: Record<string, string>) => {
      const body = new URLSearchParams(fields)
      const told = await fetch(`${link}?lang=en`, { method: 'POST', body, redirect: 'manual' })
      return { status: told.status, text: await told.text() }
    }
    const right = { 'a:where.when': 'ongoing', 'a:where.countries': `Morocco ${HOSTILE}` }

    it('shows the questions in the words of who helps, and nothing of the case', async () => {
      const { link } = await ask('where.when', 'where.countries')
      const page = await read(link)
      assert.equal(page.status, 200)
      assert.equal(page.headers.get('cache-control'), 'no-store')
      assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
      assert.equal(page.headers.get('x-robots-tag'), 'noindex, nofollow')
      assert.match(page.headers.get('content-security-policy')!, /default-src 'none'/)
      assert.match(page.text, /<title>Questions<\/title>/)
      assert.ok(page.text.includes(server.services.speech.t('en')('where.when.ask_other')))
      assert.doesNotMatch(page.text, /Noor|040 123|Arabic|trafficking|Assistance/)
      assert.ok(!page.text.includes(id) && !link.includes(id))
      assert.match((await read(link, 'ar')).text, /<html lang="ar" dir="rtl">/)
      const kept = await server.services.links.find(link.split('/').at(-1)!)
      assert.ok(!JSON.stringify(kept).includes(link.split('/').at(-1)!))
    })

    it('is answered once; the answers stand beside hers with their source, and words are words', async () => {
      const { link } = await ask('where.when', 'where.countries', 'identity.name')
      assert.equal((await seen()).application, 'moreInfo')
      const done = await answer(link, { ...right, 'a:identity.name': 'Nora' })
      assert.equal(done.status, 200)
      assert.match(done.text, /your answers have been sent/)
      const found = await seen()
      assert.equal(found.application, 'sent')
      assert.equal(found.rows.find(({ key }: { key: string }) => key === 'identity.name').text, 'Noor')
      assert.equal(found.others['identity.name'][0].text, 'Nora')
      assert.equal(found.others['where.countries'][0].text, right['a:where.countries'])
      assert.equal(found.others['where.when'][0].source.from, 'referrer')
      const page = await one.get(`/console/cases/${id}`)
      assert.doesNotMatch(page.text, /<img|<script>alert/)
      assert.match(page.text, /Nora<\/span>[\s\S]*?Source: the referrer/)

      const again = await answer(link, { 'a:where.countries': 'Second words' })
      assert.equal(again.status, 410)
      assert.match(again.text, /already been sent[\s\S]*Second words/, 'given back, to be copied')
      assert.equal((await read(link)).status, 410)
      assert.equal((await seen()).others['where.countries'][0].text, right['a:where.countries'])
      const lines = (await server.services.audit.of(id)).map(({ what }) => what)
      assert.equal(lines.filter((what) => what === 'reply').length, 1)
    })

    it('of ten posts at once exactly one wins', async () => {
      const { link } = await ask('where.countries')
      const all = await Promise.all(
        Array.from({ length: 10 }, (_, at) => answer(link, { 'a:where.countries': `Country ${at}` })),
      )
      const won = all.flatMap(({ status }, at) => (status === 200 ? [at] : []))
      assert.equal(won.length, 1)
      assert.ok(all.every(({ status }) => status === 200 || status === 410))
      assert.equal((await seen()).others['where.countries'][0].text, `Country ${won[0]}`)
    })

    it('says what is wrong beside its place and above, and keeps what was written', async () => {
      const { link } = await ask('where.when', 'where.countries', 'identity.birth')
      const wrong = await answer(link, {
        ...{ 'a:where.when': 'no such', 'a:where.countries': 'x'.repeat(301) },
        ...{ 'a:identity.birth:day': '31', 'a:identity.birth:month': '2', 'a:identity.birth:year': '1999' },
      })
      assert.equal(wrong.status, 422)
      assert.match(wrong.text, /href="#f-identity.birth-day"/)
      assert.match(wrong.text, /id="t-where.countries"/)
      assert.ok(wrong.text.includes('x'.repeat(301)) && wrong.text.includes('value="1999"'))
      const empty = await answer(link, {})
      assert.match(empty.text, /Answer at least one question/)
      assert.equal((await seen()).application, 'moreInfo')
      assert.equal((await answer(link, { 'a:identity.birth:year': '١٩٩٩' })).status, 200)
      assert.equal((await seen()).others['identity.birth'][0].text, '1999')
    })

    it('that is expired, replaced, withdrawn or forged says so kindly, and changes nothing', async () => {
      const first = await ask('where.countries')
      past.ms = 15 * DAY
      const late = await answer(first.link, { 'a:where.countries': 'Late words' })
      assert.equal(late.status, 410)
      assert.match(late.text, /has expired[\s\S]*Late words/)
      past.ms = 0
      const newer = (await act('link', { request: first.request })).body.link
      assert.equal((await answer(first.link, right)).status, 410)
      assert.equal((await read(newer)).status, 200)
      await act('recall', { request: first.request })
      assert.match((await read(newer)).text, /no longer asked/)
      assert.equal((await answer(newer, right)).status, 410)
      assert.deepEqual((await seen()).others, {})
      const forged = new URL(`/r/${'A'.repeat(32)}`, server.url).href
      assert.match((await read(forged)).text, /does not open anything/)
      assert.equal((await answer(forged, right)).status, 404)
      assert.equal((await read(new URL('/r/x%00y', server.url).href)).status, 404)
      const open = await ask('where.countries')
      await act('close', { outcome: 'answered' })
      await minutesPass(server.services)
      assert.equal((await answer(open.link, right)).status, 410)
    })

    it('opens no longer than she lets whoever helps be asked', async () => {
      const { link } = await ask('where.countries')
      await her.send({ question: 'consent.askReferrer', value: ['no'] })
      assert.equal((await read(link)).status, 410)
      const late = await answer(link, right)
      assert.equal(late.status, 410)
      assert.equal((await seen()).requests[0].status, 'open')
    })

    it('is gone with the case', async () => {
      const { link } = await ask('where.countries')
      const token = link.split('/').at(-1)!
      assert.ok(await server.services.links.find(token))
      await server.services.cases.erase(id)
      assert.equal(await server.services.links.find(token), null)
      assert.equal((await answer(link, right)).status, 404)
    })

    it('is shown once on the page that made it', async () => {
      const made = await one.form(`/console/cases/${id}/request`, {
        to: 'referrer',
        'key:where.when': 'on',
        message: 'm1',
      })
      assert.equal(made.status, 200)
      const [, link] = /id="made-link" value="([^"]+)"/.exec(made.text)!
      assert.equal((await read(link!)).status, 200)
      const page = await one.get(`/console/cases/${id}`)
      assert.doesNotMatch(page.text, /\/r\//)
      const there = await one.get(`/console/cases/${id}/request`)
      assert.equal(there.headers.get('location'), `/console/cases/${id}`)
    })

    it('lets nobody go on guessing', async () => {
      const forged = (at: number) => new URL(`/r/${String(at).padStart(32, 'B')}`, server.url).href
      let last = 0
      for (let at = 0; at < 40; at += 1) last = (await read(forged(at))).status
      assert.equal(last, 429)
      const { link } = await ask('where.countries')
      assert.equal((await read(link)).status, 200, 'who holds a link is not kept waiting')
    })
  })
