import assert from 'node:assert/strict'
import { sqliteStore } from '../../intake/store/sqlite.ts'
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
