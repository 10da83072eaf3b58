import assert from 'node:assert/strict'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { askingPerson, Client, caseOf, sentApplication, startDesk } from '../desk/desk-server.ts'
import { type Call, freshServices, Person, walkTo, watched } from '../support/talk.ts'

describe('The budget of a turn', () => {
  const calls: Call[] = []
  const services = freshServices(
    {},
    watched(sqliteStore(':memory:'), (call) => calls.push(call)),
  )
  const counted = async (turn: () => Promise<unknown>) => {
    calls.length = 0
    await turn()
    return calls.map(({ on, what }) => `${what} ${on}`)
  }
  const ordinary = ['read conversations', 'replace conversations']

  it('one read and one write', async () => {
    const person = await walkTo(new Person(services), 'ar', 'what.forms')
    assert.deepEqual(await counted(() => person.picks('labour')), ordinary)
    assert.deepEqual(await counted(() => person.says('لا أفهم شيئا من هذا')), ordinary)
    assert.deepEqual(await counted(() => person.command('help')), ordinary)
    assert.deepEqual(await counted(() => person.command('back')), ordinary)
  })

  it('one read, and no write, for a message delivered again', async () => {
    const person = await walkTo(new Person(services), 'ar', 'what.forms')
    const inbound = { id: 'the same', question: 'what.forms', value: ['labour'] }
    await person.send(inbound)
    assert.deepEqual(await counted(() => person.send(inbound)), ordinary.slice(0, 1))
  })

  it('one read more while a worker is waited for; what she writes to them is kept beside the case as well', async () => {
    const person = await askingPerson(services)
    const waiting = ['read conversations', 'read cases', 'replace conversations']
    assert.deepEqual(await counted(() => person.command('help')), waiting)
    assert.deepEqual(await counted(() => person.says('Is anybody there?')), [
      ...waiting,
      'create entries',
      'read keys',
      'read cases',
      'replace cases',
      'replace conversations',
    ])
  })

  it('a page that is only looked at is not kept', async () => {
    assert.deepEqual(await counted(() => services.turns.preview('web', 'ar')), [])
  })

  it('at most 8 KB stored at the end of the essential path, in Arabic', async () => {
    // A minute between her messages: lines of different turns have different times.
    let now = Date.UTC(2026, 0, 1)
    const slowly = freshServices({}, undefined, () => {
      now += 20_000
      return now
    })
    const person = await (await walkTo(new Person(slowly), 'ar')).picks('send')
    const doc = await slowly.store.collection('conversations').read(person.id)
    const bytes = Buffer.byteLength(JSON.stringify(doc))
    assert.ok(bytes <= 8192, `${bytes} bytes`)
  })
})

describe('The budget of the desk', () => {
  it('six calls for a case and three for the queue, beside what is around every page and asked for once a second', async () => {
    const calls: Call[] = []
    let now = Date.now()
    const desk = await startDesk(
      {},
      watched(sqliteStore(':memory:'), (call) => calls.push(call)),
      () => now,
    )
    const worker = await Client.signedIn(desk, 'Aino')
    // Perhaps of the same person: told on the case's page.
    await sentApplication(desk.services)
    const id = caseOf(await sentApplication(desk.services))
    await worker.json('POST', `cases/${id}/claim`)
    await worker.json('POST', `cases/${id}/note`, { text: 'Rang the centre' })
    const counted = async (path: string) => {
      calls.length = 0
      assert.equal((await worker.get(path)).status, 200)
      return calls.map(({ on, what }) => `${what} ${on}`)
    }
    const page = `/console/cases/${id}`
    const around = [
      ...Array(7).fill('find cases'),
      'find conversations',
      'find entries',
      'read leases',
      'find workers',
      // What was done to the case, for whoever has it.
      'find audit',
    ]
    const own = [
      'read workers',
      'read cases',
      'find entries',
      'create audit',
      'read conversations',
      'find receipts',
    ]
    await counted(page)
    assert.deepEqual((await counted(page)).sort(), own.toSorted())
    assert.deepEqual(await counted('/console'), ['read workers', 'find cases', 'find cases'])
    // Nobody has looked for a while, or something has changed.
    now += 1000
    assert.deepEqual((await counted(page)).sort(), [...own, ...around].sort())
    assert.deepEqual((await counted(page)).sort(), own.toSorted())
    await desk.close()
  })

  it('shows at once what changed in this process, and what it hears of from another', async () => {
    const store = sqliteStore(':memory:')
    const now = Date.now()
    const [here, there] = [
      await startDesk({ MASTER_KEY: KEY }, store, () => now),
      freshServices({ MASTER_KEY: KEY }, store, () => now),
    ]
    const worker = await Client.signedIn(here, 'Aino')
    const waiting = async () => /\((\d+)\)/.exec((await worker.get('/console/me')).text)?.[1] ?? '0'
    assert.equal(await waiting(), '0')
    await askingPerson(here.services)
    assert.equal(await waiting(), '1')
    const off = here.services.watch.onCases(() => {})
    await askingPerson(there)
    const heard = new Promise<void>((resolve) => here.services.watch.onCases(() => resolve()))
    await heard
    assert.equal(await waiting(), '2')
    off()
    await here.close()
  })
})

const KEY = Buffer.alloc(32, 7).toString('base64')
