import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import { HOUR } from '../../intake/hours/time.ts'
import { languages, vocabulary } from '../../locales/index.ts'
import { codeFor, freshServices, Person, walkTo } from '../support/talk.ts'

/** What somebody may try who holds the phone: greetings, answers, commands, and what stands on an older button. */
const tries = ['hello', 'yes', '1', 'help', 'person', 'what do you know about me', 'delete everything']

describe('What covers the conversation', () => {
  let now: number
  let services: Services
  beforeEach(() => {
    now = Date.UTC(2026, 0, 7, 12)
    services = freshServices({}, undefined, () => now)
  })

  /** All that is shown, in words. */
  const shown = ({ last, services }: Person) => {
    const t = services.speech.t(last.state.language!)
    return last.lines.flatMap(({ from, say, with: params }) =>
      from === 'bot' && say ? [t(say, { today: 'TODAY', ...params })] : [],
    )
  }
  async function showsNothing(person: Person): Promise<void> {
    const before = { ...person.last.state.answers }
    for (const text of tries) {
      await person.writes(text)
      assert.deepEqual(person.keys, ['say.cover'], text)
      assert.equal(shown(person).length, 1)
    }
    await person.send({ question: 'identity.age', value: ['adult'] })
    assert.deepEqual([person.keys, person.last.state.answers], [['say.cover'], before], 'an older button')
    await person.command('human')
    assert.deepEqual([person.keys, person.last.state.case], [['say.cover'], undefined])
  }

  for (const channel of ['web', 'directline', 'msteams'])
    for (const language of languages)
      it(`says the day and no more, whatever is said, until she asks for it back: ${channel}, ${language}`, async () => {
        const person = await walkTo(new Person(services, channel), language, 'identity.age')
        const [word] = vocabulary(language).commands.cover
        await person.writes(word!)
        assert.deepEqual(person.keys, ['say.cover'])
        await showsNothing(person)
        const [danger] = vocabulary(language).commands.danger
        await person.writes(danger!)
        assert.deepEqual(person.keys, ['say.danger'])
        await showsNothing(person)
        assert.doesNotMatch(JSON.stringify(person.last.state.log), /what do you know about me/)
        await person.writes(word!)
        assert.deepEqual(person.keys, ['say.checked', 'identity.age'])
      })

  it('says the day as her language writes it, and names nothing', async () => {
    const person = await walkTo(new Person(services, 'msteams'), 'en', 'identity.age')
    await person.writes('calendar')
    assert.equal(person.words.at(-1), 'Today is Wednesday, 7 January 2026.')
  })

  it('with a word of hers, only that leads back: five wrong ones, and nothing does for an hour', async () => {
    const person = await walkTo(new Person(services, 'directline'), 'en', 'identity.age')
    await codeFor(person, 'Bluebell')
    await person.writes('calendar')
    await person.writes('calendar')
    assert.deepEqual(person.keys, ['say.cover'])
    for (const wrong of ['one1', 'two2', 'three3', 'four4', 'Bluebell']) {
      await person.writes(wrong)
      assert.deepEqual(person.keys, ['say.cover'], wrong)
    }
    now += HOUR
    await person.writes('bluebell')
    assert.deepEqual(person.keys, ['say.checked', 'identity.age'])
  })

  it('her second word opens nothing there, and her own still does', async () => {
    const person = await walkTo(new Person(services, 'directline'), 'en', 'identity.age')
    await codeFor(person, 'Bluebell', 'Cinnamon')
    await person.writes('calendar')
    await person.writes('Cinnamon')
    assert.deepEqual(person.keys, ['say.cover'])
    await person.writes('Bluebell')
    assert.deepEqual(person.keys, ['say.checked', 'identity.age'])
  })

  it('a worker’s message waits behind it, and nothing tells of it', async () => {
    const person = await walkTo(new Person(services, 'directline'), 'en', 'identity.age')
    await person.command('human')
    const { id } = person.last.state.case!
    const anna = { id: 'w1', name: 'Anna' }
    await services.desk.claim(id, anna)
    await person.writes('calendar')
    assert.deepEqual(person.keys, ['say.cover'])
    await services.desk.message(id, anna, { id: 'm1', text: 'Are you there?', language: 'en' })
    await person.writes('hello')
    assert.deepEqual(person.keys, ['say.cover'])
    assert.ok(person.last.lines.every(({ from }) => from !== 'worker'))
    await person.writes('calendar')
    assert.ok(person.words.includes('Are you there?'))
  })

  it('on a text message the answer is the day, and her word leads back', async () => {
    const person = new Person(services, 'sms')
    await person.says('hello')
    await person.says('English')
    for (let turn = 0; turn < 9 && !person.last.state.passphrase; turn += 1)
      await person.says(person.open?.startsWith('control.word') ? 'Bluebell' : '1')
    assert.ok(person.last.state.passphrase)
    await person.says('calendar')
    assert.deepEqual(person.keys, ['say.cover'])
    for (const text of tries) {
      await person.says(text)
      assert.deepEqual(person.keys, ['say.cover'])
    }
    now += HOUR
    await person.says('Bluebell')
    assert.equal(person.keys[0], 'say.checked')
  })
})
