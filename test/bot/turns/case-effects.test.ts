import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { newCaseId } from '../../../intake/case/case-number.ts'
import { type Effect, emptyState, type State } from '../../../intake/conversation/conversation.ts'
import type { Line } from '../../../intake/conversation/line.ts'
import type { Answer, Answers, Value } from '../../../intake/form/answers.ts'
import { OWN_WORDS } from '../../../intake/form/form.ts'
import { freshServices } from '../../support/talk.ts'

const answer = (value: Value): Answer => ({ status: 'answered', value, language: 'en', wording: '', at: 1 })
const told: Answers = {
  'role.who': answer('self'),
  'identity.name': answer('Noor'),
  'contact.way': answer('phone'),
  [OWN_WORDS]: answer('He locks the door.'),
}

describe('What a turn does to the case of its conversation', () => {
  const services = freshServices()
  const { cases, conversations, annotations, messages, turns, clock, receipts } = services

  /** Carries out these effects in a conversation that stands so. */
  async function carriedOut(effects: Effect[], state: Partial<State> = {}, id: string = randomUUID()) {
    const conversation = services.idFor('web', id)
    const before = await conversations.load(conversation)
    const now = {
      ...(before?.state ?? { ...emptyState('web'), language: 'en', answers: told }),
      ...state,
      effects,
    }
    const due = clock() + 1e9
    await conversations.commit(conversation, now, due, before?.key ?? null, before?.etag ?? null)
    await turns.finish(conversation)
    return id
  }
  const contentOf = async (id: string) => (await cases.get(id))!.content
  let id: string
  let number = 0
  const next = () => ++number
  beforeEach(() => {
    id = newCaseId()
  })

  it('shares by name what was named, and nothing else', async () => {
    await carriedOut([{ kind: 'share', case: id, keys: ['contact.way'], number: next() }])
    const { shared } = (await contentOf(id))!
    assert.deepEqual(Object.keys(shared!), ['contact.way'])
  })

  for (const [kind, effect] of Object.entries({
    share: () => ({ kind: 'share', case: id, number: next() }) as const,
    submit: () => ({ kind: 'submit', case: id, revision: 1, number: next() }) as const,
  }))
    it(`keeps back the words that wait for a yes of their own, and lets them go with it: ${kind}`, async () => {
      const answers = async () => {
        const { shared, record } = (await contentOf(id))!
        return { ...shared, ...record?.answers }
      }
      await carriedOut([effect()], { story: 'kept' })
      assert.ok((await answers())['identity.name'])
      assert.equal((await answers())[OWN_WORDS], undefined)
      id = newCaseId()
      await carriedOut([effect()], { story: 'agreed' })
      assert.ok((await answers())[OWN_WORDS])
    })

  it('takes out with an answer what a worker made of it, but not of one that she gave anew since', async () => {
    const by = { case: '', who: 'w', name: 'Aino', at: 1, of: 1 }
    const edit = (key: string) => ({ ...by, case: id, id: `of ${key}`, key, value: 'x' })
    const left = async () => (await annotations.of(id, (await cases.get(id))!.key)).map(({ key }) => key)
    const sent = next()
    const from = await carriedOut([{ kind: 'submit', case: id, revision: 1, number: sent }])
    const { key } = (await cases.get(id))!
    for (const one of ['identity.name', 'contact.way']) await annotations.add(edit(one), key)
    await carriedOut([{ kind: 'retract', case: id, keys: ['identity.name'], number: next() }], {}, from)
    assert.deepEqual(await left(), ['contact.way'])
    // An older one that comes late: the case has taken what was sent after it.
    await carriedOut([{ kind: 'retract', case: id, keys: ['contact.way'], number: sent }], {}, from)
    assert.deepEqual(await left(), ['contact.way'])
  })

  const line = (seq: number): Line => ({ seq, from: 'person', text: 'Is anybody here?', at: clock() }) as Line

  it('says in the case that she wrote', async () => {
    const wait = { kind: 'wait', case: id, number: next() } as const
    const from = await carriedOut([wait])
    await carriedOut([{ kind: 'message', case: id, seq: 900, number: next() }], { log: [line(900)] }, from)
    const found = (await cases.get(id))!
    assert.ok(found.lastMessageAt)
    assert.equal((await messages.of(id, found.key)).length, 1)
  })

  it('goes on where the case is erased meanwhile', async () => {
    const from = await carriedOut([{ kind: 'wait', case: id, number: next() }])
    await cases.erase(id)
    await carriedOut([{ kind: 'message', case: id, seq: 900, number: next() }], { log: [line(900)] }, from)
    assert.deepEqual((await conversations.load(services.idFor('web', from)))!.state.effects, [])
  })

  it('makes a case urgent from its first moment where she is in danger', async () => {
    await carriedOut([{ kind: 'share', case: id, number: next() }], { danger: true })
    assert.equal((await cases.get(id))!.urgent, 1)
    id = newCaseId()
    await carriedOut([{ kind: 'share', case: id, number: next() }])
    assert.equal((await cases.get(id))!.urgent, 0)
  })

  it('deletes the empty conversation of her second word, and who was there when, with the rest', async () => {
    const aside = services.idFor('web', randomUUID())
    await conversations.commit(aside, { ...emptyState('web'), decoy: true }, clock() + 1e9, null, null)
    const from = randomUUID()
    const conversation = services.idFor('web', from)
    await receipts.note(conversation, 'person', { delivered: 3 })
    await carriedOut([{ kind: 'erase', keys: [], cases: [], decoy: aside, number: next() }], {}, from)
    assert.equal(await conversations.load(aside), null)
    assert.equal((await receipts.of(conversation)).person.delivered, 0)
  })
})
