import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { sqliteStore } from '../../../../intake/store/sqlite.ts'
import { openStores } from '../../../support/open-stores.ts'
import { sweptMeanwhile } from '../../../support/talk.ts'
import { account, OURS, PATH, Phone, startTwilio, type Twilio } from '../../../support/twilio.ts'

const HOUR = 3_600_000

describe('Text messages through Twilio', () => {
  const running: Twilio[] = []
  let now = Date.UTC(2026, 5, 1, 9)
  const start = async (...given: Parameters<typeof startTwilio>) => {
    const [env = {}, more = {}] = given
    const one = await startTwilio(env, { clock: () => now, ...more })
    running.push(one)
    return one
  }
  beforeEach(() => {
    now = Date.UTC(2026, 5, 1, 9)
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
  })
  const later = (ms: number) => {
    now += ms
  }

  describe('what Twilio did not sign', () => {
    it('is refused: forged, for another host or path, for another account, changed, or unsigned', async () => {
      const twilio = await start()
      const message = twilio.message('+358401234567', 'hello')
      const signatures = [
        'forged',
        '',
        twilio.signed(message, PATH, { token: 'another token' }),
        twilio.signed(message, PATH, { url: 'https://attacker.example' }),
        twilio.signed(message, `${PATH}/status`),
        twilio.signed({ ...message, Body: 'changed' }),
      ]
      for (const signature of signatures)
        assert.equal((await twilio.post(message, { signature })).status, 403, signature)
      const other = { ...message, AccountSid: `AC${'1'.repeat(32)}` }
      assert.equal((await twilio.post(other)).status, 403)
      await twilio.services.outbox.idle()
      assert.deepEqual(twilio.sent, [])
      assert.equal(
        await twilio.services.conversations.load(twilio.services.idFor('sms', message.From!)),
        null,
      )
    })

    it('is refused altogether where no account is set', async () => {
      const none = { TWILIO_AUTH_TOKEN: '', TWILIO_ACCOUNT_SID: '', TWILIO_API_URL: '' }
      const twilio = await start(none)
      const message = { ...twilio.message('+358401234567', 'hello'), AccountSid: '' }
      for (const token of ['', account.TWILIO_AUTH_TOKEN]) {
        const signature = twilio.signed(message, PATH, { token })
        assert.equal((await twilio.post(message, { signature })).status, 403, token)
      }
    })

    it('is told apart from what it signed, whatever the order of parameters, and with a query', async () => {
      const twilio = await start()
      const message = twilio.message('+358401234567', 'hello')
      const turned = Object.fromEntries(Object.entries(message).reverse())
      const answer = await twilio.post(turned, { signature: twilio.signed(message) })
      assert.deepEqual(answer, { status: 200, text: '<Response/>' })
      const path = `${PATH}?from=finland`
      assert.equal((await twilio.post(twilio.message('+358401234568', 'hello'), { path })).status, 200)
    })
  })

  it('answers from the number she wrote to, and asks to be told what became of it', async () => {
    const phone = new Phone(await start())
    assert.equal((await phone.says('hello')).length, 1)
    const [sent] = phone.twilio.sent
    assert.equal(sent?.from, OURS)
    assert.equal(sent?.status, `${account.PUBLIC_URL}${PATH}/status`)
  })

  it('says files cannot be received', async () => {
    const phone = new Phone(await start())
    await phone.says('hello')
    await phone.says('3')
    const texts = await phone.says('', { NumMedia: '1' })
    assert.ok(texts.join().includes(phone.twilio.services.speech.t('en')('sms.say.noFiles')))
  })

  for (const [name, open] of Object.entries(openStores))
    describe(`a message that comes again, on ${name}`, () => {
      it('is answered once by its MessageSid, for two days, and at the same moment', async () => {
        const { store } = await open()
        const phone = new Phone(await start({}, { store }))
        const { twilio } = phone
        await phone.says('hello')
        const message = twilio.message(phone.number, '3')
        await Promise.all([1, 2, 3].map(() => twilio.post(message)))
        const first = await phone.news()
        assert.equal(first.length, 2)
        for (let i = 0; i < 6; i += 1) {
          later(10_000)
          await phone.says(`elephants ${i}`)
        }
        later(47 * HOUR)
        await twilio.services.sweep.once()
        await twilio.post(message)
        assert.deepEqual(await phone.news(), [])
        later(2 * HOUR)
        await sweptMeanwhile(twilio.services)
        await twilio.services.sweep.once()
        assert.deepEqual(await twilio.services.store.collection('dedupe').find({ limit: 100 }), [])
      })

      it('is answered once by its words, when another id brings them within seconds', async () => {
        const { store } = await open()
        const phone = new Phone(await start({}, { store }))
        await phone.says('hello')
        later(10_000)
        await phone.says('3')
        later(10_000)
        assert.equal((await phone.says('1')).length, 1)
        later(1000)
        assert.deepEqual(await phone.says('1'), [])
        later(5000)
        assert.equal((await phone.says('1')).length, 1)
      })
    })

  describe('an end to messages', () => {
    it('is final when Twilio says that she opted out: nothing more is sent, and a worker is told', async () => {
      const phone = new Phone(await start())
      const { state, services } = phone.twilio
      await phone.says('hello')
      await phone.says('3')
      later(10_000)
      state.refuses = { status: 400, body: { code: 21610, message: 'unsubscribed', status: 400 } }
      await phone.says('I want to talk to a person')
      delete state.refuses
      const loaded = await services.conversations.load(services.idFor('sms', phone.number))
      assert.equal(loaded?.state.push?.closed, true)
      assert.deepEqual(loaded?.state.push?.due, [])
      const said = services.turns.fromWorker(loaded!.id, { id: randomUUID(), text: 'Hello', language: 'en' })
      await assert.rejects(said, { code: 'GONE', detail: 'her phone takes no more messages' })
      later(10_000)
      assert.deepEqual(await phone.says('are you there'), [])
      later(10_000)
      assert.equal((await phone.says('START')).length > 0, true)
    })

    it('is believed in her own words, in any language, until she writes again', async () => {
      const sentences = [
        'Please stop texting me!',
        'Älä lähetä enää viestejä.',
        'Skicka inga fler meddelanden',
        'لا ترسلوا لي رسائل',
        'Не пишите мне больше!!',
        'STOP.',
      ]
      for (const [at, sentence] of sentences.entries()) {
        const phone = new Phone(await start(), `+35840222000${at}`)
        const { services } = phone.twilio
        for (const text of ['hello', '3', 'I want to talk to a person']) {
          later(10_000)
          await phone.says(text)
        }
        const id = services.idFor('sms', phone.number)
        const write = (name: string) =>
          services.turns.fromWorker(id, { id: name, text: 'Hello', language: 'en' })
        later(10_000)
        assert.deepEqual(await phone.says(sentence), [], sentence)
        // Refused, not accepted and kept from her: the worker is to know.
        await assert.rejects(write('m1'), { code: 'GONE' }, sentence)
        const { state } = (await services.conversations.load(id))!
        assert.ok(!state.log.some(({ from }) => from === 'worker'), sentence)
        later(10_000)
        if (sentence === 'STOP.') continue
        await phone.says('Are you there? I need somebody to talk to')
        await write('m2')
        assert.ok((await phone.news()).includes('Hello'), sentence)
      }
    })

    it('is no sentence that says more than that', async () => {
      const phone = new Phone(await start(), '+358402220009')
      await phone.says('hello')
      later(10_000)
      assert.notDeepEqual(await phone.says('Do not text me at night, he reads my phone'), [])
    })

    it('is believed when she says STOP in any of the carrier words, and kept for the next sender too', async () => {
      for (const word of ['STOP', 'StopAll', 'unsubscribe', 'CANCEL', 'end', 'QUIT']) {
        const phone = new Phone(await start())
        await phone.says('hello')
        later(10_000)
        assert.deepEqual(await phone.says(word), [])
        later(10_000)
        assert.deepEqual(await phone.says('3', { To: '+358457999999' }), [])
      }
    })

    it('comes by a status callback as well; a phone that is no more is one again when it writes', async () => {
      const phone = new Phone(await start())
      const { twilio } = phone
      await phone.says('hello')
      const path = `${PATH}/status`
      const status = (ErrorCode: string) => ({
        MessageSid: 'SM1',
        AccountSid: account.TWILIO_ACCOUNT_SID,
        MessageStatus: 'undelivered',
        To: phone.number,
        ErrorCode,
      })
      assert.equal((await twilio.post(status('30003'), { path })).status, 200)
      assert.equal(await twilio.services.optOuts.why(phone.number), null)
      assert.equal((await twilio.post(status('30005'), { path, signature: 'forged' })).status, 403)
      assert.equal((await twilio.post(status('30005'), { path })).status, 200)
      assert.equal(await twilio.services.optOuts.why(phone.number), 'unreachable')
      later(10_000)
      assert.equal((await phone.says('3')).length, 2)
    })
  })

  describe('what did not go out', () => {
    it('is sent by the sweep once Twilio answers again, and marked', async () => {
      const phone = new Phone(await start())
      const { state, services } = phone.twilio
      state.refuses = { status: 503, body: { code: 20503 } }
      assert.deepEqual(await phone.says('hello'), [])
      delete state.refuses
      await services.sweep.once()
      assert.deepEqual(await phone.news(), [])
      later(31_000)
      await services.sweep.once()
      assert.equal((await phone.news()).length, 1)
      later(31_000)
      await services.sweep.once()
      assert.deepEqual(await phone.news(), [])
      assert.deepEqual(await services.conversations.pending(null, 10), [])
    })

    it('is sent by another process after a crash between the commit and the sending', async () => {
      const store = sqliteStore(':memory:')
      const env = { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
      const first = await start(env, { store })
      // A process that dies in the middle: the turn is committed, and sending it never comes to its end.
      first.services.outbox.register('twilio', { render: () => ['x'], send: () => new Promise(() => {}) })
      await first.post(first.message('+358401234567', 'hello'))
      const second = await start(env, { store })
      later(31_000)
      await second.services.sweep.once()
      assert.equal((await new Phone(second).news()).length, 1)
      running.splice(running.indexOf(first), 1)
      first.carrier.close()
    })

    it('waits until she writes when it is over an hour late', async () => {
      const phone = new Phone(await start())
      const { state, services } = phone.twilio
      state.refuses = { status: 503, body: { code: 20503 } }
      for (const text of ['hello', '3', 'I want to talk to a person']) {
        later(10_000)
        await phone.says(text)
      }
      const id = services.idFor('sms', phone.number)
      await services.turns.fromWorker(id, { id: randomUUID(), text: 'Hello', language: 'en' })
      await services.outbox.idle()
      delete state.refuses
      later(2 * HOUR)
      await services.sweep.once()
      assert.deepEqual(await phone.news(), [])
      assert.deepEqual(await services.conversations.pending(null, 10), [])
      assert.ok((await phone.says('hello again')).includes('Hello'))
    })
  })

  it('keeps every part of a long message that comes in parts, in order, and reads what came as base64', async () => {
    const phone = new Phone(await start())
    const { twilio } = phone
    for (const text of ['hello', '3', 'I want to talk to a person']) {
      await phone.says(text)
      later(10_000)
    }
    const story = 'I can not leave the house because they have my papers and my phone is not my own. '.repeat(
      3,
    )
    for (const part of [story.slice(0, 153), story.slice(153)]) await phone.says(part)
    later(10_000)
    await phone.says(Buffer.from('Olen täällä vielä hetken').toString('base64'))
    const found = await twilio.services.conversations.load(twilio.services.idFor('sms', phone.number))
    const texts = found?.state.log.filter(({ from }) => from === 'person').map(({ text }) => text)
    assert.deepEqual(texts?.slice(-3), [
      story.slice(0, 153).trim(),
      story.slice(153).trim(),
      'Olen täällä vielä hetken',
    ])
  })

  it('is silent to a machine that texts under a name or a short number', async () => {
    const twilio = await start()
    for (const from of ['Elisa', '16100', ''])
      assert.equal((await twilio.post(twilio.message(from, 'Your bill'))).status, 200)
    await twilio.services.outbox.idle()
    assert.deepEqual(twilio.sent, [])
  })
})
