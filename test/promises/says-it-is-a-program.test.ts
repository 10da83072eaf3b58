import assert from 'node:assert/strict'
import { languages, words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const program: Record<string, RegExp> = {
  fi: /tietokoneohjelma/,
  sv: /datorprogram/,
  en: /computer program/,
  ar: /برنامج/,
  ru: /программа/,
}

describe('It says that it is a program, and offers a human', () => {
  const services = freshServices()

  for (const language of languages)
    it(`with the first thing it says, in ${language}`, async () => {
      const person = await walkTo(new Person(services), language, 'safety.seen')
      assert.equal(
        person.keys.find((key) => key !== 'control.language'),
        'say.program',
      )
      assert.match(words(language)('say.program'), program[language]!)
    })

  for (const until of [
    'safety.seen',
    'safety.danger',
    'role.who',
    'what.forms',
    'contact.value',
    'control.review',
  ])
    it(`a human can be asked for by a button at ${until}`, async () => {
      const person = await walkTo(new Person(services), 'en', until)
      await person.command('human')
      assert.ok(person.keys.includes('talk.waiting'))
      const [one] = (await services.cases.list({ talk: 'waiting' }, 100)).filter(
        ({ id }) => id === person.last.state.case!.id,
      )
      assert.equal(one?.talk, 'waiting')
    })

  it('says when a human speaks, and when the program does again', async () => {
    const person = await (await walkTo(new Person(services), 'en', 'what.forms')).command('human')
    const { id } = person.last.state.case!
    const worker = { id: 'w', name: 'W' }
    const told = async () =>
      (await services.conversations.load(person.id))!.state.log.slice(-2).map(({ say }) => say)
    await services.desk.claim(id, worker)
    assert.equal((await told()).at(-1), 'talk.joined')
    await services.desk.message(id, worker, { id: 'm', text: 'Hello', language: 'en' })
    await services.desk.release(id, worker, { to: 'bot' })
    assert.equal((await told())[0], 'talk.returned')
  })

  it('tells the truth when nobody is there', async () => {
    const fresh = freshServices()
    const alone = await (await walkTo(new Person(fresh), 'en', 'what.forms')).command('human')
    assert.ok(alone.keys.includes('talk.nobody'))
    await fresh.workers.seen('w', 'W')
    const other = await (await walkTo(new Person(fresh), 'en', 'what.forms')).command('human')
    assert.ok(!other.keys.includes('talk.nobody'))
  })
})
