import assert from 'node:assert/strict'
import { askIn } from '../../../intake/conversation/standing.ts'
import { production } from '../../support/production.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'

const services = freshServices()
const at = (key: string, channel = 'web') => walkTo(new Person(services, channel), 'en', key)

/** The buttons under the open question. */
const buttons = ({ last: { state } }: Person): string[] =>
  askIn(state, state.open?.key, services.speech.languages, services.speech.t('en'))!.options.map(
    ({ id }) => id,
  )

describe('What she may have meant', () => {
  it('is offered, at most three and fewer than all, with "none of these", and taken only by her press', async () => {
    const person = await at('needs.help')
    await person.says('well i think i would need a doctor maybe')
    assert.deepEqual(person.keys, ['needs.help'])
    assert.deepEqual(buttons(person).slice(0, 1), ['health'])
    assert.ok(buttons(person).length <= 4)
    assert.equal(buttons(person).at(-1), 'do:none')
    await person.picks('health')
    assert.deepEqual(person.answer('needs.help'), ['health'])
  })

  it('is pressed by its number or its title where there are no buttons', async () => {
    for (const press of ['1', 'Doctor or health care']) {
      const person = await at('needs.help')
      await person.says('well i think i would need a doctor maybe')
      await person.says(press)
      assert.deepEqual(person.answer('needs.help'), ['health'], press)
    }
    const person = await at('needs.help')
    await person.says('well i think i would need a doctor maybe')
    await person.says(String(buttons(person).length))
    assert.equal(person.answer('needs.help'), undefined)
    assert.equal(buttons(person).length, 16)
  })

  it('is offered with the question where it is a bare yes or no', async () => {
    const person = await at('where.inFinland')
    await person.says('yes the big harbour')
    assert.deepEqual(buttons(person), ['yes', 'do:none'])
    const { state } = person.last
    const { t, languages } = services.speech
    const asked = askIn(state, state.open?.key, languages, t('en'))!
    assert.equal(asked.hint, t('en')('where.inFinland.ask'))
  })

  it('is an age, where that is asked: taken where it is all she says, else offered', async () => {
    const ages = { 7: 'under15', 9: 'under15', 16: '15to17', 18: 'adult', 25: 'adult' }
    for (const [years, id] of Object.entries(ages)) {
      const person = await at('identity.age')
      await person.says(years)
      assert.equal(person.answer('identity.age'), id)
      const other = await at('identity.age')
      await other.says(`i have ${years} year`)
      assert.equal(other.answer('identity.age'), undefined)
      assert.deepEqual(buttons(other), [id, 'do:none'])
    }
    const person = await at('identity.age')
    await person.says('2015')
    assert.equal(person.answer('identity.age'), undefined)
    // Two years old, or the second of the options, though the page shows no numbers.
    const either = await at('identity.age')
    await either.says('2')
    assert.equal(either.answer('identity.age'), undefined)
    assert.deepEqual(buttons(either), ['under15', '15to17', 'do:none'])
  })

  it('gives way to all options with "none of these", or with whatever else she says', async () => {
    const person = await at('needs.help')
    await person.says('well i think i would need a doctor maybe')
    await person.picks('do:none')
    assert.equal(buttons(person).length, 16)
    await person.says('well i think i would need a doctor maybe')
    await person.command('help')
    assert.equal(buttons(person).length, 16)
  })

  it('never leaves, deletes or stops out of a longer message', async () => {
    for (const text of ['I want to leave him', 'he deleted my messages', 'please make him stop this']) {
      const person = await at('needs.help')
      await person.says(text)
      assert.equal(person.open, 'needs.help', text)
      assert.equal(person.last.state.gone, undefined)
    }
    const person = await at('needs.help')
    await person.says('can you please delete all the things that i wrote to you here')
    assert.ok(buttons(person).includes('do:delete'), buttons(person).join())
    await person.picks('do:delete')
    assert.equal(person.open, 'control.deleteAll')
  })
})

describe('Who sees the screen', () => {
  const alone: Record<string, [no: string[], yes: string]> = {
    en: [['I am alone now', 'nobody can see', 'nobody', 'only me'], 'I am not alone'],
    fi: [['Olen yksin', 'kukaan ei näe', 'vain minä'], 'en ole yksin'],
    sv: [['Jag är ensam', 'ingen ser', 'bara jag'], 'jag är inte ensam'],
    ru: [['Я одна', 'никто не видит', 'только я'], 'я не одна'],
    ar: [['أنا وحدي', 'لا أحد يرى', 'بس أنا'], 'لست وحدي'],
  }
  for (const [language, [no, yes]] of Object.entries(alone))
    it(`is told by being alone or not, in ${language}`, async () => {
      for (const text of no) {
        const person = await walkTo(new Person(services), language, 'safety.seen')
        await person.says(text)
        assert.equal(person.answer('safety.seen'), 'no', text)
      }
      const person = await walkTo(new Person(services), language, 'safety.seen')
      await person.says(yes)
      assert.equal(person.answer('safety.seen'), 'yes', yes)
    })
})

describe('When it is too hard', () => {
  it('a pause, another question or a person is offered, and no error', async () => {
    const person = await at('needs.help')
    await person.says('I cannot talk about this')
    assert.deepEqual(person.keys, ['needs.help'])
    assert.equal(person.last.lines.at(-1)?.say, 'say.hard')
    assert.deepEqual(buttons(person), ['do:stop', 'do:skip', 'do:human', 'do:goOn'])
    await person.picks('do:skip')
    assert.equal(person.last.state.answers['needs.help']?.status, 'skipped')
  })
})

describe('A question of hers', () => {
  it('is answered, marked as not approved, and ours is asked again', async () => {
    const person = await at('needs.help')
    await person.says('will the police know about this?')
    assert.deepEqual(person.keys, ['answer.police', 'say.notApproved', 'needs.help'])
  })

  it('that nothing here answers is for a person, and she is told so', async () => {
    for (const key of ['role.who', 'needs.help', 'control.review']) {
      const person = await at(key)
      await person.says(
        'Can my son stay here? He is 16 and lives with the cousin of my boss, I am worried for him.',
      )
      assert.ok(person.keys.includes('say.askPerson'), `${key}: ${person.keys}`)
      assert.ok(!person.keys.some((said) => said.startsWith('say.unsure')), `${key}: ${person.keys}`)
    }
  })

  it('is never answered in unapproved words in production: a person and the number instead', async () => {
    const strict = freshServices(production)
    const person = await walkTo(new Person(strict), 'en', 'needs.help')
    await person.says('will the police know about this?')
    assert.deepEqual(person.keys, ['say.askPerson', 'needs.help'])
  })

  it('is not answered on a locked phone', async () => {
    const person = new Person(services, 'sms')
    await person.send({ question: 'control.language', value: ['en'] })
    await person.says('will the police know about this?')
    assert.deepEqual(person.keys.slice(0, 1), ['say.askPerson'])
  })
})

describe('After two misses', () => {
  it('the bot says something else: the options with their numbers, a person and the phone', async () => {
    const person = await at('needs.help')
    await person.says('bla bla')
    assert.deepEqual(person.keys, ['say.unsure.many', 'needs.help'])
    await person.says('blu blu')
    assert.deepEqual(person.keys, ['say.missed', 'needs.help'])
    assert.ok(person.words.some((text) => text.includes('2 A safe place to live')))
    await person.says('2')
    assert.deepEqual(person.answer('needs.help'), ['housing'])
    assert.equal(person.last.state.misses, undefined)
  })
})

describe('At the danger question', () => {
  const shown = ({ keys }: Person) => keys.some((key) => key.startsWith('say.danger'))

  it('what cannot be read, and a yes with more behind it, bring the safety words and store nothing', async () => {
    for (const text of ['asdf', 'yes he is outside', 'he will kill me', '???', 'yes but he sleeps now']) {
      const person = await at('safety.danger')
      await person.says(text)
      assert.ok(shown(person), text)
      assert.equal(person.open, 'safety.danger')
      assert.equal(person.answer('safety.danger'), undefined)
    }
  })

  it('a clear no does not, and a clear yes is taken', async () => {
    const calm = await at('safety.danger')
    await calm.says('no')
    assert.ok(!shown(calm))
    const person = await at('safety.danger')
    await person.says('yes')
    assert.ok(shown(person))
    assert.equal(person.answer('safety.danger'), 'yes')
  })

  it('Swedish "jag är inte säker" is both not sure and not safe: the words come, and nothing is taken', async () => {
    const person = await walkTo(new Person(services), 'sv', 'safety.danger')
    await person.says('Jag är inte säker')
    assert.ok(shown(person))
    assert.equal(person.answer('safety.danger'), undefined)
  })
})
