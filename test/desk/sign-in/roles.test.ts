import assert from 'node:assert/strict'
import { readRoleMap, roles } from '../../../intake/case/roles.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: roles', () => {
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
    'GET /console/correct.js',
    'GET /console/drafts.js',
    'GET /console/forms.js',
    'GET /console/keys.js',
    'GET /console/picker.js',
    'GET /console/show.js',
    'GET /console/submit.js',
    'GET /console/seen.js',
    'GET /console/tabs.js',
    'GET /console/talking.js',
    'GET /console/sound.js',
    'GET /console/stats',
    'GET /console/api/stats',
    'GET /console/api/schema',
    'POST /console/sign-out',
    'POST /console/me/sign-out-everywhere',
  ])
  /** For a program with a key: a session, whatever its role, opens none of it. */
  const keyed = new Set(['GET /console/api/export', 'POST /console/api/export/:id/ack'])
  const own: Record<string, string[]> = {
    auditor: ['GET /console/audit', 'GET /console/api/audit'],
    administrator: ['GET /console/workers', 'POST /console/workers/:id/sign-out-everywhere'],
  }
  /** Answers of the application and what a worker wrote. */
  const CONTENT = /Noor|040 123|SecretCanary/

  for (const role of ['auditor', 'administrator'])
    it(`shows no case to an ${role}, on any page or JSON address there is`, async () => {
      await desk.close()
      desk = await startDesk({ EXPORT_KEY: 'k'.repeat(32) })
      id = caseOf(await sentApplication(desk.services))
      const worker = await as('caseworker')
      await worker.json('POST', `cases/${id}/claim`)
      await worker.json('POST', `cases/${id}/message`, { text: 'SecretCanary', language: 'en' })
      for (const open of [`/console/cases/${id}`, `/console/api/cases/${id}/export`])
        assert.match((await worker.get(open)).text, CONTENT)

      const client = await as(role)
      const all = desk.routes.filter((route) => route.includes(' /console'))
      for (const route of [...harmless, ...keyed, ...own[role]!]) assert.ok(all.includes(route), route)
      const others = all.filter((route) => !harmless.has(route) && !own[role]!.includes(route))
      assert.ok(others.length > 14, others.join('\n'))
      for (const route of others) {
        const [method, path] = route.split(' ') as [string, string]
        const address = path.replace(':id', id).replace('*', 'nothing')
        const type = { 'content-type': 'application/json' }
        const answer = await client.send(method, address, /GET|HEAD/.test(method) ? undefined : '{}', type)
        const expected = path.endsWith('*') ? 404 : keyed.has(route) ? 401 : 403
        if (method !== 'HEAD') assert.equal(answer.status, expected, route)
        // Its own address is in a page's links.
        assert.ok(
          !answer.text.replaceAll(address.slice(0, address.indexOf(id) + id.length), '').includes(id),
          route,
        )
        assert.doesNotMatch(answer.text, CONTENT, route)
        if (expected !== 403 || method === 'HEAD') continue
        assert.match(
          answer.text,
          address.includes('/api/')
            ? /"message":"your role does not allow this"/
            : /Your role does not allow/,
          route,
        )
      }
      for (const route of [...harmless, ...own[role]!].filter((one) => one.startsWith('GET'))) {
        const { status, text } = await client.get(route.split(' ')[1]!)
        assert.equal(status, route.endsWith('/sign-in') ? 303 : 200, route)
        assert.doesNotMatch(text, CONTENT, route)
        // Only the audit says which case it was.
        if (!route.endsWith('/audit')) assert.ok(!text.includes(id), route)
      }
    })

  it('begins where the role begins, without a queue, and counts only who may help as here', async () => {
    const { workers } = desk.services
    const client = new Client(desk.url)
    const entered = await client.get(`${desk.newest()}&role=auditor`)
    assert.equal(entered.headers.get('location'), '/console/me')
    const page = await client.get('/console/me')
    assert.equal(page.status, 200)
    assert.match(page.text, /<strong>Auditor<\/strong>/)
    assert.doesNotMatch(page.text, /id="to-queue"|id="arrivals"|waiting/i)
    assert.match(page.text, /href="\/console\/stats".*href="\/console\/audit"/)
    assert.equal((await workers.onDuty()).length, 0)
    await as('caseworker')
    assert.equal((await workers.onDuty()).length, 1)
  })

  it('keeps the audit from who has no such role, and the numbers from nobody', async () => {
    for (const role of ['caseworker', 'supervisor', 'administrator', 'auditor']) {
      const client = await as(role)
      const expected = role === 'auditor' ? 200 : 403
      for (const path of ['/console/audit', '/console/api/audit'])
        assert.equal((await client.get(path)).status, expected, `${role} ${path}`)
      for (const path of ['/console/stats', '/console/api/stats'])
        assert.equal((await client.get(path)).status, 200, `${role} ${path}`)
    }
  })

  it('shows an auditor who did what to which case, and nothing of it', async () => {
    const worker = await as('caseworker')
    await worker.json('POST', `cases/${id}/claim`)
    await worker.json('POST', `cases/${id}/message`, { text: 'canary', language: 'en' })
    const auditor = await as('auditor')
    const all = await desk.services.workers.list(10)
    const { id: who } = all.find(({ name }) => name === 'caseworker')!
    const { body } = await auditor.json('GET', `audit?case=${id}`)
    assert.deepEqual(
      body.lines.map((line: { who: string; what: string; case: string }) => [line.who, line.what, line.case]),
      [
        [who, 'message', id],
        [who, 'claim', id],
      ],
    )
    assert.equal(body.next, null)
    const page = await auditor.get(`/console/audit?case=${id}`)
    assert.match(page.text, /caseworker/)
    for (const text of [JSON.stringify(body), page.text]) assert.doesNotMatch(text, /canary/)
    assert.equal((await auditor.json('GET', 'audit?case=x')).status, 400)
    const { lines } = (await auditor.json('GET', 'audit')).body
    const signIns = lines.filter(({ what }: { what: string }) => what === 'signIn')
    assert.deepEqual(new Set(signIns.map((line: { case: string | null }) => line.case)), new Set([null]))
  })

  it('lets a supervisor, and nobody else, take a case back from a colleague, and only when asked to', async () => {
    const [aino, bertta, boss] = [await as('caseworker'), await as('caseworker'), await as('supervisor')]
    await aino.json('POST', `cases/${id}/claim`)
    assert.equal((await boss.json('POST', `cases/${id}/release`)).status, 409)
    assert.equal((await bertta.json('POST', `cases/${id}/release`, { others: true })).status, 403)
    assert.equal((await bertta.form(`/console/cases/${id}/release`, { others: 'yes' })).status, 403)
    assert.doesNotMatch((await bertta.get(`/console/cases/${id}`)).text, /do-take-back/)
    assert.match((await boss.get(`/console/cases/${id}`)).text, /do-take-back/)
    const noReason = await boss.form(`/console/cases/${id}/release`, { others: 'yes', releaseNote: 'Why?' })
    assert.equal(noReason.status, 400)
    assert.match(noReason.text, /choose a reason/)
    assert.match(noReason.text, /<textarea id="takeNote"[^>]*>Why\?</)
    const back = { others: 'yes', reason: 'absent' }
    assert.equal((await boss.form(`/console/cases/${id}/release`, back)).status, 303)
    assert.equal((await desk.services.cases.get(id))!.talk, 'waiting', 'never to the bot unless it is said')
    assert.equal((await boss.form(`/console/cases/${id}/release`, back)).status, 303, 'done twice')
    assert.equal((await bertta.json('POST', `cases/${id}/claim`)).status, 200)
    const over = { reason: 'absent', note: 'She needs Sorani.' }
    assert.equal((await aino.json('POST', `cases/${id}/relieve`, over)).status, 403)
    assert.equal((await boss.json('POST', `cases/${id}/relieve`, { note: 'Why?' })).status, 400)
    for (let time = 0; time < 2; time += 1)
      assert.equal((await boss.json('POST', `cases/${id}/relieve`, over)).status, 200)
    assert.equal((await boss.json('GET', `cases/${id}`)).body.notes.at(-1).text, 'She needs Sorani.')
    assert.equal(
      (await bertta.json('POST', `cases/${id}/message`, { text: 'Late', language: 'en' })).status,
      409,
    )
    const free = caseOf(await sentApplication(desk.services))
    assert.equal(
      (await boss.json('POST', `cases/${free}/release`, { others: true, reason: 'absent' })).status,
      409,
    )
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
    assert.deepEqual([...readRoleMap('')!.keys()], [...roles])
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
