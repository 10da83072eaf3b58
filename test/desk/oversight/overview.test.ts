import assert from 'node:assert/strict'
import type { Clock } from '../../../intake/store/ports.ts'
import { openStores } from '../../support/open-stores.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const MINUTE = 60_000
const DAY = 86_400_000

for (const [name, open] of Object.entries(openStores))
  describe(`desk: the supervisor's overview, ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let now = Date.UTC(2026, 4, 4, 8, 0)
    const clock: Clock = () => now

    const as = async (who: string, role: string): Promise<Client> => {
      const client = new Client(desk.url)
      await client.get(`${desk.newest()}&name=${who}&role=${role}`)
      return client
    }
    const workerOf = async (who: string) =>
      (await desk.services.workers.list(50)).find((one) => one.name === who)!

    before(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({ SESSION_IDLE_MINUTES: '600' }, opened.store, clock)
    })
    after(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    it('says who is here with how many cases, what nobody has and since when, and what was opened', async () => {
      const boss = await as('Boss', 'supervisor')
      const empty = (await boss.json('GET', 'overview')).body
      assert.equal(empty.free, null)
      assert.deepEqual(empty.accessGrants, [])

      const [aino, bertta] = [await as('Aino', 'caseworker'), await as('Bertta', 'caseworker')]
      await as('Audi', 'auditor')
      const first = now
      const held = caseOf(await sentApplication(desk.services))
      await aino.json('POST', `cases/${held}/claim`)
      now += MINUTE
      await askingPerson(desk.services, 'ar')
      now += MINUTE
      const third = caseOf(await sentApplication(desk.services, 'ar'))
      await sentApplication(desk.services, 'fi')
      await desk.services.cases.update(third, (one) => ({ ...one, urgent: 1 }))
      const { etag, ...known } = (await desk.services.workers.get((await workerOf('Bertta')).id))!
      await desk.services.store.collection('workers').replace({ ...known, away: true } as never, etag)
      await bertta.json('POST', `cases/${held}/open`, { why: 'danger', words: 'Somebody is in danger' })

      const { body } = await boss.json('GET', 'overview')
      assert.deepEqual(body.free.all, {
        ...{ id: '', count: 3, urgent: 1, talk: 1 },
        since: new Date(first + MINUTE).toISOString(),
      })
      assert.deepEqual(
        body.free.languages.map(({ id, count, urgent }: Record<string, unknown>) => [id, count, urgent]),
        [
          ['ar', 2, 1],
          ['fi', 1, 0],
        ],
      )
      const workers = Object.fromEntries(
        body.workers.map((one: { name: string; state: string; cases: number }) => [
          one.name,
          [one.state, one.cases],
        ]),
      )
      assert.deepEqual(workers, { Aino: ['here', 1], Bertta: ['away', 0], Boss: ['here', 0] })
      assert.deepEqual(
        body.accessGrants.map((one: Record<string, string>) => [one.case, one.name, one.why]),
        [[held, 'Bertta', 'danger']],
      )
      assert.equal(body.most, null)
      for (const text of [JSON.stringify(body), (await boss.get('/console/overview')).text])
        assert.doesNotMatch(text, /Noor|040 123/)

      const page = (await boss.get('/console/overview')).text
      assert.match(page, /Bertta<\/th>/)
      assert.match(page, /Takes no new ones just now/)
      assert.match(page, /Somebody is in danger now/)
      assert.equal((await desk.services.audit.of(held)).filter(({ what }) => what === 'view').length, 0)
    })

    it('forgets to list what was opened over a week ago, and who has been gone as long', async () => {
      now += 8 * DAY
      const boss = await as('Boss', 'supervisor')
      const { body } = await boss.json('GET', 'overview')
      assert.deepEqual(body.accessGrants, [])
      const names = body.workers.map((one: { name: string }) => one.name)
      // Aino has a case: gone, and still listed.
      assert.deepEqual(names.sort(), ['Aino', 'Boss'])
    })

    it('is for supervisors', async () => {
      for (const role of ['caseworker', 'auditor', 'administrator']) {
        const client = await as(role, role)
        for (const path of ['/console/overview', '/console/api/overview'])
          assert.equal((await client.get(path)).status, 403, `${role} ${path}`)
      }
      assert.doesNotMatch((await (await as('Aino', 'caseworker')).get('/console')).text, /console\/overview/)
      for (const [lang, words] of [
        ['fi', 'Tilannekuva'],
        ['sv', 'Överblick'],
        ['en', 'Overview'],
      ] as const) {
        const boss = await as('Boss', 'supervisor')
        const { text } = await boss.get('/console/overview', { 'accept-language': lang })
        assert.match(text, new RegExp(`<h1>${words}</h1>`))
      }
    })
  })
