import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import { askIn } from '../../intake/conversation/standing.ts'
import { closes } from '../support/ended.ts'
import { codeFor, freshServices, Person, walkTo, withCode } from '../support/talk.ts'

const worker = { id: 'w', name: 'W' }
const WORD = 'Bluebell'
const SECOND = 'Cinnamon'
const PAUSE = 11 * 60_000

describe('Home after sending: how it stands, and what can be done with it', () => {
  let services: Services
  let now: number
  beforeEach(() => {
    now = Date.UTC(2026, 5, 1, 9)
    services = freshServices({}, undefined, () => now)
  })

  async function sent(channel = 'web'): Promise<Person> {
    const person = await walkTo(new Person(services, channel), 'en')
    return person.picks('send')
  }
  const shown = (person: Person) => {
    const { language = 'en', ...state } = person.last.state
    return askIn({ ...state, language }, state.open?.key, ['en'], services.speech.t('en'))!
  }
  const options = (person: Person) => shown(person).options.map(({ id }) => id)
  const claimed = async (person: Person) => {
    const { id } = person.last.state.case!
    await services.desk.claim(id, worker)
    return id
  }

  it('says at once that it waits in the queue, and offers each thing once', async () => {
    const person = await sent()
    assert.match(shown(person).text, /waits in the queue for a worker/)
    assert.deepEqual(options(person), ['next', 'more', 'review', 'code', 'human', 'withdraw'])
  })

  it('says what happens next where she asks for it, and comes back to it', async () => {
    const person = await sent()
    const after = ['say.next', 'say.nextMore', 'say.nextUrgent', 'say.whatNext.long', 'control.sent']
    await person.picks('next')
    assert.deepEqual(person.keys, after)
    await person.command('next')
    assert.deepEqual(person.keys, after)
    const bare = await sent('directline')
    assert.deepEqual(
      bare.keys.filter((key) => key.startsWith('say.next')),
      ['say.next', 'say.nextMore', 'say.nextUrgent'],
      'where there is no screen for it, it is said at once',
    )
  })

  it('tells waiting for a person from waiting in the queue', async () => {
    const person = await sent()
    await person.picks('human')
    await person.picks('goOn')
    assert.equal(person.open, 'control.sent')
    assert.match(shown(person).text, /waiting for a person/)
  })

  it('says that it has ended, and asks for nothing to be sent again before something is added', async () => {
    const person = await sent()
    const id = await claimed(person)
    await closes(services, id, worker, 'other')
    await person.command('help')
    assert.equal(person.open, 'control.sent')
    assert.match(shown(person).text, /has ended/)
    const code = await codeFor(person, WORD)
    const back = await withCode(services, code, WORD)
    await back.picks('no')
    assert.equal(back.open, 'control.sent')
    await back.picks('more')
    await back.picks('more.help')
    await back.writes('A place to sleep')
    assert.equal(back.last.state.over, undefined, 'what was added is new')
  })

  it('comes after the word that opens it: what a worker wrote is there to read', async () => {
    const person = await sent()
    const code = await codeFor(person, WORD)
    const id = await claimed(person)
    await services.desk.message(id, worker, { id: 'm1', text: 'Lighthouse at nine', language: 'en' })
    await services.desk.release(id, worker, { to: 'bot' })
    const back = await withCode(services, code, WORD)
    await back.picks('no')
    assert.equal(back.open, 'control.sent', 'who sees the screen is nothing to be sent again')
    assert.equal(options(back)[0], 'messages')
    await back.picks('messages')
    assert.deepEqual(
      back.last.lines.filter(({ from }) => from === 'worker').map(({ text }) => text),
      ['Lighthouse at nine'],
    )
    await back.picks('next')
    assert.equal(back.last.state.log.filter(({ text }) => text === 'Lighthouse at nine').length, 1)
  })

  it('where a worker still talks with her, brings what she has not read', async () => {
    const person = await sent()
    const code = await codeFor(person, WORD)
    await person.picks('human')
    const id = await claimed(person)
    await services.desk.message(id, worker, { id: 'm1', text: 'Are you there?', language: 'en' })
    await person.says('Yes I am')
    await services.desk.message(id, worker, { id: 'm2', text: 'Lighthouse at nine', language: 'en' })
    const back = await withCode(services, code, WORD)
    assert.deepEqual(
      back.last.lines.filter(({ from }) => from === 'worker').map(({ text }) => text),
      ['Lighthouse at nine'],
    )
  })

  it('names nothing of it where others may see, before she asks how it stands', async () => {
    const person = await sent()
    await person.command('stop')
    now += PAUSE
    await person.picks('goOn')
    assert.equal(person.open, 'safety.seen')
    await person.picks('maybe')
    await person.picks('goOn')
    assert.equal(person.open, 'control.sent')
    const { text } = shown(person)
    assert.doesNotMatch(text, /sent|worker|queue/)
    const offered = ['status', 'next', 'more', 'review', 'code', 'alone', 'human', 'deleteAll']
    assert.deepEqual(options(person), offered)
    assert.ok(shown(person).options.every(({ title }) => !/take it back/i.test(title)))
    await person.picks('status')
    assert.deepEqual(person.keys, ['control.sent.ask', 'control.sent'])
    await person.command('help')
    assert.ok(!person.last.state.log.some(({ once }) => once), 'gone with the next message')
  })

  it('is not in the empty conversation of a second word', async () => {
    const person = await sent()
    const code = await codeFor(person, WORD, SECOND)
    const forced = await withCode(services, code, SECOND)
    assert.notEqual(forced.open, 'control.sent')
    await forced.command('next')
    assert.ok(!forced.keys.some((key) => key.startsWith('say.next')), forced.keys.join())
  })
})
