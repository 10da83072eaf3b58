import assert from 'node:assert/strict'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const services = freshServices()
const messagesOf = async (person: Person) => {
  const found = (await services.cases.get(person.last.state.case!.id))!
  return services.messages.of(found.id, found.key)
}
const lineOf = ({ last }: Person, text: string) => last.state.log.find((line) => line.text === text)

describe('What she wrote herself', () => {
  it('stays in the language she wrote it in when she goes on in another', async () => {
    const person = await walkTo(new Person(services), 'ar', 'identity.name')
    await person.writes('نور الهدى')
    await person.send({ question: 'control.language', value: ['fi'] })
    assert.equal(person.last.state.language, 'fi')
    assert.equal(person.last.state.answers['identity.name']?.language, 'ar')
    assert.equal(lineOf(person, 'نور الهدى')?.language, 'ar')
  })

  it('is given to the worker with the language she wrote it in', async () => {
    const person = await walkTo(new Person(services), 'ar', 'what.forms')
    await person.command('human')
    await person.says('أخاف أن أعود إلى ذلك البيت الليلة')
    await person.send({ question: 'control.language', value: ['fi'] })
    await person.says('Pelkään palata siihen taloon tänä yönä')
    assert.deepEqual(
      (await messagesOf(person)).map(({ language }) => language),
      ['ar', 'fi'],
    )
  })
})

describe('While a person is waited for, and she is asked whether the worker may read her answers', () => {
  const asked = async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.command('human')
    assert.equal(person.open, 'control.share')
    return person
  }
  const shared = async (person: Person) =>
    (await services.cases.get(person.last.state.case!.id))!.content!.shared !== undefined

  it('a word or two answer that', async () => {
    for (const text of ['yes', 'yes please']) {
      const person = await asked()
      await person.says(text)
      assert.deepEqual([await shared(person), await messagesOf(person)], [true, []], text)
    }
  })

  it('more is for the worker, whatever it begins with, and shows nothing', async () => {
    const text = 'yes i am'
    const elsewhere = await walkTo(new Person(services), 'en', 'where.inFinland')
    await elsewhere.says(text)
    assert.equal(
      elsewhere.answer('where.inFinland'),
      'yes',
      'it would be an answer where nobody is waited for',
    )
    const person = await asked()
    await person.says(text)
    assert.deepEqual(
      [await shared(person), (await messagesOf(person)).map((one) => one.text)],
      [false, [text]],
    )
  })
})

describe('A date by its parts', () => {
  /** The year after the clock's. */
  const next = new Date().getUTCFullYear() + 1

  it('that is still to come is asked again, however it was sent', async () => {
    for (const said of [
      { date: { year: next } },
      { date: { year: next, month: 1, day: 1 } },
      { text: `${next}` },
    ]) {
      const person = await walkTo(new Person(services), 'en')
      await person.send({ question: 'identity.birth', ...said })
      assert.equal(person.answer('identity.birth'), undefined, JSON.stringify(said))
      await person.send({ question: 'identity.birth', date: { year: 1990 } })
      assert.deepEqual(person.answer('identity.birth'), { year: 1990 })
    }
  })
})
