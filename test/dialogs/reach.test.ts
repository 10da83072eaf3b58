import assert from 'node:assert/strict'
import { standingOf } from '../../intake/conversation/standing.ts'
import { ask } from '../../intake/form/ask.ts'
import { NO_CONTACT } from '../../intake/form/maybe.ts'
import { languages, words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const services = freshServices()
const read = (person: Person) => person.words.at(-1)

/** To how the person is reached, for whoever helps. */
async function helping(contact: string, language = 'en', type = 'ngo'): Promise<Person> {
  const person = new Person(services)
  await walkTo(person, language, 'role.who')
  for (const id of ['referrer', type, 'yes', 'inPerson']) await person.picks(id)
  for (let turn = 0; turn < 20 && person.open !== 'contact.way'; turn += 1) {
    if (person.open === 'referrer.name') await person.writes('Maija')
    else if (person.open === 'referrer.contact' && contact) await person.writes(contact)
    else if (person.open === 'eligibility.class') await person.picks('notSure')
    else await person.picks('skipped')
  }
  assert.equal(person.open, 'contact.way')
  return person
}

describe('However she wants to be reached, it is asked whom and where', () => {
  for (const language of languages)
    it(`in words that say what it is for, in ${language}`, async () => {
      const t = words(language)
      for (const [way, asked] of [
        ['phone', 'ask_number'],
        ['sms', 'ask_number'],
        ['email', 'ask'],
        ['app', 'ask_app'],
        ['viaReferrer', 'ask_viaReferrer'],
        ['viaCentre', 'ask_viaCentre'],
        ['viaLawyer', 'ask_viaLawyer'],
      ] as const) {
        const person = await walkTo(new Person(services), language, 'contact.way')
        await person.picks(way)
        assert.equal(person.open, 'contact.value', way)
        assert.equal(read(person), t(`contact.value.${asked}`))
        const { hint, passes } = ask('contact.value', standingOf(person.last.state, languages), t)
        assert.equal(hint, t('contact.value.hint'), 'and what happens without it')
        assert.deepEqual(passes, [{ id: NO_CONTACT, title: t('contact.way.option.codeOnly') }])
      }
    })

  it('through somebody who helps her: a name alone reaches nobody, and it is not passed over', async () => {
    const person = await walkTo(new Person(services), 'en', 'contact.way')
    await person.picks('viaReferrer')
    await person.picks('skipped')
    assert.deepEqual(person.keys, ['say.needed', 'contact.value'])
    await person.writes('Anna')
    assert.equal(person.answer('contact.value'), undefined, 'it is shown back')
    await person.writes('Anna, 040 765 4321')
    assert.equal(person.answer('contact.value'), 'Anna, 040 765 4321')
    assert.equal(person.open, 'identity.name')
  })

  it('through who writes for the person: only where the helper left that out', async () => {
    const known = await helping('040 765 4321')
    await known.picks('viaReferrer')
    assert.equal(known.open, 'identity.name')
    const ofCentre = await helping('040 765 4321', 'en', 'receptionCentre')
    await ofCentre.picks('viaCentre')
    assert.equal(ofCentre.open, 'identity.name', 'who writes from a centre is of that centre')
    const another = await helping('040 765 4321')
    await another.picks('viaCentre')
    assert.equal(another.open, 'contact.value')
    for (const language of languages) {
      const unknown = await helping('', language)
      await unknown.picks('viaReferrer')
      assert.equal(unknown.open, 'contact.value')
      assert.equal(read(unknown), words(language)('contact.value.ask_viaReferrer_other'))
    }
  })

  it('who has no number goes on without being contacted, by one press', async () => {
    const person = await walkTo(new Person(services), 'en', 'contact.value')
    await person.picks(NO_CONTACT)
    assert.equal(person.answer('contact.way'), 'codeOnly')
    assert.ok(person.keys.includes('say.codeOnly'))
    assert.ok(!person.keys.includes('say.late'), 'she pressed what stood there')
    assert.equal(person.open, 'identity.name')
  })

  it('where others may see, no code from here is said to open an answer', async () => {
    const person = await walkTo(new Person(services), 'en', 'contact.way')
    await person.send({ question: 'safety.seen', value: ['maybe'] })
    await person.picks('goOn')
    await person.picks('codeOnly')
    assert.ok(person.keys.includes('say.codeOnlyShut') && !person.keys.includes('say.codeOnly'))
    while (person.open !== 'control.review') await person.command('skip')
    await person.picks('send')
    await person.command('next')
    assert.ok(person.keys.includes('say.nextCodeShut') && !person.keys.includes('say.nextCode'))
  })

  it('a draft from before it was asked goes on, and is asked', async () => {
    const person = await walkTo(new Person(services), 'en', 'control.review')
    const { state, due, key, etag } = (await services.conversations.load(person.id))!
    const { 'contact.value': _, 'contact.rules': __, ...answers } = state.answers
    const way = { ...answers['contact.way']!, value: 'viaReferrer' }
    const before = { ...state, answers: { ...answers, 'contact.way': way }, version: 'older', stack: {} }
    await services.conversations.commit(person.id, before, due, key, etag)
    await person.command('repeat')
    await person.picks('send')
    assert.deepEqual(person.keys, ['say.needed', 'contact.value'])
    assert.equal(person.last.state.case, undefined)
  })
})
