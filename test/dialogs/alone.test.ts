import assert from 'node:assert/strict'
import { type Check, makeCheck } from '../../intake/conversation/check-word.ts'
import { askIn } from '../../intake/conversation/standing.ts'
import { isGiven } from '../../intake/form/ask.ts'
import { languages } from '../../locales/index.ts'
import { codeFor, freshServices, Person, withCode } from '../support/talk.ts'

const word = 'Bluebell'

describe('Who could be seen says that nobody sees it any more', () => {
  const services = freshServices()
  let check: Check
  before(async () => {
    check = await makeCheck(word)
  })
  const titles = ({ last: { state } }: Person) =>
    new Map(
      askIn(state, state.open?.key, languages, services.speech.t(state.language ?? 'en'))!.options.map(
        ({ id, title }) => [id, title],
      ),
    )

  /** She has told something, and got a code, while others could see. */
  async function watched(language = 'en') {
    const person = new Person(services)
    await person.send({ question: 'control.language', value: [language] })
    for (const answer of ['yes', 'goOn', 'no', 'yes', 'self', 'yes']) await person.picks(answer)
    assert.equal(person.open, 'identity.age')
    return person
  }

  for (const language of languages)
    it(`it is asked back, and then a code opens what she said, in ${language}`, async () => {
      const person = await watched(language)
      await person.command('stop')
      const shut = await codeFor(person)
      assert.deepEqual(person.keys, ['say.codeShut', 'control.paused'])
      const says = titles(person).get('alone')!
      const explained = services.speech.t(language)('say.codeShut')
      assert.ok(explained.toLowerCase().includes(says.toLowerCase()), 'named where the code is explained')
      assert.ok(
        services.speech.t(language)('say.help').toLowerCase().includes(says.toLowerCase()),
        'and in help',
      )
      await person.says(says)
      assert.deepEqual(person.keys, ['safety.seen'])
      await person.picks('no')
      assert.deepEqual(person.keys, ['say.alone.noWord', 'identity.age'], 'and she goes on: one menu')
      await person.command('code')
      assert.deepEqual(person.keys, ['say.codeIssued', 'control.word'], 'a new one, never the old one shown')
      const code = await codeFor(person, word)
      assert.notEqual(code, shut)
      assert.equal(person.open, 'identity.age')
      const back = await withCode(services, code, word)
      assert.equal(back.id, person.id)
      assert.equal(back.answer('role.who'), 'self')
      assert.equal(
        (await withCode(services, shut)).keys[0],
        'say.codeWrong',
        'the one that others saw is dead',
      )
    })

  it('it is asked as if for the first time: no answer of before is ticked', async () => {
    const person = await watched()
    await person.command('stop')
    await person.picks('alone')
    assert.equal(person.answer('safety.seen'), 'yes')
    const asked = askIn(person.last.state, 'safety.seen', languages, services.speech.t('en'))!
    assert.deepEqual(
      asked.options.filter(({ id }) => isGiven(asked, id)),
      [],
    )
  })

  for (const channel of ['web', 'sms', 'directline'])
    it(`of a word it speaks only where there is one, by ${channel}`, async () => {
      for (const [has, key] of [
        [true, 'say.alone'],
        [false, 'say.alone.noWord'],
      ] as const) {
        const person = new Person(services, channel)
        await person.send({ question: 'control.language', value: ['en'] })
        const chosen = { passphrase: check, verifiedAt: services.clock() }
        if (has) await services.turns.amend(person.id, (state) => Boolean(Object.assign(state, chosen)))
        await person.picks('maybe')
        await person.says('only I see this now')
        await person.picks('no')
        assert.equal(person.keys[0], key, `${channel} ${has}`)
      }
    })

  it('written at a question, in words of hers, it leads back to that question', async () => {
    const person = await watched()
    await person.says('I am alone now')
    assert.equal(person.open, 'safety.seen')
    await person.says('I am alone now')
    assert.deepEqual(person.keys, ['say.alone.noWord', 'identity.age'])
    await person.command('code')
    assert.deepEqual(person.keys, ['say.codeIssued', 'control.word'])
  })

  for (const answer of ['yes', 'maybe', 'together', 'skipped', 'unknown', 'unsafe'])
    it(`"${answer}" to that leaves it as it was`, async () => {
      const person = await watched()
      await person.command('alone')
      await person.picks(answer)
      assert.ok(!person.keys.some((key) => key.startsWith('say.alone')))
      await person.command('code')
      assert.ok(person.keys.includes('say.codeShut'))
    })

  it('passing over the same question after "back" takes back nothing either', async () => {
    const person = await watched()
    while (person.open !== 'safety.seen') await person.command('back')
    await person.picks('skipped')
    assert.equal(person.answer('safety.seen'), 'yes')
  })

  it('where it was not safe to answer, and at home after sending', async () => {
    const person = new Person(services)
    await person.send({ question: 'control.language', value: ['en'] })
    for (const answer of ['no', 'no', 'yes', 'self']) await person.picks(answer)
    await person.picks('unsafe')
    await person.picks('alone')
    await person.picks('no')
    assert.deepEqual(person.keys, ['say.alone.noWord', 'where.inFinland'])
    while (person.open !== 'control.review')
      await person.picks(person.open === 'contact.way' ? 'codeOnly' : 'skipped')
    await person.picks('send')
    await codeFor(person, word)
    await person.send({ question: 'safety.seen', value: ['yes'] })
    if (person.keys.includes('control.paused')) await person.picks('goOn')
    assert.equal(person.open, 'control.sent')
    await person.picks('alone')
    await person.picks('no')
    assert.deepEqual(person.keys, ['say.alone', 'control.sent'])
    assert.ok(titles(person).has('withdraw'), 'what she sent is named again')
  })

  it('who is alone anyway says nothing by it: where she tells, it is what she tells', async () => {
    const person = new Person(services)
    await person.send({ question: 'control.language', value: ['en'] })
    for (const answer of ['no', 'no', 'yes', 'self']) await person.picks(answer)
    const { open } = person
    await person.says('I am alone now')
    assert.equal(person.open, open)
    assert.ok(!person.keys.includes('safety.seen'))
  })
})
