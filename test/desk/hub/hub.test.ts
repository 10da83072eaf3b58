import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '../../support/eventually.ts'
import { openStores } from '../../support/open-stores.ts'
import type { Person } from '../../support/talk.ts'
import { askingPerson, Client, caseOf, type DeskServer, logOf, startDesk } from '../desk-server.ts'

const KEY = 'hub-key-'.repeat(5)

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
type Activity = Record<string, any>

/** An agency's hub: a real server that keeps what it is given, and may be told to refuse. */
async function startHub() {
  const taken: Activity[] = []
  const keys = new Set<string | undefined>()
  const state = { status: 200 }
  const server: Server = createServer(async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    keys.add(req.headers.authorization)
    if (state.status === 200) taken.push(JSON.parse(body))
    res.statusCode = state.status
    res.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`
  return {
    taken,
    keys,
    state,
    address,
    close: () => server.close(),
    drop: () => server.closeAllConnections(),
  }
}

for (const [name, open] of Object.entries(openStores))
  describe(`desk: an agency's own hub, on ${name}`, () => {
    let hub: Awaited<ReturnType<typeof startHub>>
    let desk: DeskServer
    let close: () => Promise<void>
    let worker: Client
    let now: number

    beforeEach(async () => {
      hub = await startHub()
      const opened = await open()
      close = opened.close
      now = Date.now()
      const env = { HANDOFF_HUB: hub.address, HANDOFF_KEY: KEY, PUBLIC_URL: 'https://silta.example' }
      desk = await startDesk(env, opened.store, () => now)
      worker = new Client(desk.url)
    })
    afterEach(async () => {
      hub.close()
      await desk.close()
      await close().catch(() => {})
    })

    const arrived = (count: number) => eventually(async () => hub.taken.length >= count)
    const says = async (activity: unknown, key = KEY) => {
      const { status, text } = await worker.send('POST', '/api/handoff', JSON.stringify(activity), {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
      })
      return { status, ...JSON.parse(text) }
    }
    const status = (id: string, state: string) =>
      says({ type: 'event', name: 'handoff.status', conversation: { id }, value: { state } })
    const found = async (id: string) => (await desk.services.cases.get(id))!
    const said = async (person: Person) => (await logOf(desk.services, person)).map(({ what }) => what)

    it('is told that she waits, with what the queue shows and nothing she has said', async () => {
      const person = await askingPerson(desk.services, 'ar')
      const id = caseOf(person)
      await arrived(1)
      const [event] = hub.taken as [Activity]
      assert.deepEqual([event.type, event.name, event.conversation.id], ['event', 'handoff.initiate', id])
      assert.equal(event.relatesTo.conversation.id, id)
      assert.equal(event.serviceUrl, 'https://silta.example/api/handoff')
      assert.deepEqual(event.value, {
        case: id,
        language: 'ar',
        urgent: false,
        kind: 'unknown',
        skills: { languages: ['ar'], children: false, gender: '' },
        since: new Date(now).toISOString(),
      })
      assert.deepEqual(event.attachments, [])
      assert.ok(!JSON.stringify(event).includes(person.id))
      assert.deepEqual([...hub.keys], [`Bearer ${KEY}`])
      await desk.services.sweep.once()
      assert.equal(hub.taken.length, 1, 'once is enough')

      assert.equal(person.open, 'control.share')
      await person.picks('yes')
      await arrived(2)
      const [transcript] = hub.taken[1]!.attachments
      assert.deepEqual([transcript.name, transcript.contentType], ['Transcript', 'application/json'])
      assert.ok(transcript.content.activities.length > 5)
      assert.notEqual(hub.taken[1]!.id, event.id)
    })

    it('accepts, talks with her both ways, and completes; she is told the truth at each', async () => {
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await person.says('I need somebody')
      await arrived(1)
      assert.deepEqual(await status(id, 'accepted'), { status: 200, applied: true })
      assert.deepEqual(await status(id, 'accepted'), { status: 200, applied: true })
      assert.equal((await found(id)).assignee, 'hub')
      assert.equal((await said(person)).at(-1), 'talk.joined')
      await arrived(2)
      assert.deepEqual(
        [hub.taken[1]!.type, hub.taken[1]!.text, hub.taken[1]!.locale],
        ['message', 'I need somebody', 'en'],
      )

      const message = { type: 'message', id: 'm1', conversation: { id }, text: 'We are here.', locale: 'en' }
      for (let time = 0; time < 2; time += 1) assert.equal((await says(message)).status, 200)
      assert.equal((await said(person)).filter((what) => what === 'We are here.').length, 1)
      await person.says('Thank you')
      await arrived(3)
      assert.equal(hub.taken[2]!.text, 'Thank you')
      await desk.services.sweep.once()
      assert.equal(hub.taken.length, 3)

      assert.deepEqual(await status(id, 'completed'), { status: 200, applied: true })
      assert.ok((await said(person)).includes('talk.returned'))
      assert.deepEqual(await status(id, 'completed'), { status: 200, applied: false })
      assert.equal((await says({ ...message, id: 'm2' })).status, 409)
    })

    it('is given nothing of hers that the audit does not know of, and a waiting alone is nothing of hers', async () => {
      const taken = async (id: string) =>
        (await desk.services.audit.of(id)).filter(({ who, what }) => who === 'hub' && what === 'export')
          .length
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await arrived(1)
      assert.equal(await taken(id), 0)
      await person.picks('yes')
      await arrived(2)
      assert.equal(await taken(id), 1)
      await status(id, 'accepted')
      await person.says('Hello')
      await arrived(3)
      assert.equal(await taken(id), 2)
      hub.state.status = 503
      await person.says('Are you there?')
      await eventually(async () => (await taken(id)) === 3)
      await desk.services.sweep.once()
      assert.equal(await taken(id), 3, 'tried again, it is written down once')
    })

    it('fails: she goes back to the queue of the desk, and the hub is not asked again', async () => {
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await arrived(1)
      await status(id, 'accepted')
      assert.deepEqual(await status(id, 'failed'), { status: 200, applied: true })
      assert.deepEqual([(await found(id)).talk, (await found(id)).assignee], ['waiting', ''])
      assert.ok((await said(person)).includes('talk.requeued'))
      await desk.services.sweep.once()
      assert.equal(hub.taken.length, 1)

      const other = caseOf(await askingPerson(desk.services))
      await arrived(2)
      assert.deepEqual(await status(other, 'failed'), { status: 200, applied: true })
      await desk.services.sweep.once()
      assert.equal((await found(other)).talk, 'waiting')
      assert.equal(hub.taken.length, 2)
    })

    it('does not answer her: she goes back by herself', async () => {
      const id = caseOf(await askingPerson(desk.services))
      await arrived(1)
      await status(id, 'accepted')
      now += 16 * 60_000
      await desk.services.sweep.once()
      assert.equal((await found(id)).talk, 'waiting')
    })

    it('was away: nothing is lost, and it is told once it is back', async () => {
      hub.state.status = 503
      const id = caseOf(await askingPerson(desk.services))
      await eventually(async () => hub.keys.size > 0)
      await desk.services.sweep.once()
      assert.equal((await found(id)).hubNotified, undefined)
      hub.state.status = 200
      await desk.services.sweep.once()
      assert.deepEqual(
        hub.taken.map(({ conversation }) => conversation.id),
        [id],
      )
    })

    it('is not there: she waits here all the same, and the sweep goes on', async () => {
      hub.close()
      hub.drop()
      const ids: string[] = []
      for (let count = 0; count < 3; count += 1) ids.push(caseOf(await askingPerson(desk.services)))
      await desk.services.sweep.once()
      for (const id of ids) assert.equal((await found(id)).talk, 'waiting')
      assert.equal(hub.taken.length, 0)
    })

    it('comes too late when a worker here has it, and is not refused for that', async () => {
      const id = caseOf(await askingPerson(desk.services))
      await arrived(1)
      await desk.services.desk.claim(id, { id: 'w1', name: 'Aino' })
      for (const state of ['accepted', 'failed', 'completed', 'queued'])
        assert.deepEqual(await status(id, state), { status: 200, applied: false }, state)
      assert.equal((await found(id)).assignee, 'w1')
    })

    it('is somebody who holds the key, and says what can be understood', async () => {
      const id = caseOf(await askingPerson(desk.services))
      const event = {
        type: 'event',
        name: 'handoff.status',
        conversation: { id },
        value: { state: 'accepted' },
      }
      for (const key of ['', 'wrong', KEY.slice(1)]) assert.equal((await says(event, key)).status, 401)
      for (const [activity, expected] of [
        [{ ...event, name: 'handoff.initiate' }, 400],
        [{ ...event, type: 'typing' }, 400],
        [{}, 400],
        [{ ...event, conversation: { id: '12345678901234567890' } }, 404],
        [{ ...event, conversation: { id: { $ne: '' } } }, 404],
        [{ type: 'message', conversation: { id }, text: ' ' }, 400],
        [{ type: 'message', conversation: { id }, text: 'Mine?' }, 409],
      ] as const)
        assert.equal((await says(activity)).status, expected, JSON.stringify(activity))
      assert.equal((await found(id)).talk, 'waiting')
    })
  })

describe("desk: without an agency's hub", () => {
  it('there is no such address', async () => {
    const desk = await startDesk()
    assert.ok(desk.routes.every((route) => !route.includes('handoff')))
    await desk.close()
  })
})
