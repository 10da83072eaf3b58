import assert from 'node:assert/strict'
import { readRoleMap } from '../../../bot/desk/roles.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from './desk-server.ts'

describe('bot/desk: roles', () => {
  let desk: DeskServer
  let id: string
  beforeEach(async () => {
    desk = await startDesk()
    id = caseOf(await askingPerson(desk.services))
  })
  afterEach(() => desk.close())

  async function as(...roles: string[]): Promise<Client> {
    const client = new Client(desk.url)
    await client.get(`${desk.newest()}&name=${roles[0]}${roles.map((role) => `&role=${role}`).join('')}`)
    return client
  }

  /** What is open to somebody who is signed in and may see no case. Whatever is not here must be shut. */
  const harmless = new Set([
    'GET /console/me',
    'GET /console/sign-in',
    'GET /console/console.css',
    'GET /console/console.js',
    'GET /console/picker.js',
    'POST /console/sign-out',
    'POST /console/me/sign-out-everywhere',
  ])
  const own: Record<string, string[]> = {
    auditor: ['GET /console/api/audit'],
    administrator: ['GET /console/workers', 'POST /console/workers/:id/sign-out-everywhere'],
  }

  for (const role of ['auditor', 'administrator'])
    it(`shows no case to an ${role}, on any page or JSON address there is`, async () => {
      const client = await as(role)
      const others = desk.routes.filter(
        (route) => route.includes(' /console') && !harmless.has(route) && !own[role]!.includes(route),
      )
      assert.ok(others.length > 14, others.join('\n'))
      for (const route of others) {
        const [method, path] = route.split(' ') as [string, string]
        const address = path.replace(':id', id).replace('*', 'nothing')
        const type = { 'content-type': 'application/json' }
        const answer = await client.send(method, address, /GET|HEAD/.test(method) ? undefined : '{}', type)
        const expected = path.endsWith('*') ? 404 : 403
        if (method !== 'HEAD') assert.equal(answer.status, expected, route)
        // Its own address is in a page's links.
        assert.ok(
          !answer.text.replaceAll(address.slice(0, address.indexOf(id) + id.length), '').includes(id),
          route,
        )
        if (expected === 404 || method === 'HEAD') continue
        assert.match(
          answer.text,
          address.includes('/api/')
            ? /"message":"your role does not allow this"/
            : /Your role does not allow/,
          route,
        )
      }
      for (const route of own[role]!.filter((one) => one.startsWith('GET')))
        assert.equal((await client.get(route.split(' ')[1]!)).status, 200)
    })

  it('begins where the role begins, without a queue, and counts only who may help as here', async () => {
    const { workers } = desk.services
    const client = new Client(desk.url)
    const entered = await client.get(`${desk.newest()}&role=auditor`)
    assert.equal(entered.headers.get('location'), '/console/me')
    const page = await client.get('/console/me')
    assert.equal(page.status, 200)
    assert.match(page.text, /<strong>Auditor<\/strong>/)
    assert.doesNotMatch(page.text, /id="nav"|id="arrivals"|waiting/i)
    assert.equal(await workers.anyoneHere(), false)
    await as('caseworker')
    assert.equal(await workers.anyoneHere(), true)
  })

  it('keeps the audit from who has no such role', async () => {
    for (const role of ['caseworker', 'supervisor', 'administrator'])
      assert.equal((await (await as(role)).json('GET', 'audit')).status, 403)
  })

  it('shows an auditor who did what to which case, and nothing of it', async () => {
    const worker = await as('caseworker')
    await worker.json('POST', `cases/${id}/claim`)
    await worker.json('POST', `cases/${id}/message`, { text: 'canary', language: 'en' })
    const auditor = await as('auditor')
    const { body } = await auditor.json('GET', `audit?case=${id}`)
    assert.deepEqual(
      body.entries.map(({ name, what }: { name: string; what: string }) => `${name} ${what}`),
      ['caseworker claim', 'caseworker message'],
    )
    assert.doesNotMatch(JSON.stringify(body), /canary/)
    assert.equal((await auditor.json('GET', 'audit?case=x')).status, 404)
    const signIns = await auditor.json('GET', 'audit')
    assert.ok(signIns.body.entries.every(({ what }: { what: string }) => what === 'signIn'))
  })

  it('lets a supervisor, and nobody else, take a case back from a colleague, and only when asked to', async () => {
    const [aino, bertta, boss] = [await as('caseworker'), await as('caseworker'), await as('supervisor')]
    await aino.json('POST', `cases/${id}/claim`)
    assert.equal((await boss.json('POST', `cases/${id}/release`)).status, 409)
    assert.equal((await bertta.json('POST', `cases/${id}/release`, { others: true })).status, 403)
    assert.equal((await bertta.form(`/console/cases/${id}/release`, { others: 'yes' })).status, 403)
    assert.doesNotMatch((await bertta.get(`/console/cases/${id}`)).text, /do-take-back/)
    assert.match((await boss.get(`/console/cases/${id}`)).text, /do-take-back/)
    assert.equal((await boss.form(`/console/cases/${id}/release`, { others: 'yes' })).status, 303)
    assert.equal((await bertta.json('POST', `cases/${id}/claim`)).status, 200)
    const free = caseOf(await sentApplication(desk.services))
    assert.equal((await boss.json('POST', `cases/${free}/release`, { others: true })).status, 409)
  })

  it('lets an administrator end the sign-ins of a colleague, and of no stranger', async () => {
    const [aino, boss] = [await as('caseworker'), await as('administrator')]
    const page = await boss.get('/console/workers')
    assert.match(page.text, /<th role="rowheader" scope="row">caseworker<\/th>/)
    assert.match(page.text, /<td role="cell">.*Caseworker<\/td>/)
    const all = await desk.services.workers.list(10)
    const { id: who } = all.find(({ name }) => name === 'caseworker')!
    const end = `/console/workers/${who}/sign-out-everywhere`
    assert.equal((await aino.form(end, {})).status, 403)
    assert.equal((await aino.get('/console')).status, 200)
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec(page.text)!
    assert.equal((await boss.form(end, { csrf: 'forged' })).status, 403)
    assert.equal((await aino.get('/console')).status, 200)
    assert.equal((await boss.form(end, { csrf: csrf! })).headers.get('location'), '/console/workers')
    assert.equal((await aino.get('/console')).status, 401)
    assert.equal(
      (await boss.form('/console/workers/nobody/sign-out-everywhere', { csrf: csrf! })).status,
      404,
    )
    assert.equal((await desk.services.workers.list(10)).length, all.length)
  })

  it('adds several roles up', async () => {
    const both = await as('auditor', 'caseworker')
    assert.equal((await both.get('/console')).status, 200)
    assert.equal((await both.json('GET', 'audit')).status, 200)
  })

  it('reads what the provider calls the roles, and refuses what is none', () => {
    assert.deepEqual([...readRoleMap('')!.keys()], ['caseworker', 'supervisor', 'auditor', 'administrator'])
    assert.deepEqual(
      [...readRoleMap('a=b=caseworker, 8f1c = auditor')!],
      [
        ['a=b', 'caseworker'],
        ['8f1c', 'auditor'],
      ],
    )
    for (const wrong of ['x', 'x=boss', '=caseworker', 'a=caseworker,', 'a=caseworker,a=auditor'])
      assert.equal(readRoleMap(wrong), null, wrong)
  })
})
