import assert from 'node:assert/strict'
import { askIn } from '../../intake/conversation/standing.ts'
import { languages, words } from '../../locales/index.ts'
import { production } from '../support/production.ts'
import { freshServices, Person, typed, walkTo } from '../support/talk.ts'

const asksHowLong: Record<string, string> = {
  fi: 'Kuinka kauan tämä kestää?',
  sv: 'Hur lång tid tar det?',
  en: 'How long does it take?',
  ar: 'كم من الوقت يستغرق ذلك؟',
  ru: 'Сколько времени это займёт?',
}

const offers = ({ last: { state } }: Person): string[] =>
  askIn(state, state.open?.key, languages, words('en'))!.options.map(({ id }) => id)

/** A text message shows shorter titles than the page, with their numbers. */
const hand = (channel: string) => (channel === 'sms' ? 'numbers' : 'titles')

describe('While she waits for a person, the program', () => {
  const services = freshServices()

  async function waits(language: string, channel = 'web', parts = services): Promise<Person> {
    const person = await walkTo(new Person(parts, channel), language, 'safety.danger')
    return person.command('human')
  }
  const passed = async ({ last: { state } }: Person) => {
    const found = (await services.cases.get(state.case!.id))!
    return (await services.messages.of(found.id, found.key)).map(({ text }) => text)
  }

  for (const language of languages)
    it(`answers what it can answer, and a worker reads the question too, in ${language}`, async () => {
      const person = await waits(language)
      await person.says(asksHowLong[language]!)
      assert.deepEqual(person.keys, ['answer.long', 'say.notApproved', 'talk.readsToo'])
      assert.deepEqual(await passed(person), [asksHowLong[language]])
      // However often: only that a message waits is said once.
      await person.says(asksHowLong[language]!)
      assert.equal(person.keys[0], 'answer.long')
    })

  for (const channel of ['directline', 'msteams', 'sms'])
    it(`answers on ${channel} too, or says who can`, async () => {
      const person = await waits('en', channel)
      await person.says(asksHowLong.en!)
      const said =
        channel === 'sms' ? ['talk.readsQuestion'] : ['answer.long', 'say.notApproved', 'talk.readsToo']
      assert.deepEqual(person.keys, said)
      assert.deepEqual(await passed(person), [asksHowLong.en])
    })

  it('leaves to the worker and to the phone what is not approved to be said', async () => {
    const person = await waits('en', 'web', freshServices(production))
    await person.says(asksHowLong.en!)
    assert.deepEqual(person.keys, ['talk.readsQuestion'])
  })

  const asks = ['control.share', 'control.waiting']
  for (const [channel, controls] of Object.entries({
    web: asks,
    directline: asks,
    msteams: asks,
    sms: ['control.textBack', ...asks],
  }))
    for (const control of controls)
      it(`lets her go on with the questions at ${control}, on ${channel}`, async () => {
        const person = await waits('en', channel)
        while (person.open !== control && controls.includes(person.open!)) await person.picks('no')
        assert.equal(person.open, control)
        await person.says(typed(person, 'goOn', hand(channel)))
        assert.deepEqual(person.keys, ['talk.meanwhile', 'safety.danger'])
      })

  for (const channel of ['web', 'directline', 'msteams', 'sms'])
    it(`lets her stop, with a code to come back, on ${channel}`, async () => {
      const person = await waits('en', channel)
      while (person.open !== 'control.waiting') await person.picks('no')
      await person.says(typed(person, 'stop', hand(channel)))
      assert.deepEqual(person.keys, ['say.stopped', 'control.paused'])
      assert.ok(offers(person).includes('code'))
    })

  it('goes on from what it asks about her answers, and asks it when she waits again', async () => {
    const person = await waits('en')
    assert.equal(person.open, 'control.share')
    await person.picks('goOn')
    assert.deepEqual(person.keys, ['talk.meanwhile', 'safety.danger'])
    assert.equal(person.last.state.shared, undefined)
    await person.command('human')
    assert.equal(person.open, 'control.share')
  })
})
