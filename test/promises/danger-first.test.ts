import assert from 'node:assert/strict'
import { contacts } from '../../intake/form/contacts.ts'
import { form } from '../../intake/form/form.ts'
import { languages, words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

describe('Danger comes first', () => {
  const services = freshServices()

  it('in the form: who sees this, and danger, before anything else', () => {
    assert.deepEqual(Object.keys(form[0]!.questions).slice(0, 2), ['safety.seen', 'safety.danger'])
  })

  for (const language of languages) {
    it(`with 112 and then the number that answers day and night, in ${language}`, async () => {
      for (const key of ['say.danger', 'say.dangerTalk', 'say.dangerOther', 'say.dangerTalkOther']) {
        const text = words(language)(key, contacts)
        const [emergency, helpline] = [contacts.emergency, contacts.helpline].map((number) =>
          text.indexOf(number),
        )
        assert.ok(emergency! >= 0 && helpline! > emergency!, text)
      }
    })

    for (const answer of ['yes', 'unsure'])
      it(`${answer}: the numbers stand in front, then she chooses, in ${language}`, async () => {
        const person = await walkTo(new Person(services), language, 'safety.danger')
        await person.picks(answer)
        assert.equal(person.keys[0], 'say.danger')
        // They are followed by nothing else to answer, until she goes on.
        assert.equal(person.open, 'control.paused')
        const first = person.words.find((text) => text.includes(contacts.emergency))
        assert.ok(first)
      })
  }

  for (const language of languages)
    it(`written, it is as the button: nothing more is asked until she goes on, in ${language}`, async () => {
      for (const moment of ['role.who', 'where.places', 'identity.name', 'control.review']) {
        const person = await walkTo(new Person(services), language, moment)
        await person.says(words(language)('web.command.danger'))
        assert.deepEqual(person.keys, ['say.danger', 'control.paused'], moment)
        await person.picks('goOn')
        assert.equal(person.open, moment)
      }
    })

  it('among other words it is told what to do, and the question stays', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.says('my boss said he will kill me tonight')
    assert.equal(person.keys[0], 'say.danger')
    assert.equal(person.open, 'where.inFinland')
  })

  for (const moment of ['safety.seen', 'what.forms', 'contact.value', 'control.review'])
    it(`is heard at ${moment} too, and marks her as urgent in the queue`, async () => {
      const person = await walkTo(new Person(services), 'en', moment)
      await person.says('I am in danger')
      assert.deepEqual(person.keys, ['say.danger', 'control.paused'])
      await person.command('human')
      const found = await services.cases.get(person.last.state.case!.id)
      assert.equal(found?.urgent, 1)
    })

  it('answered with a yes marks her as urgent as well', async () => {
    const person = await walkTo(new Person(services), 'en', 'safety.danger')
    await person.picks('yes')
    await person.command('human')
    const found = await services.cases.get(person.last.state.case!.id)
    assert.equal(found?.urgent, 1)
  })

  it('sorts her before those who wait longer', async () => {
    const parts = freshServices()
    const calm = await (await walkTo(new Person(parts), 'en', 'what.forms')).command('human')
    const pressing = await (await walkTo(new Person(parts), 'en', 'what.forms')).says('I am in danger')
    await pressing.command('human')
    const queue = await parts.cases.list({ talk: 'waiting' }, 10)
    assert.deepEqual(
      queue.map(({ id }) => id),
      [pressing.last.state.case!.id, calm.last.state.case!.id],
    )
  })
})
