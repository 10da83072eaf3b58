import assert from 'node:assert/strict'
import { browser, node, Visitor } from '../../support/direct-line.ts'
import { type Running, startServer } from '../../support/server.ts'

/** With the published client: asking for a person in the middle, and a failure of the bot, both lead to one. */
describe('Direct Line and a person', () => {
  const worker = { id: 'w1', name: 'Anna' }
  let server: Running
  let her: Visitor

  before(() => Object.assign(globalThis, browser))
  after(() => Object.assign(globalThis, node))
  beforeEach(async () => {
    server = await startServer()
    her = await Visitor.come(server, { webSocket: true })
    for (const [key, id] of [
      ['control.language', 'en'],
      ['safety.seen', 'maybe'],
      ['control.paused', 'goOn'],
      ['safety.danger', 'no'],
      ['consent.start', 'yes'],
      ['role.who', 'self'],
    ] as const)
      await her.presses(key, id)
    await her.asked('where.inFinland')
  })
  afterEach(async () => {
    her.leave()
    await server.close()
  })

  /** The case that waits, as a worker may see it. */
  async function waiting() {
    const [one] = await server.services.cases.list({ talk: 'waiting' }, 10)
    assert.ok(one, 'somebody waits')
    const seen = await server.services.desk.view(one.id, worker)
    return { id: one.id, texts: seen.messages.map(({ text }) => text), content: seen.case.content }
  }

  async function talkThenShare(): Promise<void> {
    await her.asked('control.share')
    await her.types('Is somebody there? I need to talk.')
    await her.until(() => her.heard.some(({ text }) => text.startsWith('Is somebody')), 'her echo')
    const before = await waiting()
    assert.deepEqual(before.texts, ['Is somebody there? I need to talk.'])
    assert.equal(before.content?.shared, undefined)
    assert.equal(before.content?.record, undefined)

    await her.presses('control.share', 'yes')
    await her.asked('control.waiting')
    const after = await waiting()
    assert.equal(after.content?.shared?.['safety.seen']?.value, 'maybe')

    await server.services.desk.claim(after.id, worker)
    await server.services.desk.message(after.id, worker, {
      id: 'm1',
      text: 'Hello, I am here.',
      language: 'en',
    })
    await her.until(() => her.heard.some(({ text }) => text === 'Hello, I am here.'), "the worker's words")
    await her.types('Thank you')
    await her.until(() => her.heard.some(({ text }) => text === 'Thank you'), 'her echo')
    assert.deepEqual((await server.services.desk.view(after.id, worker)).messages.at(-1)?.text, 'Thank you')

    const bye = { id: 'm2', text: 'Write to me whenever you like.', language: 'en' }
    await server.services.desk.message(after.id, worker, bye)
    await server.services.desk.release(after.id, worker, { to: 'bot' })
    await her.asked('where.inFinland')
  }

  it('asked for in the middle: the worker sees what is written from then on, the rest after a yes', async () => {
    await her.types('I want to talk to a person')
    await talkThenShare()
  })

  it('after a failure of the bot: the same, and nothing she answered is lost', async () => {
    const { ear } = server.services.speech
    server.services.speech.ear = () => {
      server.services.speech.ear = ear
      throw new Error('forced')
    }
    await her.types('yes')
    await her.until(
      () => her.heard.some(({ text }) => text.startsWith('Something went wrong')),
      'the failure told',
    )
    await talkThenShare()
  })
})
