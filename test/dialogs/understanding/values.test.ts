import assert from 'node:assert/strict'
import { askIn } from '../../../intake/conversation/standing.ts'
import { freshServices, Person } from '../../support/talk.ts'
import { walkToQuestion } from '../../understanding/places.ts'

describe('A value', () => {
  const services = freshServices()

  async function at(key: string, language = 'en'): Promise<Person> {
    const state = await walkToQuestion(services, language, key)
    const person = await new Person(services).arrives()
    const { id } = person
    const loaded = (await services.conversations.load(id))!
    await services.conversations.commit(id, structuredClone(state!), loaded.due, loaded.key, loaded.etag)
    return person.send({ question: 'control.language', value: [language] })
  }

  const odd: [key: string, language: string, text: string][] = [
    ['contact.value', 'en', "don't call me"],
    ['contact.value', 'en', 'I have no phone'],
    ['contact.value', 'en', 'why'],
    ['identity.motherTongue', 'en', 'the one we all speak at home in the north of my country'],
    ['where.municipality', 'en', 'in a big house behind the station with all of the others'],
    ['identity.otherLanguages', 'en', 'is the blue one better than the red one?'],
    ['contact.value', 'en', 'he has 050 1234567 not me'],
    ['contact.value', 'en', '12345'],
    ['contact.value', 'fi', 'pomolla on puhelin'],
    ['contact.value', 'ru', 'не звоните'],
    ['identity.name', 'en', 'Why do you need my name?'],
    ['identity.name', 'ru', 'не скажу имя'],
    ['contact.callLanguage', 'en', 'not Russian'],
    ['contact.callLanguage', 'fi', 'ei venäjää'],
    ['contact.callLanguage', 'ru', 'только не русский'],
  ]
  for (const [key, language, text] of odd)
    it(`${key} is not taken: ${JSON.stringify(text)}`, async () => {
      const person = await at(key, language)
      await person.writes(text)
      assert.equal(person.answer(key), undefined)
      assert.equal(person.open, key)
    })

  it('with nothing to see in it is asked again', async () => {
    const person = await at('identity.name')
    await person.writes('\u200b')
    assert.deepEqual([person.answer('identity.name'), person.open], [undefined, 'identity.name'])
  })

  const shown = (person: Person) => person.last.lines.map(({ say }) => say).filter(Boolean)

  it('that does not look like one is shown back once, and taken as it is by her press', async () => {
    const person = await at('contact.value')
    await person.writes('call me at 040 1234567')
    assert.deepEqual(shown(person), ['say.isThisIt'])
    await person.picks('do:keep')
    assert.equal(person.answer('contact.value'), 'call me at 040 1234567')
  })

  it('is taken by a typed yes, in her language', async () => {
    const person = await at('contact.value', 'fi')
    await person.writes('soita 040 1234567')
    await person.writes('joo')
    assert.equal(person.answer('contact.value'), 'soita 040 1234567')
  })

  it('is asked anew after a no', async () => {
    for (const no of ['no', 'do:rewrite']) {
      const person = await at('contact.value')
      await person.writes('12345')
      await (no === 'no' ? person.writes(no) : person.picks(no))
      assert.equal(person.answer('contact.value'), undefined)
      await person.writes('040 123 4567')
      assert.equal(person.answer('contact.value'), '040 123 4567')
    }
  })

  it('is never refused twice', async () => {
    const person = await at('contact.value')
    await person.writes('12345')
    await person.writes('54321')
    assert.equal(person.answer('contact.value'), '54321')
  })

  const refusals: [language: string, text: string][] = [
    ['en', 'I have no phone'],
    ['en', 'why'],
    ['fi', 'mulla ei oo puhelinta'],
    ['sv', 'jag har ingen telefon'],
    ['ru', 'у меня нет телефона'],
    ['ar', 'ما عندي تلفون'],
  ]
  for (const [language, text] of refusals)
    it(`is no refusal, however often it is said: ${text}`, async () => {
      const person = await at('contact.value', language)
      for (let time = 0; time < 3; time += 1) {
        await person.writes(text)
        assert.deepEqual([person.answer('contact.value'), person.open], [undefined, 'contact.value'])
      }
    })

  it('that she does not give leads on: nobody contacts her, another way, or a person', async () => {
    const person = await at('contact.value')
    await person.writes('I have no phone')
    assert.deepEqual(
      askIn(person.last.state, person.open, services.speech.languages, services.speech.t('en'))!.options.map(
        ({ id }) => id,
      ),
      ['do:codeOnly', 'do:back', 'do:human', 'do:none'],
    )
    await person.picks('do:codeOnly')
    assert.equal(person.answer('what.ownWords'), undefined, 'it is no tale')
    assert.equal(person.answer('contact.way'), 'codeOnly')
    assert.equal(person.answer('contact.value'), undefined)
    assert.notEqual(person.open, 'contact.value')
  })

  it('that tells of danger brings the safety words, and is not taken', async () => {
    const person = await at('identity.name')
    await person.writes('help he is breaking the door')
    assert.ok(shown(person).some((say) => say!.startsWith('say.danger')))
    assert.equal(person.answer('identity.name'), undefined)
  })

  it('of another kind of contact has its own look', async () => {
    const person = await at('contact.value')
    await person.writes('Noor, noor@example.org')
    assert.deepEqual(shown(person), ['say.isThisIt'])
  })
})
