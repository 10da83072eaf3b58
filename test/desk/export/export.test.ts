import assert from 'node:assert/strict'
import { z } from 'zod'
import { services } from '../../../bot/services.ts'
import { exportQueue } from '../../../desk/export/export-queue.ts'
import type { Doc } from '../../../intake/store/ports.ts'
import { closes } from '../../support/ended.ts'
import { openStores } from '../../support/open-stores.ts'
import { doorless } from '../../support/production.ts'
import { type Person, sweptMeanwhile } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const KEY = 'k'.repeat(32)
const DAY = 86_400_000

/** The case-management system: a program with a key and no session. */
class System extends Client {
  key = KEY
  async ask(method: string, path: string) {
    const { status, text, headers } = await this.send(method, `/console/api/export${path}`, undefined, {
      authorization: `Bearer ${this.key}`,
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look inside
    return { status, text, headers, body: (text.startsWith('{') ? JSON.parse(text) : null) as any }
  }
  ids = async (query = '') =>
    ((await this.ask('GET', query)).body.cases as { id: string }[]).map(({ id }) => id)
}

/** Tells more about what happened, one answer and the rest passed over, and sends. */
async function addsAndSends(person: Person): Promise<void> {
  await person.picks('more')
  await person.picks('more.what')
  await person.picks('cleaning')
  while (person.open !== 'control.more' && person.open !== 'control.review') await person.command('skip')
  if (person.open === 'control.more') await person.picks('done')
  await person.picks('send')
}

for (const [name, open] of Object.entries(openStores))
  describe(`the case-management system pulls: ${name}`, () => {
    let desk: DeskServer
    let system: System
    let close: () => Promise<void>
    let now = Date.UTC(2026, 4, 4, 8, 0)
    const clock = () => {
      now += 1
      return now
    }
    const sent = async (count: number): Promise<Person[]> => {
      const people: Person[] = []
      for (let at = 0; at < count; at += 1) people.push(await sentApplication(desk.services))
      return people
    }
    const lines = async (id: string, what: string) =>
      (await desk.services.audit.of(id)).filter((line) => line.what === what).length

    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({ EXPORT_KEY: KEY, EXPORTED_DAYS: '10' }, opened.store, clock)
      system = new System(desk.url)
    })
    afterEach(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    it('gets each sent case until it acknowledges it, oldest first, by page', async () => {
      const people = await sent(5)
      const ids = people.map((person) => `${caseOf(person)}-1`)
      assert.deepEqual(await system.ids(), ids)
      assert.deepEqual(await system.ids(), ids)
      const first = await system.ask('GET', '?limit=2')
      const second = await system.ask('GET', `?limit=2&since=${first.body.next}`)
      const third = await system.ask('GET', `?limit=2&since=${second.body.next}`)
      const paged = [first, second, third].flatMap(({ body }) =>
        body.cases.map(({ id }: { id: string }) => id),
      )
      assert.deepEqual(paged, ids)
      assert.equal(third.body.next, null)
      assert.equal((await system.ask('POST', `/${ids[1]}/ack`)).status, 200)
      assert.deepEqual(await system.ids(), [ids[0], ...ids.slice(2)])
      // A cursor holds although what it names is gone.
      assert.deepEqual(await system.ids(`?since=${first.body.next}`), ids.slice(2))
    })

    it('gets what the published schema says', async () => {
      const [person] = await sent(1)
      const schema = JSON.parse((await system.get('/console/api/schema')).text)
      const { cases } = (await system.ask('GET', '')).body
      const read = z.fromJSONSchema(schema).parse(cases[0]) as { case: string; revision: number }
      assert.equal(read.case, caseOf(person!))
      assert.deepEqual(cases[0].answers['what.forms'].value, ['labour', 'debt'])
      const sheet = await system.ask('GET', '?format=csv')
      assert.match(sheet.headers.get('content-type')!, /^text\/csv/)
      assert.match(sheet.text, /"labour \| debt"/)
    })

    it('acknowledges exactly once, however often and at once it is said', async () => {
      const id = caseOf((await sent(1))[0]!)
      const all = await Promise.all(Array.from({ length: 10 }, () => system.ask('POST', `/${id}-1/ack`)))
      assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([200]))
      assert.equal(new Set(all.map(({ text }) => text)).size, 1)
      now += DAY
      assert.equal((await system.ask('POST', `/${id}-1/ack`)).text, all[0]!.text)
    })

    /** Another process on the same store whose writes of cases end at a chosen one, as by a power cut. */
    const dying = (at: 'before' | 'after') => {
      const { store, config } = desk.services
      return services(
        config,
        {
          ...store,
          collection: (name) => {
            const kept = store.collection(name)
            if (name !== 'cases') return kept as never
            return {
              ...kept,
              replace: async (doc: never, etag: string) => {
                if (at === 'after') await kept.replace(doc, etag)
                throw new Error('power cut')
              },
            } as never
          },
        },
        clock,
      )
    }

    it('acknowledges exactly once across a crash between processing and answer', async () => {
      const id = caseOf((await sent(1))[0]!)
      await assert.rejects(dying('before').exportQueue.acknowledge(id, 1))
      // Nothing was processed: it is still given, and nothing leaves.
      assert.deepEqual(await system.ids(), [`${id}-1`])
      assert.deepEqual(await desk.services.cases.leaving(now + 100 * DAY, 9), [])

      await assert.rejects(dying('after').exportQueue.acknowledge(id, 1))
      // Processed, and the answer lost: no longer given, and the same question finds the first answer.
      assert.deepEqual(await system.ids(), [])
      const { exported } = (await desk.services.cases.get(id))!
      const before = await lines(id, 'acknowledge')
      now += DAY
      const { body, status } = await system.ask('POST', `/${id}-1/ack`)
      assert.equal(status, 200)
      assert.equal(body.acknowledged, new Date(exported!.at).toISOString())
      assert.deepEqual((await desk.services.cases.get(id))!.exported, exported)
      assert.equal(await lines(id, 'acknowledge'), before)
    })

    it('gets a later revision of what it has acknowledged, and erases nothing before', async () => {
      const [person] = await sent(1)
      const id = caseOf(person!)
      await system.ask('POST', `/${id}-1/ack`)
      await addsAndSends(person!)
      assert.deepEqual(await system.ids(), [`${id}-2`])
      now += 20 * DAY
      await desk.services.exportQueue.erase()
      assert.ok((await desk.services.cases.get(id))?.content)
      // A late word about the first changes nothing of the second.
      assert.equal((await system.ask('POST', `/${id}-1/ack`)).status, 200)
      assert.deepEqual(await system.ids(), [`${id}-2`])
      assert.equal((await system.ask('POST', `/${id}-3/ack`)).status, 404)
      assert.equal((await system.ask('POST', `/${id}-2/ack`)).status, 200)
      assert.deepEqual(await system.ids(), [])
    })

    it('has what it acknowledged erased on schedule by the sweep, also after a crash in the middle', async () => {
      const [person, other] = await sent(2)
      const id = caseOf(person!)
      const { key } = (await desk.services.cases.get(id))!
      await system.ask('POST', `/${id}-1/ack`)
      now += 9 * DAY
      await desk.services.sweep.once()
      assert.ok((await desk.services.cases.get(id))?.content)
      now += 2 * DAY
      await assert.rejects(dying('after').exportQueue.erase())
      await sweptMeanwhile(desk.services)
      await desk.services.sweep.once()
      const left = (await desk.services.cases.get(id))!
      assert.equal(left.content, null)
      assert.equal(left.application, 'closed')
      assert.equal(await desk.services.store.collection('keys').read(key), null)
      assert.equal(await lines(id, 'erase'), 1)
      now += 600_000
      await desk.services.sweep.once()
      assert.equal(await lines(id, 'erase'), 1)
      // What was not acknowledged stays; what was, is still acknowledged.
      assert.ok((await desk.services.cases.get(caseOf(other!)))?.content)
      assert.equal((await system.ask('POST', `/${id}-1/ack`)).status, 200)

      // It is not here any more, but it was sent, and there it can be read.
      await person!.command('know')
      assert.ok(person!.keys.includes('say.know.sent'))

      // What she sends from here on is a case of its own, and nothing of it is lost.
      await addsAndSends(person!)
      assert.notEqual(caseOf(person!), id)
      assert.ok((await system.ids()).includes(`${caseOf(person!)}-1`))
    })

    it('leaves a case while somebody is talking with her', async () => {
      const [person] = await sent(1)
      const id = caseOf(person!)
      await system.ask('POST', `/${id}-1/ack`)
      const worker = { id: 'w', name: 'Aino' }
      await desk.services.desk.claim(id, worker)
      now += 11 * DAY
      await desk.services.exportQueue.erase()
      assert.ok((await desk.services.cases.get(id))?.content)
      await desk.services.desk.release(id, worker, { to: 'bot' })
      await desk.services.exportQueue.erase()
      assert.equal((await desk.services.cases.get(id))?.content, null)
    })

    it('goes on with her when the case was erased before she heard that the talk had ended', async () => {
      const [person] = await sent(1)
      const id = caseOf(person!)
      await system.ask('POST', `/${id}-1/ack`)
      await desk.services.desk.claim(id, { id: 'w', name: 'Aino' })
      // As a process that ended between giving the case back and telling her.
      await desk.services.cases.update(id, (now) => ({ ...now, assignee: '', talk: 'bot' }))
      now += 11 * DAY
      await desk.services.exportQueue.erase()
      assert.equal((await desk.services.cases.get(id))?.content, null)
      const message = { id: 'late', text: 'Hello', language: 'en' }
      await assert.rejects(desk.services.turns.fromWorker(person!.id, message), { code: 'GONE' })
      await person!.writes('Hello?')
      const { state } = person!.last
      assert.equal(state.talk, undefined)
      assert.equal(state.case, undefined)
      assert.ok(state.log.some(({ say }) => say === 'talk.closed'))
      await addsAndSends(person!)
      assert.deepEqual(await system.ids(), [`${caseOf(person!)}-1`])
    })

    it('is told to erase what she deleted after the desk had closed it', async () => {
      const [person] = await sent(1)
      const id = caseOf(person!)
      const worker = { id: 'w', name: 'Aino' }
      await desk.services.desk.claim(id, worker)
      await closes(desk.services, id, worker, 'referred')
      assert.deepEqual(await system.ids(), [`${id}-1`])
      await person!.command('delete')
      await person!.picks('yes')
      assert.equal((await desk.services.cases.get(id))?.content, null)
      assert.deepEqual(await system.ids(), [])
      assert.equal((await system.ask('POST', `/${id}-1/ack`)).status, 410)
    })

    it('leaves a case that was taken up, or added to, since the list of what may go was read', async () => {
      const people = await sent(2)
      const ids = people.map(caseOf)
      for (const id of ids) await system.ask('POST', `/${id}-1/ack`)
      now += 11 * DAY
      const listed = await desk.services.cases.leaving(now, 9)
      assert.equal(listed.length, 2)
      await desk.services.desk.claim(ids[0]!, { id: 'w', name: 'Aino' })
      await addsAndSends(people[1]!)
      const cases = { ...desk.services.cases, leaving: async () => listed }
      await exportQueue({ ...desk.services, cases, exportedDays: 10 }).erase()
      for (const id of ids) assert.ok((await desk.services.cases.get(id))?.content)
    })

    it('is told to erase what she deleted before it was acknowledged', async () => {
      const [person] = await sent(1)
      const id = caseOf(person!)
      assert.deepEqual(await system.ids(), [`${id}-1`])
      await person!.command('delete')
      await person!.picks('yes')
      assert.deepEqual(await system.ids(), [])
      assert.equal((await system.ask('POST', `/${id}-1/ack`)).status, 410)
    })

    it('is not held up by one case that cannot be read', async () => {
      const [first, second] = (await sent(2)).map(caseOf)
      const docs = desk.services.store.collection<Doc & { sealed: string }>('cases')
      const { etag, ...doc } = (await docs.read(first!))!
      await docs.replace({ ...doc, sealed: `${doc.sealed.slice(0, -4)}AAAA` }, etag)
      assert.deepEqual(await system.ids(), [`${second}-1`])
    })

    it('leaves a line of each case given, and no content', async () => {
      const id = caseOf((await sent(1))[0]!)
      await system.ids()
      assert.deepEqual(
        (await desk.services.audit.of(id)).map(({ who, what }) => [who, what]),
        [['case-management', 'export']],
      )
    })
  })

describe('desk: export', () => {
  let desk: DeskServer
  afterEach(() => desk.close())

  it('has no address without a key in the configuration', async () => {
    desk = await startDesk()
    const system = new System(desk.url)
    assert.equal((await system.ask('GET', '')).status, 404)
    system.key = ''
    assert.equal((await system.ask('GET', '')).status, 404)
    assert.equal((await system.ask('POST', '/12345678901234567890-1/ack')).status, 404)
  })

  it('is there where nobody can sign in', async () => {
    desk = await startDesk({ ...doorless, HOST: '127.0.0.1', EXPORT_KEY: KEY })
    const id = `${caseOf(await sentApplication(desk.services))}-1`
    const system = new System(desk.url)
    assert.deepEqual(await system.ids(), [id])
    assert.equal((await system.ask('POST', `/${id}/ack`)).status, 200)
    assert.equal((await system.get('/console/api/schema')).status, 200)
    system.key = ''
    assert.equal((await system.ask('GET', '')).status, 401)
    for (const path of ['/console', '/console/stats', '/console/api/audit', '/console/api/stats'])
      assert.equal((await system.get(path)).status, 404, path)
  })

  it('refuses a wrong key and whatever else is not right', async () => {
    desk = await startDesk({ EXPORT_KEY: KEY })
    const system = new System(desk.url)
    for (const key of ['', 'x', `${KEY}k`, KEY.slice(1), KEY.toUpperCase()]) {
      system.key = key
      assert.equal((await system.ask('GET', '')).status, 401, key)
      assert.equal((await system.ask('POST', '/12345678901234567890-1/ack')).status, 401, key)
    }
    const worker = await Client.signedIn(desk)
    assert.equal((await worker.get('/console/api/export')).status, 401)
    system.key = KEY
    for (const query of ['?limit=0', '?limit=101', '?limit=x', '?since=x', '?since=W10', '?format=xml'])
      assert.equal((await system.ask('GET', query)).status, 400, query)
    for (const id of ['12345678901234567890-1', '12345678901234567890-0', '12345678901234567890', 'x-1'])
      assert.equal((await system.ask('POST', `/${id}/ack`)).status, 404, id)
  })

  it('gives one case to a caseworker as JSON and CSV, and writes it down', async () => {
    desk = await startDesk()
    const id = caseOf(await sentApplication(desk.services))
    const path = `/console/api/cases/${id}/export`
    assert.equal((await new Client(desk.url).get(path)).status, 401)
    const worker = await Client.signedIn(desk, 'Aino')
    assert.equal((await worker.get(path)).status, 403)
    await worker.json('POST', `cases/${id}/claim`)
    const json = await worker.get(path)
    assert.equal(JSON.parse(json.text).case, id)
    assert.match(json.headers.get('content-disposition')!, /^attachment; filename="silta-\d{20}-1\.json"$/)
    assert.match((await worker.get(`${path}?format=csv`)).text, /"'?040 123 4567"/)
    assert.match((await worker.get(`${path}?format=excel`)).text, /;"=""040 123 4567""";/)
    const done = (await desk.services.audit.of(id)).map(({ what }) => what)
    assert.deepEqual(done, ['claim', 'export', 'export', 'export'])
    assert.equal((await worker.get('/console/api/cases/00000000000000000000/export')).status, 404)
  })
})
