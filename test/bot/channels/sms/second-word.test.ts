import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { openStores } from '../../../support/open-stores.ts'
import { Phone, startTwilio, type Twilio } from '../../../support/twilio.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Ten in the morning in Finland. */
const MORNING = Date.UTC(2026, 5, 1, 7)
const worker = { id: 'w1', name: 'Minna' }
const fromWorker = 'I found something for you'

for (const [name, open] of Object.entries(openStores))
  describe(`A second word on a phone that others may hold, on ${name}`, () => {
    let now = MORNING
    let twilio: Twilio
    beforeEach(async () => {
      now = MORNING
      twilio = await startTwilio({}, { clock: () => now, store: (await open()).store })
    })
    afterEach(() => twilio.close())

    const t = (key: string) => twilio.services.speech.t('en')(key)
    async function says(phone: Phone, ...texts: string[]): Promise<string> {
      let news: string[] = []
      for (const text of texts) {
        now += 10_000
        news = await phone.says(text)
      }
      return news.join('\n')
    }
    const stateOf = async (id: string) => (await twilio.services.conversations.load(id))!.state

    /** She has two words, told something, and talks with a worker; then half an hour passes. */
    async function her() {
      const phone = new Phone(twilio)
      await says(phone, 'hello', '3', '1', '1', 'bluebell', 'bluebell', 'cinnamon', 'cinnamon', '1', '1', '2')
      const id = twilio.services.idFor('sms', phone.number)
      await says(phone, 'a person')
      const of = (await stateOf(id)).case!.id
      await twilio.services.desk.claim(of, worker)
      await twilio.services.turns.sync(id)
      await phone.news()
      now += 31 * MINUTE
      const writes = () =>
        twilio.services.turns.fromWorker(id, { id: randomUUID(), text: fromWorker, language: 'en' })
      return { phone, id, of, writes }
    }

    it('opens an empty conversation, where nothing of hers is and nothing of a worker rings', async () => {
      const { phone, id, of, writes } = await her()
      const before = await stateOf(id)
      assert.equal(await says(phone, 'hi'), t('sms.control.check.ask'))
      assert.match(await says(phone, 'cinnamon'), /^Thank you\.\nCan anyone else read/)
      await writes()
      assert.deepEqual(await phone.news(), [])
      const said = await says(phone, '1', '1', '1', 'what do you know about me', 'delete everything', '1')
      assert.doesNotMatch(said, /joined|worker/)
      await twilio.services.sweep.once()
      assert.deepEqual(await phone.news(), [])
      const { answers, case: made, log } = await stateOf(id)
      assert.deepEqual([answers, made], [before.answers, before.case])
      const since = log.slice(before.log.length)
      assert.deepEqual(
        since.flatMap(({ text }) => text ?? []),
        ['•••', '•••', fromWorker],
      )
      assert.ok((await twilio.services.cases.get(of))!.watched)
    })

    it('and after a pause her first one leads back, to all that waited for her', async () => {
      const { phone, id, writes } = await her()
      await says(phone, 'cinnamon', '1', '1')
      await writes()
      now += 31 * MINUTE
      assert.equal(await says(phone, 'hi'), t('sms.control.check.ask'))
      const texts = await says(phone, 'bluebell')
      assert.ok(texts.includes(fromWorker) && texts.includes(t('sms.say.checked')), texts)
      await says(phone, 'thank you, I will come')
      assert.equal((await stateOf(id)).log.findLast(({ from }) => from === 'person')?.passed, true)
      now += 31 * MINUTE
      await says(phone, 'hi')
      assert.match(await says(phone, 'cinnamon'), /^Thank you\.\n/)
    })

    for (const [how, after] of Object.entries({
      'was deleted': async (phone: Phone) => void (await says(phone, 'delete everything', '2')),
      'came to its date': async () => {
        now += 80 * HOUR
        await twilio.services.sweep.once()
      },
    }))
      it(`her first one leads back though the empty one ${how}`, async () => {
        const { phone, id } = await her()
        // Sent or taken by a worker, hers is kept for longer than a draft.
        const { due: _, ...kept } = (await twilio.services.conversations.load(id))!
        await twilio.services.conversations.commit(id, kept.state, now + 1000 * HOUR, kept.key, kept.etag)
        await says(phone, 'cinnamon', '1')
        await after(phone)
        now += 31 * MINUTE
        await says(phone, 'hi')
        assert.match(await says(phone, 'bluebell'), /Thank you/)
        await says(phone, 'I am here')
        assert.equal((await stateOf(id)).log.findLast(({ from }) => from === 'person')?.text, 'I am here')
      })
  })
