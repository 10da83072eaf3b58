import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { hasTaken, withTaken } from '../../../intake/conversation/taken.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'

describe('A message that comes again', () => {
  const services = freshServices()
  const worker = { id: 'w', name: 'Aino' }

  /** Much that is said in between. */
  async function later(person: Person): Promise<void> {
    for (let times = 0; times < 12; times += 1) await person.command('repeat')
  }

  it('long after it was answered changes nothing: no changed name is two, no removed answer comes back', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.name')
    const first = { id: randomUUID(), question: 'identity.name', text: 'Noor' }
    await person.send(first)
    await later(person)
    await person.picks('change:identity.name')
    await person.writes('Layla')
    await later(person)
    await person.send(first)
    assert.equal(person.answer('identity.name'), 'Layla')
    assert.ok(person.last.duplicate)

    const place = { id: randomUUID(), question: 'where.countries', text: 'Tunisia' }
    await person.send(place)
    await later(person)
    await person.picks('remove:where.countries')
    await later(person)
    await person.send(place)
    assert.equal(person.answer('where.countries'), undefined)
    // The same words in a message of their own are meant.
    await person.send({ ...place, id: randomUUID() })
    assert.equal(person.answer('where.countries'), 'Tunisia')
  })

  it('is said once to the other side, whoever of them sent it', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.command('human')
    const id = person.last.state.case!.id
    await services.desk.claim(id, worker)
    const hers = { id: randomUUID(), text: 'The letter came today' }
    const theirs = { id: 'm1', text: 'Yes, I can.', language: 'en' }
    await person.send(hers)
    await services.desk.message(id, worker, theirs)
    for (let times = 0; times < 12; times += 1) {
      await person.says(`And this: ${times}`)
      await services.desk.message(id, worker, { id: `n${times}`, text: `I see: ${times}`, language: 'en' })
    }
    const { lines } = await services.turns.take(person.id, 'web', hers)
    assert.deepEqual(lines, [])
    await services.desk.message(id, worker, theirs)
    const found = (await services.cases.get(id))!
    const texts = (await services.messages.of(id, found.key)).map(({ text }) => text)
    assert.deepEqual([texts.length, new Set(texts).size], [26, 26])
    assert.equal(person.last.state.log.filter(({ text }) => text === hers.text).length, 1)
  })

  it('is known by few bytes, and never by a hash that only lies across two', () => {
    const ids = Array.from({ length: 5000 }, () => randomUUID())
    const taken = ids.reduce(withTaken, '')
    assert.ok(taken.length <= 16_000)
    for (const id of ids.slice(-2000)) assert.ok(hasTaken(taken, id))
    assert.ok(!hasTaken(taken, randomUUID()))
    assert.ok(!hasTaken(`x${withTaken('', 'a')}`, 'a'))
  })
})
