import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { emptyState, type State } from '../../../intake/conversation/conversation.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'

describe('What reaches her conversation from elsewhere', () => {
  const services = freshServices()
  const { turns, conversations, clock } = services
  const worker = () => ({ id: `w.${randomUUID()}`, text: 'Good morning', language: 'en' })

  /** A conversation that stands so, with a line in it. */
  async function standing(state: Partial<State>): Promise<string> {
    const id = services.idFor('web', randomUUID())
    const said = { seq: 1, from: 'person', text: 'hello', at: clock() }
    const all = { ...emptyState('web'), seq: 1, log: [said], language: 'en', ...state } as State
    await conversations.commit(id, all, clock() + 1e9, null, null)
    return id
  }
  const stateOf = async (id: string) => (await conversations.load(id))!.state
  const held = { id: '12345678901234567890', revision: 0, dirty: false }

  it('is no message about a case that is not hers any more', async () => {
    const none = await standing({})
    await assert.rejects(turns.fromWorker(none, worker()), { code: 'GONE' })
    const other = await standing({ case: held })
    await assert.rejects(turns.fromWorker(other, worker(), 'another'), { code: 'GONE' })
    assert.equal((await stateOf(other)).seq, 1)
  })

  it('is no message after she left or deleted everything', async () => {
    for (const gone of ['left', 'deleted'] as const) {
      const id = await standing({ gone, case: held })
      await assert.rejects(turns.fromWorker(id, worker()), { code: 'GONE' })
      assert.equal((await stateOf(id)).seq, 1)
    }
  })

  it('takes the place of what the bot was asking: her next "yes" is for the worker', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.age')
    await person.command('human')
    const { id: about } = person.last.state.case!
    await services.desk.claim(about, { id: 'w', name: 'Aino' })
    await turns.amend(person.id, (state) => Boolean(Object.assign(state, { open: { key: 'consent.start' } })))
    await turns.fromWorker(person.id, worker(), about)
    const { open, log } = await stateOf(person.id)
    assert.equal(open, undefined)
    assert.equal(log.at(-1)!.from, 'worker')
  })

  it('covers it once, however often it is asked to', async () => {
    const id = await standing({})
    await turns.cover(id)
    const { covered, seq } = await stateOf(id)
    assert.ok(covered)
    await turns.cover(id)
    assert.equal((await stateOf(id)).seq, seq)
  })

  it('greets nobody who has spoken already', async () => {
    const person = await new Person(services).says('hello')
    const { seq } = await stateOf(person.id)
    await turns.open(person.id, 'web')
    assert.equal((await stateOf(person.id)).seq, seq)
  })

  it('lets danger and the wish for a person past every limit, pressed or written, in any language', () => {
    for (const said of [
      { command: 'danger' },
      { command: 'human' },
      { question: 'safety.danger', value: ['yes'] },
      { text: 'he is going to kill me' },
      { text: 'haluan puhua ihmiselle' },
      { text: 'он меня убьёт' },
    ] as const)
      assert.ok(turns.cannotWait(said as never), JSON.stringify(said))
    for (const said of [
      { command: 'help' },
      { question: 'safety.danger', value: ['no'] },
      { question: 'consent.start', value: ['yes'] },
      { text: 'I have a cat' },
    ] as const)
      assert.ok(!turns.cannotWait(said as never), JSON.stringify(said))
  })
})
