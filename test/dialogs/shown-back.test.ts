import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { speaker } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const key = 'needs.overall'
const MASTER_KEY = randomBytes(32).toString('base64')

/** A channel has its own look, and its own way to press: by a button, or by words where there is none. */
const hands: Record<string, (person: Person) => Promise<Person>> = {
  web: (person) => person.picks('do:keep'),
  directline: (person) => person.picks('do:keep'),
  msteams: (person) => person.picks('do:keep'),
  telegram: (person) => person.says('yes'),
  kik: (person) => person.says('1'),
}

describe('A word or two where telling is asked for', () => {
  /** At the question, in a process of its own on the same store. */
  const at = async (channel: string) => {
    const store = sqliteStore(':memory:')
    const begun = new Person(freshServices({ MASTER_KEY }, store), channel)
    await walkTo(begun, 'en')
    for (const id of ['more', 'more.help']) await begun.picks(id)
    assert.equal(begun.open, key)
    return { begun, elsewhere: () => other(begun, freshServices({ MASTER_KEY }, store)) }
  }
  const other = (begun: Person, services: Person['services']) => {
    const same = new Person(services, begun.channel)
    same.id = begun.id
    same.last = begun.last
    return same
  }

  for (const [channel, press] of Object.entries(hands))
    it(`costs one press and no more by ${channel}, in another process too`, async () => {
      const { begun, elsewhere } = await at(channel)
      await begun.says('a lawyer')
      assert.deepEqual([begun.answer(key), begun.open], [undefined, key])
      assert.equal(begun.last.state.maybe?.text, 'a lawyer')
      assert.deepEqual(begun.last.lines.map(({ say }) => say).filter(Boolean), ['say.isThisAll'])
      const again = elsewhere()
      await press(again)
      assert.equal(again.answer(key), 'a lawyer')
      assert.equal(again.open, 'needs.urgent')
    })

  it('is not asked for by text message at all', () => assert.equal(questions.get(key)!.sms, 'never'))

  it('is not lost when she leaves it there and looks at everything else first', async () => {
    const { begun } = await at('web')
    await begun.says('very tired')
    await begun.arrives()
    assert.equal(begun.last.state.maybe?.text, 'very tired')
    await begun.says('very tired')
    assert.equal(begun.answer(key), 'very tired', 'said twice, it is meant')
  })

  it('is kept at once from a referrer, who has little time', async () => {
    const person = new Person(freshServices())
    const path = [
      ['safety.seen', 'no'],
      ['safety.danger', 'no'],
      ['consent.start', 'yes'],
      ['role.who', 'referrer'],
    ] as const
    await walkTo(person, 'en', 'role.referrer', path)
    assert.equal(speaker(person.last.state.answers), 'other')
    await person.send({ question: key, text: 'very tired' })
    assert.equal(person.answer(key), 'very tired')
  })

  it('is kept at once where a few words are what is asked for', async () => {
    const { begun } = await at('web')
    for (const [question, text] of [
      ['where.countries', 'Romania'],
      ['identity.accessibility', 'a wheelchair'],
      ['what.ownWords', 'very tired'],
    ] as const) {
      await begun.send({ question, text })
      assert.equal(begun.answer(question), text)
    }
  })
})
