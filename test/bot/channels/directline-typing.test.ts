import assert from 'node:assert/strict'
import { browser, node, type Shown, Visitor } from '../../support/direct-line.ts'
import { eventually } from '../../support/eventually.ts'
import { type Running, startServer } from '../../support/server.ts'

type Heard = Shown & { type: string; channelData?: { machine?: { text: string; language: string } } }

/** With the published client: who writes, what arrived, and a machine's words beside the worker's. */
describe('Direct Line and how far a talk has come', () => {
  const worker = { id: 'w1', name: 'Anna' }
  let server: Running
  let her: Visitor
  let id: string

  before(() => Object.assign(globalThis, browser))
  after(() => Object.assign(globalThis, node))
  beforeEach(async () => {
    server = await startServer({ TRANSLATOR_ENDPOINT: 'http://127.0.0.1:9', TRANSLATOR_KEY: 'k' })
    her = await Visitor.come(server, { webSocket: true })
    await her.presses('control.language', 'en')
    await her.asked('safety.seen')
    await her.types('I want to talk to a person')
    await her.asked('control.waiting')
    id = (await server.services.cases.list({ talk: 'waiting' }, 1))[0]!.id
  })
  afterEach(async () => {
    her.leave()
    await server.close()
  })

  const conversation = async () => (await server.services.cases.get(id))!.content!.conversation
  const receipts = async () => (await server.services.receipts.of(await conversation())).person
  const heard = () => her.heard as unknown as Heard[]
  const say = (text: string, more = {}) =>
    server.services.desk.message(id, worker, { id: text, text, language: 'en', ...more })

  it('nothing is noted before a worker has taken the talk', async () => {
    assert.deepEqual(await receipts(), { delivered: 0, read: 0, online: 0, left: 0, writing: 0 })
    const docs = await server.services.store.collection('receipts').find({ limit: 10 })
    assert.deepEqual(docs, [])
  })

  it('the worker writes: a typing activity, once for each sign of it, and none after the message', async () => {
    await server.services.desk.claim(id, worker)
    await her.until(() => heard().at(-1)?.from.role === 'bot', 'the worker joined')
    const typing = () => heard().filter(({ type }) => type === 'typing')
    const write = async () =>
      server.services.receipts.note(await conversation(), 'desk', { writing: server.services.clock() })
    await write()
    await her.until(() => typing().length === 1, 'typing')
    assert.deepEqual([typing()[0]!.from.role, typing()[0]!.channelData], ['bot', { from: 'worker' }])
    await say('Hello')
    await her.until(() => heard().some(({ text }) => text === 'Hello'), 'the message')
    await say('Are you there?')
    await her.until(() => heard().some(({ text }) => text === 'Are you there?'), 'the next one')
    assert.equal(typing().length, 1)
  })

  it('what went out over the stream is delivered; what her client shows it does not say', async () => {
    await server.services.desk.claim(id, worker)
    await say('Hello')
    await her.until(() => heard().some(({ text }) => text === 'Hello'), 'the message')
    const { seq } = (await server.services.conversations.load(await conversation()))!.state
    const { delivered, read, online } = await receipts()
    assert.deepEqual([delivered, read], [seq, 0])
    assert.ok(online > 0)
    her.leave()
    await her.until(() => her.status >= 4, 'ended')
    assert.ok((await eventually(async () => (await receipts()).left)) >= online)
  })

  it('that she writes is not told: no page of ours says there that it would be', async () => {
    await server.services.desk.claim(id, worker)
    await say('Hello')
    await her.until(() => heard().some(({ text }) => text === 'Hello'), 'the message')
    await her.send({ type: 'typing' })
    assert.equal((await receipts()).writing, 0)
  })

  it("a machine's words come after the worker's own, called so, with a way to say no", async () => {
    await server.services.desk.claim(id, worker)
    await server.services.desk.message(id, worker, { id: 'q', phrase: 'ask.machine' })
    const asked = await her.until(
      () =>
        heard().find(
          ({ suggestedActions }) => suggestedActions?.actions[0]?.value.question === 'consent.machine',
        ),
      'the question',
    )
    assert.deepEqual(
      asked.suggestedActions!.actions.map(({ value }) => value),
      [
        { question: 'consent.machine', value: 'yes' },
        { question: 'consent.machine', value: 'no' },
      ],
    )
    const press = (value: string) => her.send({ text: 'x', value: { question: 'consent.machine', value } })
    const may = async () => (await server.services.desk.view(id, worker)).machine?.may
    await press('yes')
    assert.equal(await may(), true)
    await say('Hei', { language: 'fi', machine: { text: 'Hi', language: 'en' } })
    const last = await her.until(() => heard().find(({ text }) => text.startsWith('Hei')), 'the message')
    assert.equal(last.text, 'Hei\n\n[Machine translation. It may have mistakes.]\nHi')
    assert.deepEqual(last.channelData?.machine, { text: 'Hi', language: 'en' })
    assert.deepEqual(
      last.suggestedActions!.actions.map(({ value }) => value),
      [{ question: 'consent.machine', value: 'no' }],
    )
    await press('no')
    assert.equal(await may(), false)
  })
})
