import assert from 'node:assert/strict'
import { minutesPass } from '../../support/ended.ts'
import { Person, walkTo } from '../../support/talk.ts'
import {
  askingPerson,
  Client,
  caseOf,
  type DeskServer,
  logOf,
  sentApplication,
  startDesk,
} from '../desk-server.ts'

const HOSTILE = '<img src=x onerror=alert(1)></dd><script>alert("هنا")</script>&amp;'

describe('desk: one case', () => {
  let desk: DeskServer
  let one: Client
  let two: Client
  beforeEach(async () => {
    desk = await startDesk()
    one = await Client.signedIn(desk, 'Aino')
    two = await Client.signedIn(desk, 'Bertta')
  })
  afterEach(() => desk.close())

  const act = (client: Client, id: string, name: string, body?: unknown) =>
    client.json('POST', `cases/${id}/${name}`, body)
  const said = async (person: Person) => (await logOf(desk.services, person)).map(({ what }) => what)

  it('is claimed by exactly one of fifty at once; the others are told who has it', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    const all = await Promise.all(Array.from({ length: 50 }, (_, at) => act(at % 2 ? one : two, id, 'claim')))
    const won = all.filter(({ status }) => status === 200)
    const lost = all.filter(({ status }) => status === 409)
    // Claiming again what one has changes nothing, so all of the winner's own succeed.
    assert.equal(won.length, 25)
    assert.equal(lost.length, 25)
    const { assignee } = (await one.json('GET', `cases/${id}`)).body
    const winner = assignee.me ? 'Aino' : 'Bertta'
    for (const { body } of lost) {
      assert.equal(body.error.code, 'CONFLICT')
      assert.equal(body.error.by, winner)
    }
    assert.equal((await said(person)).filter((what) => what === 'talk.joined').length, 1)
    const lines = await desk.services.audit.of(id)
    assert.equal(lines.filter(({ what }) => what === 'claim').length, 1)
  })

  it('is claimed by exactly one of fifty workers', async () => {
    const id = caseOf(await askingPerson(desk.services))
    const workers = await Promise.all(
      Array.from({ length: 50 }, async (_, at) => ({ id: `w${at}`, name: `Worker ${at}` })),
    )
    const all = await Promise.allSettled(workers.map((worker) => desk.services.desk.claim(id, worker)))
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('goes from asking to talking to the bot again, each told of the other', async () => {
    const person = await askingPerson(desk.services, 'en', 'what.forms')
    const id = caseOf(person)
    await act(one, id, 'claim')
    assert.equal((await said(person)).at(-1), 'talk.joined')

    const message = { id: 'm1', text: 'Hello, I am here.', language: 'en' }
    for (let time = 0; time < 3; time += 1) assert.equal((await act(one, id, 'message', message)).status, 200)
    assert.equal((await said(person)).filter((what) => what === message.text).length, 1)
    await person.says('Thank you. I am afraid.')
    const { body } = await one.json('GET', `cases/${id}`)
    assert.deepEqual(
      body.messages.map(({ from, text, language }: Record<string, string>) => [from, text, language]),
      [
        ['worker', 'Hello, I am here.', 'en'],
        ['person', 'Thank you. I am afraid.', 'en'],
      ],
    )
    // The bot is silent while a worker talks.
    assert.equal((await said(person)).at(-1), 'Thank you. I am afraid.')

    const refused = await act(one, id, 'release', { to: 'bot' })
    assert.deepEqual([refused.status, refused.body.error.why], [409, 'unanswered'])
    await act(one, id, 'message', { text: 'You can write to me again.', language: 'en' })
    assert.equal((await act(one, id, 'release', { to: 'bot' })).status, 200)
    assert.deepEqual((await said(person)).slice(-2), ['talk.returned', 'what.forms'])
    assert.equal((await act(one, id, 'message', { text: 'Again' })).status, 409)
    await person.picks('labour')
    assert.deepEqual(person.answer('what.forms'), ['labour'])
  })

  it('hands over what she writes before any language is chosen, and asks for one afterwards', async () => {
    const person = await new Person(desk.services).command('human')
    const id = caseOf(person)
    await person.says('Bonjour, je suis en danger')
    await act(one, id, 'claim')
    await person.says('Hello, is anybody there? I need help with my papers')
    const { messages } = (await one.json('GET', `cases/${id}`)).body
    assert.deepEqual(
      messages.map(({ text, language }: { text: string; language: string }) => [text.slice(0, 5), language]),
      [
        ['Bonjo', 'und'],
        ['Hello', 'en'],
      ],
    )
    assert.match((await one.get(`/console/cases/${id}`)).text, /Person · not known · /)
    await act(one, id, 'message', { text: 'Yes.', language: 'en' })
    await act(one, id, 'release', { to: 'bot' })
    // Languages stand on the screen of this question.
    assert.deepEqual((await said(person)).slice(-3), ['talk.returned', 'say.program', 'safety.seen'])
  })

  it('is closed with an outcome, and then refuses whatever comes', async () => {
    const person = await sentApplication(desk.services)
    const id = caseOf(person)
    assert.equal((await act(one, id, 'close', { outcome: 'answered' })).status, 409)
    await act(one, id, 'claim')
    assert.equal((await act(one, id, 'close', { outcome: 'granted' })).status, 400)
    assert.equal((await act(one, id, 'close', { outcome: 'answered' })).status, 200)
    await minutesPass(desk.services)
    assert.ok((await said(person)).includes('talk.closed'))
    for (const name of ['claim', 'release', 'close'])
      assert.equal((await act(one, id, name)).status, 410, name)
    assert.equal((await act(one, id, 'message', { text: 'x' })).status, 410)
    const { body } = await two.json('GET', `cases/${id}`)
    assert.equal(body.outcome, 'answered')
    const page = await two.get(`/console/cases/${id}`)
    assert.match(page.text, /The contact request was answered/)
    assert.doesNotMatch(page.text, /<textarea id="(text|note)"/)
  })

  it('shows nothing said before, until she says yes', async () => {
    const person = await askingPerson(desk.services, 'en', 'needs.help')
    const id = caseOf(person)
    const before = await one.json('GET', `cases/${id}`)
    assert.deepEqual(before.body.rows, [])
    assert.equal(before.body.shared, undefined)
    assert.equal(before.body.record, undefined)
    const page = await one.get(`/console/cases/${id}`)
    assert.match(page.text, /stays hidden unless they say yes/)
    assert.doesNotMatch(page.text, /Debt|debt|Adult|adult/)

    assert.equal(person.open, 'control.share')
    await person.picks('yes')
    const after = (await one.json('GET', `cases/${id}`)).body
    assert.deepEqual(after.rows, [])
    assert.ok(after.shared.some(({ key }: { key: string }) => key === 'what.forms'))
    assert.match((await one.get(`/console/cases/${id}`)).text, /Let you read, not sent/)
  })

  it('shows an application in the language of the worker, safe contact first, her own words in hers', async () => {
    const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
    await person.writes('نور الهدى')
    await person.picks('send')
    const id = caseOf(person)
    await act(one, id, 'claim')
    const { body } = await one.json('GET', `cases/${id}`)
    assert.equal(body.record.kind, 'application')
    assert.equal(body.record.language, 'ar')
    assert.equal(body.record.revision, 1)
    const name = body.rows.find(({ key }: { key: string }) => key === 'identity.name')
    assert.deepEqual(
      [name.text, name.language, name.verbatim, name.status],
      ['نور الهدى', 'ar', true, 'answered'],
    )
    const fi = await one.get(`/console/cases/${id}`, { 'accept-language': 'fi' })
    assert.match(fi.text, /<dd class="own" lang="ar" dir="auto" translate="no">نور الهدى<\/dd>/)
    assert.match(fi.text, /Omin sanoin, arabia/)
    assert.ok(fi.text.indexOf('Turvallinen yhteydenotto') < fi.text.indexOf('<h3>Turvallisuus'))
    assert.match(fi.text, /040 123 4567/)
    // She wrote no country code: it is dialled as a Finnish number, if it is one.
    assert.match(fi.text, /Valittava numero, jos tämä on suomalainen: \+358 40 1234567/)
    const other = (await two.json('GET', `cases/${id}`)).body
    // With its plus: the digits alone stand in many a case number.
    assert.match(JSON.stringify(body), /\+358/)
    assert.doesNotMatch(JSON.stringify(other), /\+358/)
  })

  it('keeps what she added after sending until she sends it or says yes', async () => {
    const person = await sentApplication(desk.services)
    const id = caseOf(person)
    const rows = async () => (await one.json('GET', `cases/${id}`)).body
    const sent = (await rows()).rows.length
    await person.picks('more')
    await person.picks('more.what')
    // What comes is heavy: who may see the screen is asked once more.
    await person.picks('no')
    await person.picks('cleaning')
    assert.equal((await rows()).rows.length, sent)
    await person.command('human')
    assert.equal((await rows()).shared, undefined)
    assert.equal(person.open, 'control.share')
    await person.picks('yes')
    assert.deepEqual(
      (await rows()).shared.map(({ key }: { key: string }) => key),
      ['safety.seen', 'what.sector'],
    )
    assert.equal((await rows()).rows.length, sent)
  })

  it('shows hostile words as words', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    await one.json('POST', `cases/${id}/claim`)
    await person.says(HOSTILE)
    const { text } = await one.get(`/console/cases/${id}`)
    const escaped = HOSTILE.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
    assert.ok(text.includes(`>${escaped}<`))
    assert.doesNotMatch(text, /<img|<script>/)
  })

  it('refuses a message that is none', async () => {
    const id = caseOf(await askingPerson(desk.services))
    await act(one, id, 'claim')
    for (const body of [
      {},
      { text: '' },
      { text: ' \n\t\u0000 ' },
      { text: 'x'.repeat(4001) },
      { text: 5 },
      { text: 'x', language: 'no such' },
      { text: 'x', language: 7 },
      { text: 'x', id: '' },
      { text: 'x', id: '../x' },
      [],
    ])
      assert.equal((await act(one, id, 'message', body)).status, 400, JSON.stringify(body).slice(0, 40))
    assert.equal((await act(one, id, 'message', { text: 'x'.repeat(100_000) })).status, 413)
    const json = { 'content-type': 'application/json' }
    const path = `/console/api/cases/${id}/message`
    assert.equal((await one.send('POST', path, '{"text":', json)).status, 400)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await one.send('POST', path, 'text=x', form)).status, 415)
    assert.equal((await one.send('POST', path, '{"text":"x"}', { 'content-type': 'text/plain' })).status, 415)
    assert.deepEqual((await one.json('GET', `cases/${id}`)).body.messages, [])
  })

  it('is worked by forms alone', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    const path = `/console/cases/${id}`
    const claimed = await one.form(`${path}/claim`, {})
    assert.equal(claimed.status, 303)
    assert.equal(claimed.headers.get('location'), `${path}#text`)
    const late = await two.form(`${path}/claim`, {})
    assert.equal(late.status, 409)
    assert.match(late.text, /another caseworker has this case \(Aino\)/)

    const message = { message: 'm1', text: 'Hei\r\nsinä', language: 'fi' }
    for (let time = 0; time < 3; time += 1)
      assert.equal((await one.form(`${path}/message`, message)).status, 303)
    assert.equal((await said(person)).filter((what) => what === 'Hei\nsinä').length, 1)
    assert.match((await one.get(path)).text, /lang="fi" dir="auto" translate="no">Hei\nsinä</)

    // What could not be sent is given back.
    const lost = await two.form(`${path}/message`, { text: 'Kirjoitin <tämän>', language: 'fi' })
    assert.equal(lost.status, 409)
    assert.match(lost.text, /readonly[^>]*>Kirjoitin &lt;tämän></)
    assert.equal((await one.form(`${path}/message`, { text: ' ', language: 'fi' })).status, 400)

    assert.equal((await one.form(`${path}/release`, {})).status, 303)
    assert.equal((await two.form(`${path}/claim`, {})).status, 303)
    assert.equal((await two.form(`${path}/close`, { outcome: 'answered' })).status, 303)
    assert.equal((await said(person)).filter((what) => what === 'talk.joined').length, 2)
  })

  it('does nothing that another site asks for', async () => {
    const id = caseOf(await askingPerson(desk.services))
    const path = `/console/cases/${id}/claim`
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const json = { 'content-type': 'application/json' }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const form = await one.form(path, {}, headers)
      assert.equal(form.status, 403)
      assert.match(form.text, /did not come from a page of this desk/)
      const api = await one.send('POST', `/console/api/cases/${id}/claim`, '{}', { ...json, ...headers })
      assert.equal(api.status, 403)
      assert.equal((await one.form('/console/sign-out', {}, headers)).status, 403)
    }
    // Without this session's own token: another's, an empty one, none.
    const other = /name="csrf" value="([^"]+)"/.exec((await two.get('/console')).text)![1]!
    for (const body of ['', 'csrf=', `csrf=${other}`])
      assert.equal((await one.send('POST', path, body, type)).status, 403, body.slice(0, 10))
    assert.equal((await one.json('GET', `cases/${id}`)).body.assignee, null)
    const good = { origin: desk.url, 'sec-fetch-site': 'same-origin' }
    assert.equal((await one.form(path, {}, good)).status, 303)
  })

  it('leaves a line of who did what, and no content', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    await one.json('GET', `cases/${id}`)
    await act(one, id, 'claim')
    await act(one, id, 'message', { text: 'SecretCanary', language: 'en' })
    await act(one, id, 'release')
    await two.form(`/console/cases/${id}/claim`, {})
    await two.form(`/console/cases/${id}/close`, { outcome: 'referred' })
    const lines = await desk.services.audit.of(id)
    const done = lines.map(({ what }) => what)
    // A form is taken from the page, which is a view.
    assert.deepEqual(done, ['view', 'claim', 'message', 'release', 'view', 'claim', 'view', 'close'])
    assert.equal(new Set(lines.map(({ who }) => who)).size, 2)
    assert.doesNotMatch(JSON.stringify(lines), /SecretCanary|referred|Aino|Bertta/)
    // A page that stays open is noted once.
    await two.get(`/console/cases/${id}`, { 'x-live': '1' })
    assert.equal((await desk.services.audit.of(id)).length, done.length)
    await one.get(`/console/cases/${id}`, { 'x-live': '1' })
    assert.equal((await desk.services.audit.of(id)).length, done.length)
    const third = await Client.signedIn(desk)
    await third.get(`/console/cases/${id}`, { 'x-live': '1' })
    assert.equal((await desk.services.audit.of(id)).length, done.length + 1)
  })

  it('keeps only number and times of what a person deleted', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    await act(one, id, 'claim')
    await person.says('Canary words')
    await person.command('delete')
    await person.picks('yes')
    const { status, body } = await one.json('GET', `cases/${id}`)
    assert.equal(status, 200)
    assert.equal(body.erased, true)
    assert.deepEqual([body.rows, body.messages], [[], []])
    assert.match((await one.get(`/console/cases/${id}`)).text, /content of this case has been deleted/)
    assert.equal((await act(one, id, 'message', { text: 'x' })).status, 410)
  })
})
