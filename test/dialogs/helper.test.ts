import assert from 'node:assert/strict'
import { standingOf } from '../../intake/conversation/standing.ts'
import { ask } from '../../intake/form/ask.ts'
import { questions } from '../../intake/form/form.ts'
import { languages, words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const services = freshServices()
const LIST = 'telegram'

/** To what kind of helper this is. */
async function helper(channel = 'web', language = 'en'): Promise<Person> {
  const person = await walkTo(new Person(services, channel), language, 'role.who')
  return person.picks('referrer')
}
/** With the person's yes. */
async function agreed(type: string, channel = 'web'): Promise<Person> {
  const person = await helper(channel)
  for (const id of [type, 'yes', 'inPerson']) await person.picks(id)
  return person
}

describe('Whoever helps somebody', () => {
  it('reads first that a friend or relative can be one', async () => {
    const person = await helper()
    const { options } = ask('role.referrer', standingOf(person.last.state, languages), words('en'))
    assert.equal(options[0]?.id, 'privatePerson')
    assert.equal(options.at(-1)?.id, 'other')
  })

  for (const channel of ['web', 'directline', 'msteams'])
    it(`is asked for an organisation only where there is one, on ${channel}`, async () => {
      const friend = await agreed('privatePerson', channel)
      const beside = ask('referrer.name', standingOf(friend.last.state, languages), words('en')).parts
      assert.ok(!beside.some(({ key }) => key === 'referrer.organisation'))
      await friend.send({ question: 'referrer.name', text: 'Maija' })
      assert.equal(friend.open, 'referrer.contact')
      const worker = await agreed('ngo', channel)
      await worker.send({ question: 'referrer.name', text: 'Maija' })
      assert.equal(worker.open, 'referrer.organisation')
    })

  it('keeps what a private person wrote of a workplace before, and goes on', async () => {
    const person = await agreed('ngo', 'directline')
    for (const text of ['Maija', 'Anna’s friends', '040 765 4321']) await person.writes(text)
    const { state, due, key, etag } = (await services.conversations.load(person.id))!
    const type = { ...state.answers['role.referrer']!, value: 'privatePerson' }
    const before = {
      ...state,
      answers: { ...state.answers, 'role.referrer': type },
      version: 'older',
      stack: {},
    }
    await services.conversations.commit(person.id, before, due, key, etag)
    assert.equal(person.open, 'where.inFinland')
    await person.picks('yes')
    assert.deepEqual(person.keys, ['identity.age'], 'nothing is said to be removed')
    assert.equal(person.answer('referrer.organisation'), 'Anna’s friends')
  })

  it('who answers by the number of an older list is asked again, never taken for another', async () => {
    const person = await helper(LIST)
    await person.says('2')
    assert.equal(person.answer('role.referrer'), questions.get('role.referrer')!.options[1])
    const other = await helper(LIST)
    const { state, due, key, etag } = (await services.conversations.load(other.id))!
    const older = { ...state, open: { ...state.open!, wording: 'older' } }
    await services.conversations.commit(other.id, older, due, key, etag)
    await other.says('2')
    assert.equal(other.answer('role.referrer'), undefined)
    assert.equal(other.open, 'role.referrer')
    await other.says('2')
    assert.equal(other.answer('role.referrer'), questions.get('role.referrer')!.options[1])
  })

  for (const language of languages)
    it(`is told what to do in danger of the person, in ${language}`, async () => {
      const t = words(language)
      const person = await helper('web', language)
      await person.says(t('web.command.danger'))
      assert.equal(person.keys[0], 'say.dangerOther')
      await person.picks('human')
      await person.command('danger')
      assert.equal(person.keys[0], 'say.dangerTalkOther')
      for (const key of ['say.danger', 'say.dangerTalk']) {
        const [own, other] = [t(key), t(`${key}Other`)]
        for (const number of ['{{emergency}}', '{{helpline}}'])
          assert.equal(own.split(number).length, other.split(number).length, number)
        assert.notEqual(own.split('.')[0], other.split('.')[0])
      }
      assert.ok(t('say.dangerOther').startsWith(t('say.dangerTalkOther')))
    })

  it('and of the country where the person is', async () => {
    const person = await agreed('privatePerson')
    await person.send({ question: 'referrer.name', text: 'Maija' })
    await person.writes('040 765 4321')
    await person.picks('no')
    assert.deepEqual(person.keys, ['say.notInFinlandOther', 'identity.age'])
    const her = await walkTo(new Person(services), 'en', 'where.inFinland')
    await her.picks('no')
    assert.deepEqual(her.keys, ['say.notInFinland', 'identity.age'])
  })
})
