import assert from 'node:assert/strict'
import { referring } from '../support/essential.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const path = referring('phone')

describe('Several questions on one screen', () => {
  const services = freshServices()
  const at = (channel = 'web') =>
    walkTo(new Person(services, channel), 'en', 'referrer.name', [...path, ['referrer.name', 'x', 'writes']])
  const fill = (person: Person, name: string, organisation: string, contact: string) =>
    person.send({
      question: 'referrer.name',
      parts: { 'referrer.name': name, 'referrer.organisation': organisation, 'referrer.contact': contact },
    })

  it('each answer is kept under its own key, and what was left empty is passed over', async () => {
    const person = await fill(await at(), 'Maija M.', '', 'maija@example.fi')
    assert.equal(person.answer('referrer.name'), 'Maija M.')
    assert.equal(person.last.state.answers['referrer.organisation']?.status, 'skipped')
    assert.equal(person.answer('referrer.contact'), 'maija@example.fi')
    assert.equal(person.open, 'where.inFinland')
    const quoted = person.last.state.log.filter(({ from, text }) => from === 'person' && text)
    assert.deepEqual(
      quoted.map(({ question }) => question),
      ['referrer.name', 'referrer.contact'],
    )
  })

  it('what is good is kept, and what is missing is asked again', async () => {
    const person = await fill(await at(), '', 'A town', '040 123 4567')
    assert.equal(person.answer('referrer.organisation'), 'A town')
    assert.deepEqual(person.keys, ['say.needed', 'referrer.name'])
    await person.writes('Maija M.')
    assert.equal(person.open, 'where.inFinland')
  })

  it('what does not look like an answer is shown back, and can be kept as it is', async () => {
    const person = await fill(await at(), 'Maija 33', 'A town', 'x'.repeat(300))
    assert.equal(person.answer('referrer.organisation'), 'A town')
    assert.equal(person.answer('referrer.name'), undefined)
    assert.deepEqual(person.last.state.maybe?.text, 'Maija 33')
    await person.picks('do:keep')
    assert.equal(person.answer('referrer.name'), 'Maija 33')
    assert.equal(person.open, 'referrer.contact')
  })

  it('danger told in a box is heard', async () => {
    const person = await fill(await at(), 'Maija M.', 'He is outside with a knife, help me', '')
    assert.ok(person.keys.includes('say.dangerOther'), person.keys.join())
  })

  it('a name for somebody who has not agreed is never kept, whoever posts it', async () => {
    const person = await walkTo(new Person(services), 'en', 'referrer.contact', [
      ...path.slice(0, 5),
      ['referrer.consent', 'no'],
      ['referrer.contact', 'x', 'writes'],
    ])
    await person.send({ question: 'identity.name', parts: { 'identity.name': 'Canary' } })
    assert.ok(!JSON.stringify(person.last.state).includes('Canary'))
  })

  it('where a channel shows one at a time they are asked one by one', async () => {
    const person = await (await at('directline')).writes('Maija M.')
    assert.deepEqual(person.keys, ['referrer.organisation'])
  })
})

describe('Language beside the first question', () => {
  const services = freshServices()
  const begins = async (hint = 'en') => {
    const person = new Person(services)
    person.last = await services.turns.open(person.id, 'web', hint)
    return person
  }

  it('answering in the language that is likely chooses it', async () => {
    const person = await (await begins()).picks('no')
    assert.deepEqual([person.last.state.language, person.open], ['en', 'safety.danger'])
  })

  it('another one asks the same again, and leaves nothing of the choice in the log', async () => {
    const person = await begins()
    await person.send({ question: 'control.language', value: ['ar'] })
    assert.deepEqual([person.last.state.language, person.open], ['ar', 'safety.seen'])
    assert.deepEqual(
      person.last.state.log.map(({ say, question }) => question ?? say),
      ['say.program', 'safety.seen'],
    )
  })

  it('its name can be written, and words in it are understood', async () => {
    const person = await (await begins()).says('suomi')
    assert.deepEqual([person.last.state.language, person.open], ['fi', 'safety.seen'])
    const other = await (await begins()).says('нет')
    assert.deepEqual([other.answer('safety.seen'), other.last.state.language], ['no', 'ru'])
  })

  it('nothing on the first screen tells what this is for', async () => {
    for (const language of services.speech.languages) {
      const first = await begins(language)
      const t = services.speech.t(language)
      const words = [...first.last.state.log.flatMap(({ say }) => (say ? t(say) : [])), t('web.title')].join(
        ' ',
      )
      assert.doesNotMatch(
        words,
        /trafficking|victim|uhri|ihmiskau|offer|människohandel|ضحايا|الاتجار|жертв|торговл/i,
      )
    }
  })
})
