import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sinon from 'sinon'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { eventually } from '../support/eventually.ts'
import { askingPerson, Client, caseOf, type DeskServer, startDesk } from './desk-server.ts'

/** Reads server-sent events until `until` is in what came. */
async function hear(client: Client, until: RegExp, during: () => Promise<unknown>): Promise<string> {
  const control = new AbortController()
  const answer = await fetch(new URL('/console/api/events', client.url), {
    headers: { cookie: client.cookie },
    signal: control.signal,
  })
  assert.match(answer.headers.get('content-type')!, /^text\/event-stream/)
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  const done = during()
  while (!until.test(heard)) {
    const { value, done: ended } = await reader.read()
    if (ended) break
    heard += value
  }
  await done
  control.abort()
  return heard
}

const caseEvent = /event: case\ndata: \{"id":"\d{20}"\}\n\n/

describe('desk: live events', () => {
  let desk: DeskServer
  beforeEach(async () => {
    desk = await startDesk()
  })
  afterEach(() => desk.close())

  it('tells of a person who asks, and of what a worker does', async () => {
    const client = await Client.signedIn(desk)
    let id = ''
    const heard = await hear(client, caseEvent, async () => {
      id = caseOf(await askingPerson(desk.services))
    })
    assert.ok(heard.includes(`{"id":"${id}"}`))
    await hear(client, caseEvent, () => client.json('POST', `cases/${id}/claim`))
  })

  it('tells of what another process on the same store did', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'silta-'))
    const MASTER_KEY = Buffer.alloc(32, 3).toString('base64')
    const one = await startDesk({ MASTER_KEY }, sqliteStore(folder))
    const two = await startDesk({ MASTER_KEY }, sqliteStore(folder))
    const client = await Client.signedIn(one)
    const person = await askingPerson(two.services)
    await client.json('POST', `cases/${caseOf(person)}/claim`)
    await hear(client, caseEvent, () => person.says('Hello from the other one'))
    const { body } = await client.json('GET', `cases/${caseOf(person)}`)
    assert.equal(body.messages[0].text, 'Hello from the other one')
    await one.close()
    await two.close()
  })

  it('stops watching when the page is gone', async () => {
    const client = await Client.signedIn(desk)
    const { watch } = desk.services
    const watching = new Set<unknown>()
    sinon.replace(watch, 'onCases', (heard) => {
      watching.add(heard)
      return () => watching.delete(heard)
    })
    await hear(client, /retry/, async () => assert.ok(watching.size > 0))
    await eventually(() => watching.size === 0)
  })
})
