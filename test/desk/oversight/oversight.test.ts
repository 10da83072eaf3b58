import assert from 'node:assert/strict'
import type { Cases } from '../../../intake/case/cases.ts'
import { minutesPass } from '../../support/ended.ts'
import { openStores } from '../../support/open-stores.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const HOUR = 3_600_000
const numbers = (text: string) => [...text.matchAll(/<tr role="row">\s*<th role="rowheader"/g)].length

for (const [name, open] of Object.entries(openStores))
  describe(`desk: audit and statistics: ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let worker: Client
    let now: number
    beforeEach(async () => {
      now = Date.parse('2026-05-06T12:00:00Z')
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store, () => now)
      worker = await Client.signedIn(desk, 'Aino')
    })
    afterEach(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    it('shows who did what, when and to which case, and never what was in it', async () => {
      const id = caseOf(await sentApplication(desk.services))
      await worker.json('GET', `cases/${id}`)
      await worker.json('POST', `cases/${id}/claim`)
      await worker.json('POST', `cases/${id}/message`, { text: 'SecretCanary', language: 'en' })
      const { status, body } = await worker.json('GET', `audit?case=${id}`)
      assert.equal(status, 200)
      const done = body.lines.map(({ what }: { what: string }) => what)
      assert.deepEqual([...done].sort(), ['claim', 'message', 'view'])
      assert.equal(body.next, null)
      assert.deepEqual(new Set(body.lines.map((line: { case: string }) => line.case)), new Set([id]))

      const page = await worker.get(`/console/audit?case=${id.replace(/(.{5})/g, '$1+')}`)
      assert.equal(page.status, 200)
      // The three, and that somebody looked at the audit of this case.
      assert.equal(numbers(page.text), 4)
      assert.match(page.text, /Aino/)
      assert.match(page.text, /Wrote in the conversation/)
      // A page that stays open is noted once.
      const before = (await desk.services.audit.of(id)).length
      await worker.get(`/console/audit?case=${id}`, { 'x-live': '1' })
      assert.equal((await desk.services.audit.of(id)).length, before)
      await worker.get(`/console/audit?case=${id}`)
      assert.equal((await desk.services.audit.of(id)).length, before + 1)
      for (const text of [page.text, JSON.stringify(body)])
        assert.doesNotMatch(text, /SecretCanary|040 123|Noor/)
    })

    it('narrows by worker and by day in Finland, on the page and for a program', async () => {
      now = Date.parse('2026-05-06T20:45:00Z')
      worker = await Client.signedIn(desk, 'Aino')
      const bertta = await Client.signedIn(desk, 'Bertta')
      const [one, other] = [
        caseOf(await askingPerson(desk.services)),
        caseOf(await askingPerson(desk.services)),
      ]
      await worker.json('POST', `cases/${one}/claim`)
      await bertta.json('POST', `cases/${other}/claim`)
      // A quarter past midnight in Finland is still the day before by UTC.
      now = Date.parse('2026-05-06T21:15:00Z')
      await bertta.json('POST', `cases/${other}/note`, { text: 'later' })
      const known = await desk.services.workers.list(5)
      const who = known.find(({ name }) => name === 'Bertta')!.id
      const done = async (query: string) => {
        const { body } = await worker.json('GET', `audit?${query}`)
        return body.lines
          .map(({ what, who: by }: { what: string; who: string }) => `${what} ${by === who ? 'B' : 'A'}`)
          .filter((line: string) => !/^(audit|signIn|start)/.test(line))
          .sort()
      }
      assert.deepEqual(await done(`who=${who}`), ['claim B', 'note B'])
      assert.deepEqual(await done('day=2026-05-06'), ['claim A', 'claim B'])
      assert.deepEqual(await done('day=2026-05-07'), ['note B'])
      assert.deepEqual(await done(`day=2026-05-06&who=${who}`), ['claim B'])
      assert.deepEqual(await done(`day=2026-05-06&who=${who}&case=${one}`), [])
      assert.equal((await worker.json('GET', 'audit?day=2026-02-30')).status, 400)

      const page = await worker.get(`/console/audit?day=2026-05-07&who=${who}`)
      assert.equal(numbers(page.text), 1)
      assert.match(page.text, /Wrote a note/)
      assert.match(page.text, new RegExp(`<option value="${who}" selected>Bertta`))
      assert.match(page.text, /id="day"[^>]* value="2026-05-07"/)
      const wrong = await worker.get('/console/audit?day=7.5.2026')
      assert.equal(numbers(wrong.text), 0)
      assert.match(wrong.text, /role="alert">Write a date/)
      assert.match(wrong.text, /id="day"[^>]*aria-invalid="true"/)
    })

    it('keeps what was asked for on the older pages', async () => {
      for (let at = 0; at < 120; at += 1) await desk.services.audit.note('w', 'view', '11111111111111111111')
      const newest = await worker.get('/console/audit?who=w&day=2026-05-06')
      const older = /href="([^"]+before=[^"]+)"/.exec(newest.text)![1]!.replaceAll('&amp;', '&')
      assert.match(older, /who=w&day=2026-05-06/)
      assert.equal(numbers((await worker.get(older)).text), 20)
    })

    it('gives what came since, and page by page', async () => {
      for (let at = 0; at < 150; at += 1) await desk.services.audit.note('w', 'view', '11111111111111111111')
      now += HOUR / 2
      const since = now
      await desk.services.audit.note('w', 'close', '11111111111111111111')
      const late = (await worker.json('GET', `audit?since=${since}`)).body
      assert.deepEqual(
        late.lines.map(({ what }: { what: string }) => what),
        ['close'],
      )
      const iso = encodeURIComponent(new Date(since).toISOString())
      assert.ok((await worker.json('GET', `audit?since=${iso}`)).body.lines.length >= 1)

      const first = (await worker.json('GET', 'audit?case=11111111111111111111')).body
      const second = (await worker.json('GET', `audit?case=11111111111111111111&cursor=${first.next}`)).body
      assert.equal(first.lines.length, 100)
      assert.equal(second.lines.length, 51)
      assert.equal(second.next, null)

      const newest = await worker.get('/console/audit?case=11111111111111111111')
      const older = /href="([^"]+before=[^"]+)"/.exec(newest.text)![1]!.replaceAll('&amp;', '&')
      const rest = await worker.get(older)
      assert.equal(numbers(newest.text), 100)
      assert.ok(numbers(rest.text) >= 51)
      assert.match(rest.text, /To the newest/)
    })

    it('refuses what is none, and who is not signed in', async () => {
      for (const query of ['case=1', 'since=yesterday', 'cursor=x', 'since=1e99'])
        assert.equal((await worker.json('GET', `audit?${query}`)).status, 400, query)
      for (const query of ['weeks=5', 'weeks=x', 'format=xml'])
        assert.equal((await worker.json('GET', `stats?${query}`)).status, 400, query)
      assert.match((await worker.get('/console/audit?case=%3Cb%3E')).text, /A case number has 20 digits/)
      assert.doesNotMatch((await worker.get('/console/audit?case=%3Cb%3E')).text, /<b>/)
      const stranger = new Client(desk.url)
      for (const path of ['/console/audit', '/console/stats', '/console/api/audit', '/console/api/stats'])
        assert.equal((await stranger.get(path)).status, 401, path)
    })

    it('shows the audit to who may audit only, and the numbers to whoever is signed in', async () => {
      const as = async (role: string) => {
        const client = new Client(desk.url)
        await client.get(`${desk.newest()}&role=${role}`)
        return client
      }
      for (const [role, status] of [
        ['auditor', 200],
        ['caseworker', 403],
        ['administrator', 403],
      ] as const) {
        const client = await as(role)
        for (const path of ['/console/audit', '/console/api/audit'])
          assert.equal((await client.get(path)).status, status, `${role} ${path}`)
        const page = await client.get('/console/stats')
        assert.equal(page.status, 200)
        assert.equal(page.text.includes('href="/console/audit"'), status === 200)
      }
      const id = caseOf(await sentApplication(desk.services))
      const auditor = await as('auditor')
      assert.equal((await auditor.get(`/console/api/cases/${id}/export`)).status, 403)
    })

    it('counts without opening anything sealed, and hides what is small', async () => {
      for (let at = 0; at < 6; at += 1) await sentApplication(desk.services)
      await askingPerson(desk.services, 'ar')
      const taken = caseOf(await sentApplication(desk.services))
      now += HOUR / 2
      await worker.json('POST', `cases/${taken}/claim`)
      await worker.json('POST', `cases/${taken}/release`, { to: 'bot' })
      now += HOUR / 2
      await worker.json('POST', `cases/${taken}/claim`)
      await worker.json('POST', `cases/${taken}/close`, { outcome: 'referred' })
      await minutesPass(desk.services)
      const doc = (await desk.services.cases.get(taken))!
      assert.equal(doc.waited, HOUR / 2)
      assert.equal(doc.outcome, 'referred')
      await desk.services.cases.erase(taken)
      assert.equal((await desk.services.cases.get(taken))!.outcome, 'referred')

      const cases = desk.services.cases as Cases & { get: unknown }
      const { get } = cases
      cases.get = () => assert.fail('content was opened')
      const { body } = await worker.json('GET', 'stats?weeks=4')
      const of = (table: string) =>
        Object.fromEntries(
          body.tables[table]
            .filter(({ count }: { count: number }) => count !== 0)
            .map(({ id, count }: { id: string; count: number }) => [id, count]),
        )
      assert.equal(body.total, 10)
      assert.deepEqual(of('week'), { '2026-W19': 10 })
      assert.deepEqual(of('urgency'), { other: 10 })
      // One in Arabic, one taken, one referred: hidden, and what would tell them with them.
      assert.deepEqual(of('language'), { en: null, ar: null })
      assert.deepEqual(
        of('waiting'),
        Object.fromEntries(body.tables.waiting.map(({ id }: { id: string }) => [id, null])),
      )
      assert.deepEqual(of('outcome'), { open: null, referred: null })

      const page = await worker.get('/console/stats?weeks=4')
      assert.equal(page.status, 200)
      assert.match(page.text, /Cases in all: about 10/)
      assert.match(page.text, /<svg role="img"/)
      assert.doesNotMatch(page.text, /style=/)
      const sheet = await worker.get('/console/api/stats?weeks=4&format=csv')
      assert.match(sheet.text, /"language","ar","hidden"/)
      assert.match(sheet.text, /"total","","10"/)
      // Counted once a day: nobody watches a case come.
      cases.get = get
      for (let at = 0; at < 9; at += 1) await sentApplication(desk.services)
      assert.equal((await worker.json('GET', 'stats?weeks=4')).body.total, 10)
      for (const lang of ['fi', 'sv'])
        assert.equal((await worker.get('/console/stats', { 'accept-language': lang })).status, 200)
    })

    it('has the sweep write down how far each chain has come', async () => {
      await desk.services.sweep.once()
      const lines = (await worker.json('GET', 'audit')).body.lines
      assert.ok(lines.some(({ what }: { what: string }) => what === 'anchor'))
    })
  })
