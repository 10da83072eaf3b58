import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { State } from '../../../../intake/conversation/conversation.ts'
import { contacts } from '../../../../intake/form/contacts.ts'
import { openStores } from '../../../support/open-stores.ts'
import { Page } from '../../../support/page.ts'
import { Phone, startTwilio, type Twilio } from '../../../support/twilio.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Ten in the morning in Finland. */
const MORNING = Date.UTC(2026, 5, 1, 7)

describe('A conversation by text message', () => {
  const running: Twilio[] = []
  let now = MORNING
  let twilio: Twilio
  const start = async (more: Parameters<typeof startTwilio>[1] = {}) => {
    const one = await startTwilio({}, { clock: () => now, ...more })
    running.push(one)
    return one
  }
  beforeEach(async () => {
    now = MORNING
    twilio = await start()
  })
  afterEach(async () => {
    for (const one of running.splice(0)) await one.close()
  })

  const t = (key: string, params = {}) =>
    twilio.services.speech
      .t('en')(key, { ...contacts, ...params })
      .replace(/[\u2066-\u2069]/g, '')
  const stateOf = async (number: string): Promise<State> =>
    (await twilio.services.conversations.load(twilio.services.idFor('sms', number)))!.state
  /** Texts one after the other, ten seconds apart; returns what the last one brought. */
  async function says(phone: Phone, ...texts: string[]): Promise<string[]> {
    let news: string[] = []
    for (const text of texts) {
      now += 10_000
      news = await phone.says(text)
    }
    return news
  }
  const toWord = ['hello', '3', '1', '1', 'bluebell', 'bluebell', 'skip']
  const toElsewhere = [...toWord, '1', '1', '1', '1']
  const codeIn = (texts: string[]) => /(\d{5} \d{5} \d{5})/.exec(texts.join())![1]!

  describe('the word', () => {
    it('is chosen after danger and before anything is told, and stands in no log', async () => {
      const phone = new Phone(twilio)
      const [asked] = await says(phone, ...toWord.slice(0, 4))
      assert.equal(asked, t('sms.control.word.ask'))
      assert.match((await says(phone, 'no'))[0]!, /too short/)
      for (const other of ['yes', 'my boss took my passport and I have nowhere to sleep', 'I do not know'])
        assert.ok((await says(phone, other)).includes(t('sms.control.word.ask')), other)
      assert.deepEqual(await says(phone, 'bluebell'), [t('sms.control.wordAgain.ask')])
      assert.deepEqual(await says(phone, 'bluebel'), [t('sms.say.wordDiffers'), t('sms.control.word.ask')])
      assert.deepEqual(await says(phone, 'bluebell', 'Bluebell'), [
        t('sms.say.wordKept'),
        t('sms.control.second.ask').replace(/[“”]/g, '"'),
      ])
      assert.match((await says(phone, 'skip')).join(), /Shall we begin/)
      const state = await stateOf(phone.number)
      assert.doesNotMatch(JSON.stringify(state), /bluebell/)
    })

    it('is no tale: that is kept as hers, and said once', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord.slice(0, 4))
      const tale = 'he never paid me for the work on the farm'
      const said = await says(phone, tale)
      assert.equal(said.filter((text) => text.includes(t('sms.say.storyKept'))).length, 1, said.join(' | '))
      assert.ok(said.includes(t('sms.control.word.ask')))
      assert.equal((await stateOf(phone.number)).answers['what.ownWords']?.value, tale)
    })

    it('is asked after a pause before anything is shown; a wrong one learns nothing, and is not kept', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord, '1', '1')
      now += 31 * MINUTE
      for (const text of ['hi', '1', 'delete everything', 'Bluebells', 'what do you know about me'])
        assert.deepEqual(await says(phone, text), [t('sms.control.check.ask')], text)
      const state = await stateOf(phone.number)
      assert.equal(Object.keys(state.answers).length, 4)
      assert.doesNotMatch(JSON.stringify(state), /Bluebells|delete everything/)
    })

    it('opens it again as soon as it is right, in any spelling of it, and goes on with the open question', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord, '1')
      now += 31 * MINUTE
      await says(phone, 'hello?')
      assert.deepEqual(await says(phone, ' BLUEBELL '), [
        t('sms.say.checked'),
        (await phone.news())[0] ?? phone.inbox.at(-1),
      ])
      assert.match(phone.inbox.at(-1)!, /Who is this for/)
      assert.match((await says(phone, '1'))[0]!, /Are you in Finland now/)
    })

    it('cannot be guessed: five wrong ones, and even the right one waits for an hour', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord)
      now += 31 * MINUTE
      await says(phone, 'one1', 'two2', 'three3', 'four4', 'five5')
      assert.deepEqual(await says(phone, 'bluebell'), [t('sms.control.check.ask')])
      now += HOUR
      assert.equal((await says(phone, 'bluebell'))[0], t('sms.say.checked'))
    })

    it('does not stand between her and help in danger', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord)
      now += 2 * HOUR
      const texts = await says(phone, 'danger')
      assert.ok(texts.join().includes('112'))
      assert.equal(texts.at(-1), t('sms.control.check.ask'))
    })

    it('is asked at once after leaving', async () => {
      const phone = new Phone(twilio)
      const code = codeIn(await says(phone, ...toElsewhere, '1'))
      assert.ok(code)
      await says(phone, 'leave')
      assert.deepEqual(await says(phone, 'hi'), [t('sms.control.check.ask')])
    })
  })

  describe('what is never texted', () => {
    it('is not asked: she is offered the web, a person, or a call', async () => {
      const [offer] = await says(new Phone(twilio), ...toElsewhere)
      assert.ok(offer!.includes('+358 29 546 3177') && offer!.includes('1 On the web'), offer)
    })

    it('is not shown either: what is known, a copy, the answers before', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toElsewhere)
      for (const text of ['what do you know about me', 'copy', 'show my answers'])
        assert.deepEqual(await says(phone, text), [phone.inbox.at(-1)], text)
      assert.match(phone.inbox.at(-1)!, /better elsewhere/)
    })
  })

  describe('a worker', () => {
    const worker = { id: 'w1', name: 'Aino' }
    const claimed = async (phone: Phone) => {
      const { services } = twilio
      const { case: made } = await stateOf(phone.number)
      await services.desk.here(worker)
      await services.desk.claim(made!.id, worker)
      return (text: string) =>
        services.desk.message(made!.id, worker, { id: randomUUID(), text, language: 'en' })
    }

    it('is heard at once while she is there', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord, '2')
      const say = await claimed(phone)
      await say('Good morning')
      assert.deepEqual(await phone.news(), [t('sms.talk.joined'), 'Good morning'])
    })

    it('is not shown to whoever holds the phone later: one knock, and all of it after her word', async () => {
      const phone = new Phone(twilio)
      await says(phone, ...toWord, '2')
      const say = await claimed(phone)
      await phone.news()
      now += 29 * MINUTE + 55_000
      await say('Are you still there?')
      await phone.news()
      now += 5000
      const { turns, idFor } = twilio.services
      const id = idFor('sms', phone.number)
      for (const text of ['I found something for you', 'Call me'])
        await turns.fromWorker(id, { id: randomUUID(), text, language: 'en' })
      now += 10_000
      await turns.fromWorker(id, { id: randomUUID(), text: 'Please', language: 'en' })
      assert.deepEqual((await phone.news()).filter((one) => one === t('sms.knock')).length, 1)
      now += 10 * MINUTE
      const texts = await says(phone, 'bluebell')
      assert.equal(texts.at(-1), t('sms.say.checked'))
      assert.ok(texts.includes('Please'))
      assert.equal((await stateOf(phone.number)).push?.due.length, 0)
    })

    it('may write within the hours she gave when she asked for a person, and then only', async () => {
      const phone = new Phone(twilio)
      const asked = await says(phone, ...toWord, '2')
      assert.ok(asked.at(-1)!.startsWith(t('sms.control.textBack.ask')))
      await says(phone, '1')
      const say = await claimed(phone)
      await phone.news()
      now = MORNING + 9 * HOUR
      await say('I can help you now')
      assert.deepEqual(await phone.news(), [t('sms.knock')])
      now = MORNING + 14 * HOUR
      await assert.rejects(say('Are you awake?'), { code: 'FORBIDDEN', why: 'hours' })
      now = MORNING + 24 * HOUR
      assert.deepEqual(await says(phone, 'bluebell'), ['I can help you now', t('sms.say.checked')])
    })

    it('may not write late unless she said so, and what the bot would say of it waits until she writes', async () => {
      const phone = new Phone(twilio)
      now = Date.UTC(2026, 5, 1, 18)
      await says(phone, 'hello', '3', 'I want to talk to a person')
      now += 4 * HOUR
      const say = await claimed(phone)
      assert.deepEqual(await phone.news(), [])
      await assert.rejects(say('Good evening'), { code: 'FORBIDDEN' })
      await twilio.services.sweep.once()
      assert.deepEqual(await phone.news(), [])
      assert.deepEqual(await twilio.services.conversations.pending(null, 10), [])
      assert.deepEqual(await says(phone, 'Is somebody there?'), [t('sms.talk.joined')])
    })
  })

  for (const [name, open] of Object.entries(openStores))
    describe(`from one to another, on ${name}`, () => {
      beforeEach(async () => {
        twilio = await start({ store: (await open()).store })
      })
      const web = async () => {
        const page = await new Page(twilio.url).open('/?lang=en')
        return page.press('en')
      }
      const other = '+358409999999'

      it('goes from text messages to the web: the code, then the word, then on where she was', async () => {
        const phone = new Phone(twilio)
        const code = codeIn(await says(phone, ...toElsewhere, '1'))
        const page = await (await web()).type(code)
        assert.equal(page.question, 'control.check')
        await page.type('wrong')
        assert.equal(page.question, 'control.check')
        assert.doesNotMatch(page.html, /Finland now|exploited/)
        await page.type('bluebell')
        // Who sees this screen is another question than who sees that phone.
        assert.equal(page.question, 'safety.seen')
        await page.press('no')
        assert.ok(page.html.includes('Assistance System for Victims'), 'what could not be texted is said now')
        assert.equal(page.question, 'what.forms')
        assert.match(page.html, /does not report its clients to the police/)
        assert.deepEqual(await phone.news(), [])
      })

      it('can be left by the button before the word, and come back to', async () => {
        const code = codeIn(await says(new Phone(twilio), ...toElsewhere, '1'))
        const page = await (await web()).type(code)
        const body = page.form({})
        await fetch(`${twilio.url}/exit`, { method: 'POST', body, redirect: 'manual' })
        await page.type('bluebell')
        assert.equal(page.status, 410)
        const again = await (await web()).type(code)
        await again.type('bluebell')
        assert.equal(again.question, 'safety.seen')
      })

      it('tells the old phone nothing more, and begins anew with whoever holds it', async () => {
        const phone = new Phone(twilio)
        const code = codeIn(await says(phone, ...toElsewhere, '1'))
        const page = await (await web()).type(code)
        await page.type('bluebell')
        const [first, ...more] = await says(phone, 'bluebell')
        assert.match(first!, /^1 /)
        assert.deepEqual(more, [])
        await page.press('no')
        await page.press('notSure')
        assert.equal(page.question, 'where.places')
        assert.deepEqual(await phone.news(), [])
        assert.deepEqual(await says(phone, '3', '1', '1'), [t('sms.control.word.ask')])
      })

      it('goes from the web to text messages, typed in native digits, answers kept', async () => {
        const page = await web()
        for (const id of ['no', 'no', 'yes', 'self']) await page.press(id)
        await page.command('code')
        const code = /(\d{5} \d{5} \d{5})/.exec(page.html)![1]!
        for (const word of ['bluebell', 'bluebell']) await page.type(word)
        await page.press('skipped')
        assert.equal(page.question, 'where.inFinland')
        const digits = code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]!)
        const phone = new Phone(twilio, other)
        const texts = await says(phone, 'hello', digits, '3')
        assert.ok(texts[0]!.startsWith(t('sms.say.welcomeBack')))
        assert.ok(texts.at(-1)!.endsWith(t('sms.control.check.ask')))
        assert.match((await says(phone, 'bluebell', '1')).at(-1)!, /Are you in Finland now/)
        await page.type('anybody?')
        assert.equal(page.status, 410)
      })

      it('goes from a lost phone to another one; the lost one is told nothing', async () => {
        const lost = new Phone(twilio)
        const code = codeIn(await says(lost, ...toElsewhere, '1'))
        const phone = new Phone(twilio, other)
        assert.ok((await says(phone, 'hello', code, '3')).at(-1)!.endsWith(t('sms.control.check.ask')))
        assert.match((await says(phone, 'bluebell')).at(-1)!, /Can anyone else read/)
        assert.match((await says(phone, '1')).at(-1)!, /better elsewhere/)
        assert.deepEqual(await lost.news(), [])
        assert.match((await says(lost, 'hello again'))[0]!, /^1 /)
        assert.deepEqual(await phone.news(), [])
      })

      it('takes the case along: when a worker may write depends on where she is now', async () => {
        const phone = new Phone(twilio)
        const code = codeIn(await says(phone, ...toElsewhere, '1'))
        await says(phone, '2')
        const { case: made } = await stateOf(phone.number)
        assert.equal((await twilio.services.cases.get(made!.id))?.channel, 'sms')
        const page = await (await web()).type(code)
        await page.type('bluebell')
        assert.equal((await twilio.services.cases.get(made!.id))?.channel, 'web')
      })
    })

  it('deletes everything, says goodbye once, and begins anew afterwards', async () => {
    const phone = new Phone(twilio)
    await says(phone, ...toWord)
    assert.match((await says(phone, 'delete everything', '2')).join(), /has been deleted/)
    assert.equal((await stateOf(phone.number)).passphrase, undefined)
    assert.match((await says(phone, 'hi')).join(), /Can anyone else read|computer program/)
  })

  it('keeps her number nowhere but sealed', async () => {
    const phone = new Phone(twilio)
    await says(phone, ...toElsewhere, '2', 'I am here')
    for (const name of ['conversations', 'cases', 'dedupe', 'optOuts', 'keys'] as const) {
      const docs = await twilio.services.store.collection(name).find({ limit: 100 })
      assert.doesNotMatch(JSON.stringify(docs), /401234567|bluebell/)
    }
  })
})
