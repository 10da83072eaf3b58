import assert from 'node:assert/strict'
import { showsCode } from '../../dialogs/issued.ts'
import { codeFor, freshServices, Person, walkTo, withCode } from '../support/talk.ts'

const word = 'Blue teapot'
const shown = ({ last }: Person) => last.lines.find(showsCode)?.with?.code

describe('A return code that she has not noted yet', () => {
  const at = (key: string, channel = 'web') => walkTo(new Person(freshServices(), channel), 'en', key)

  for (const away of ['danger', 'stop', 'help', 'know', 'language'] as const)
    it(`can be shown again after "${away}", and after "I have it" no more`, async () => {
      const person = await at('where.inFinland')
      const code = await codeFor(person, word)
      await person.command(away)
      await person.command('code')
      assert.equal(String(shown(person)).replace(/\D/g, ''), code)
      await person.command('noted')
      const digits = JSON.stringify([person.last, person.words]).replace(/[^\d"]/g, '')
      assert.ok(!digits.includes(code), 'nor does it stand anywhere')
      await person.command('code')
      assert.notEqual(String(shown(person)).replace(/\D/g, ''), code, 'only a new one can be given')
    })

  it('is one press away where nothing is asked, and is shown there for the asking only', async () => {
    const person = await at('where.inFinland')
    const code = await codeFor(person, word)
    await person.command('danger')
    assert.equal(person.open, 'control.paused')
    assert.equal(shown(person), undefined)
    await person.picks('code')
    assert.equal(String(shown(person)).replace(/\D/g, ''), code)
    assert.equal(person.open, 'control.paused')
  })

  it('says that it opens nothing as soon as its word is left unchosen', async () => {
    const person = await at('where.inFinland')
    await person.command('code')
    assert.equal(person.open, 'control.word')
    await person.command('stop')
    assert.deepEqual(person.keys, ['say.stopped', 'say.codeNoWord', 'control.paused'])
    await person.picks('code')
    assert.deepEqual(person.keys, ['say.codeIssued', 'control.word'], 'and the word can be chosen after all')
    for (const one of [word, word]) await person.writes(one)
    await person.picks('skipped')
    assert.equal(person.open, 'control.paused')
  })

  it('another language asked for meanwhile leaves the word to be chosen', async () => {
    const person = await at('where.inFinland')
    await person.command('code')
    await person.command('language')
    assert.deepEqual(person.keys, ['control.language'])
    await person.picks('fi')
    assert.equal(person.open, 'control.word')
  })

  it('is not kept once she left, or came back with it', async () => {
    const services = freshServices()
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    const code = await codeFor(person, word)
    await person.command('exit')
    assert.equal(person.last.state.issued, undefined)
    const other = await walkTo(new Person(services), 'en', 'where.inFinland')
    const back = await withCode(services, await codeFor(other, word), word)
    assert.equal(back.id, other.id)
    assert.equal(back.last.state.issued, undefined)
    assert.notEqual(code, '')
  })

  it('issued while others could see is changed for one that opens, when she is alone', async () => {
    const person = await at('where.inFinland')
    await person.send({ question: 'safety.seen', value: ['maybe'] })
    await person.command('code')
    const first = shown(person)
    await person.command('code')
    assert.equal(shown(person), first)
    assert.ok(person.keys.includes('say.codeShut'))
    await person.send({ question: 'safety.seen', value: ['no'] })
    await person.command('code')
    assert.notEqual(shown(person), first)
    assert.equal(person.open, 'control.word')
  })

  it('is kept nowhere where it stands in what her client was sent', async () => {
    const person = await at('where.inFinland', 'directline')
    await person.command('code')
    assert.equal(person.last.state.issued, undefined)
  })
})
