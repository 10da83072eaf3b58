import assert from 'node:assert/strict'
import { newCode } from '../../../../intake/conversation/codes.ts'
import { contacts } from '../../../../intake/form/contacts.ts'
import { languages } from '../../../../locales/index.ts'
import { openStores } from '../../../support/open-stores.ts'
import { Phone, startTwilio, type Twilio } from '../../../support/twilio.ts'

const MOST = 120
const MINUTE = 60_000

for (const [name, open] of Object.entries(openStores))
  describe(`More texts from one number than are read, on ${name}`, () => {
    let now: number
    let twilio: Twilio
    beforeEach(async () => {
      now = Date.UTC(2026, 5, 1, 7)
      twilio = await startTwilio({}, { clock: () => now, store: (await open()).store })
    })
    afterEach(() => twilio.close())

    const posts = async (phone: Phone, text: string, more = {}) =>
      (await twilio.post(twilio.message(phone.number, text, more))).status
    const plain = (text: string) => text.replace(/\p{Cf}/gu, '')
    /** Words that a carrier answers itself count, and cost no turn. */
    async function fill(phone: Phone): Promise<void> {
      for (let sent = 2; sent < MOST; sent += 1) await posts(phone, 'help', { OptOutType: 'HELP' })
    }

    for (const language of languages)
      it(`are told once what it is, until when and whom to call, in ${language}`, async () => {
        const phone = new Phone(twilio)
        await phone.says('hello')
        now += MINUTE
        await phone.says(String(languages.indexOf(language) + 1))
        await fill(phone)
        assert.deepEqual(await phone.news(), [])
        now += MINUTE
        assert.equal(await posts(phone, '1'), 429)
        const [told, ...more] = await phone.news()
        assert.deepEqual(more, [])
        // Eleven in Finland, an hour after her first.
        for (const number of [contacts.helpline, contacts.emergency])
          assert.ok(plain(told!).includes(plain(number)), number)
        assert.match(told!, /11[:.]00/)
        for (let again = 0; again < 3; again += 1) assert.equal(await posts(phone, '1'), 429)
        assert.deepEqual(await phone.news(), [], 'and no second time')
        const id = twilio.services.idFor('sms', phone.number)
        assert.deepEqual((await twilio.services.conversations.load(id))!.state.answers, {})
        // Nobody else is held up, and she is read again when it is over.
        assert.equal((await new Phone(twilio, '+358407654321').says('hello')).length > 0, true)
        now += 60 * MINUTE
        assert.ok((await phone.says('1')).length > 0)
        assert.ok((await twilio.services.conversations.load(id))!.state.answers['safety.seen'])
      })

    it('say when to go on, once, where many codes were wrong', async () => {
      const phone = new Phone(twilio)
      await phone.says('hello')
      await phone.says('1')
      let status = 200
      for (let tries = 0; tries < 20 && status === 200; tries += 1) {
        await phone.news()
        status = await posts(phone, newCode())
      }
      assert.equal(status, 429)
      const [told, ...more] = await phone.news()
      assert.deepEqual(more, [])
      assert.ok(plain(told!).includes(plain(contacts.emergency)), told)
      assert.equal(await posts(phone, newCode()), 429)
      assert.deepEqual(await phone.news(), [], 'and no second time')
      // What holds no code goes on meanwhile.
      assert.ok((await phone.says('2')).length > 0)
    })
  })
