import assert from 'node:assert/strict'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: the queue', () => {
  let desk: DeskServer
  let one: Client
  let two: Client
  beforeEach(async () => {
    desk = await startDesk()
    one = await Client.signedIn(desk, 'Aino')
    two = await Client.signedIn(desk, 'Bertta')
  })
  afterEach(() => desk.close())

  const ids = async (client: Client, status: string) => {
    const { body } = await client.json('GET', `cases${status && `?status=${status}`}`)
    return body.cases.map(({ id }: { id: string }) => id)
  }

  it('shows readable fields only, urgent first, then who waited longest', async () => {
    const waiting = await askingPerson(desk.services, 'ar')
    const sent = await sentApplication(desk.services, 'fi')
    const danger = await askingPerson(desk.services, 'ru', 'consent.start')
    await danger.command('danger')
    await desk.services.cases.update(caseOf(danger), (now) => ({ ...now, urgent: 1 }))
    const { status, body } = await one.json('GET', 'cases')
    assert.equal(status, 200)
    assert.deepEqual(
      body.cases.map(({ id }: { id: string }) => id),
      [caseOf(danger), caseOf(waiting), caseOf(sent)],
    )
    const { created, since, changed, number, id, ...rest } = body.cases[1]
    assert.deepEqual(rest, {
      application: 'draft',
      talk: 'waiting',
      language: 'ar',
      kind: 'unknown',
      channel: 'web',
      urgent: false,
      wish: '',
      fit: { against: [], interpreter: false, everybody: false },
      assignee: null,
      sent: 0,
      closed: 0,
      alarmed: 0,
    })
    assert.ok(created && since && changed)
    assert.equal(number.replaceAll(' ', ''), id)
    assert.match(number, /^\d{5} \d{5} \d{5} \d{5}$/)
  })

  it('is narrowed by status', async () => {
    const waiting = caseOf(await askingPerson(desk.services))
    const mine = caseOf(await askingPerson(desk.services))
    const theirs = caseOf(await askingPerson(desk.services))
    const sent = caseOf(await sentApplication(desk.services))
    const closed = caseOf(await sentApplication(desk.services))
    await one.json('POST', `cases/${mine}/claim`)
    await two.json('POST', `cases/${theirs}/claim`)
    await one.json('POST', `cases/${closed}/claim`)
    await one.json('POST', `cases/${closed}/close`, { outcome: 'answered' })
    assert.deepEqual(await ids(one, 'waiting'), [waiting])
    assert.deepEqual(await ids(one, 'mine'), [mine])
    assert.deepEqual(await ids(one, 'claimed'), [mine, theirs])
    assert.deepEqual(await ids(one, 'sent'), [sent])
    assert.deepEqual(await ids(one, 'closed'), [closed])
    assert.deepEqual(await ids(one, 'open'), [waiting, mine, theirs, sent])
    assert.deepEqual(await ids(one, ''), [waiting, mine, theirs, sent])
    assert.equal((await one.json('GET', 'cases?status=everything')).status, 400)
  })

  it('says which colleague has it', async () => {
    const id = caseOf(await askingPerson(desk.services))
    await one.json('POST', `cases/${id}/claim`)
    const list = await two.json('GET', 'cases?status=claimed')
    assert.deepEqual(list.body.cases[0].assignee, { me: false, name: 'Aino' })
    assert.match((await two.get('/console')).text, /A colleague has it \(Aino\)/)
    assert.deepEqual((await two.json('GET', `cases/${id}`)).body.assignee, { me: false, name: 'Aino' })
    assert.match((await two.get(`/console/cases/${id}`)).text, /A colleague has it \(Aino\)/)
    assert.deepEqual((await one.json('GET', 'cases?status=claimed')).body.cases[0].assignee, { me: true })
  })

  it('counts what nobody has in the title, and says when it is empty', async () => {
    assert.match((await one.get('/console')).text, /<title>Queue – Silta<\/title>/)
    assert.match((await one.get('/console?status=waiting')).text, /Nobody is waiting to talk\./)
    const person = await askingPerson(desk.services, 'ar')
    const page = await one.get('/console')
    assert.match(page.text, /<title>\(1\) Queue – Silta<\/title>/)
    assert.match(page.text, /New, Waiting to talk, Arabic, Not known yet/)
    await one.json('POST', `cases/${caseOf(person)}/claim`)
    assert.match((await two.get('/console')).text, /<title>Queue – Silta<\/title>/)
    assert.match(
      (await one.get('/console')).text,
      /<title>\(1\) Queue – Silta<\/title>/,
      'a first word is due',
    )
  })

  it('is in the language of the worker', async () => {
    await askingPerson(desk.services, 'ar')
    assert.match((await one.get('/console', { 'accept-language': 'fi' })).text, /arabia/)
    assert.match((await one.get('/console', { 'accept-language': 'sv' })).text, /Väntar på samtal/)
  })

  it('holds no style, script or handler of its own, and allows none', async () => {
    const id = caseOf(await askingPerson(desk.services))
    await one.json('POST', `cases/${id}/claim`)
    for (const path of ['/console', `/console/cases/${id}`, '/console/nowhere']) {
      const { text, headers } = await one.get(path)
      assert.doesNotMatch(
        text,
        / style=|<style|<script(?! type="module" src="\/console\/console\.js"><)| on[a-z]+="/,
      )
      assert.doesNotMatch(text, /https?:/)
      const policy = headers.get('content-security-policy')!
      for (const part of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ])
        assert.ok(policy.includes(part), part)
      assert.doesNotMatch(policy, /unsafe/)
      const found = [...text.matchAll(/ id="([^"]*)"/g)].map(([, name]) => name)
      assert.deepEqual(found, [...new Set(found)])
    }
    assert.match((await one.get('/console/console.css')).headers.get('content-type')!, /text\/css/)
    assert.match((await one.get('/console/console.js')).headers.get('content-type')!, /text\/javascript/)
  })

  it('answers 404 as JSON to whatever else is asked', async () => {
    const id = caseOf(await askingPerson(desk.services))
    for (const [method, path] of [
      ['GET', 'nothing'],
      ['POST', `cases/${id}/no-such-act`],
      ['POST', 'cases'],
      ['DELETE', `cases/${id}`],
      ['PUT', `cases/${id}`],
      ['GET', `cases/${id}/claim`],
      ['GET', 'cases/1'],
      ['GET', `cases/${'0'.repeat(20)}`],
      ['POST', `cases/${'0'.repeat(20)}/claim`],
      ['GET', 'cases/..%2f..%2fetc'],
    ] as const) {
      const { status, body } = await one.json(method, path)
      assert.equal(status, 404, `${method} ${path}`)
      assert.equal(body.error.code, 'NOT_FOUND')
    }
    assert.equal((await one.get(`/console/cases/${'0'.repeat(20)}`)).status, 404)
    assert.equal((await one.get('/console/nowhere')).status, 404)
  })
})
