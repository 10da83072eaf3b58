import assert from 'node:assert/strict'
import { languages, vocabulary } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

describe('What do you know about me', () => {
  const services = freshServices()

  for (const language of languages)
    it(`is answered with how much and until when, not with what, in ${language}`, async () => {
      const person = await walkTo(new Person(services), language)
      const before = person.answers
      await person.says(vocabulary(language).commands.know[0])
      assert.deepEqual(person.keys, ['say.know', 'say.know.notSent', 'control.review'])
      const { with: told } = person.last.lines.find(({ say }) => say === 'say.know')!
      assert.deepEqual(told, {
        answers: Object.keys(before).length,
        lines: told!.lines,
        until: person.last.due,
      })
      const text = person.words.at(-3)!
      // Her number whole: of three digits a time of day may hold as many.
      for (const one of ['Noor', '040 123 4567', '0401234567']) assert.ok(!text.includes(one), one)
    })

  it('says what was shared, sent, and that there is a code', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.command('human')
    await person.picks('yes')
    await person.picks('goOn')
    await person.picks('send')
    await person.picks('code')
    for (const code of ['say.know.codeShown', 'say.know.code']) {
      await person.command('know')
      const told = ['say.know', 'say.know.sent', 'say.know.shared', code, 'say.know.notes']
      assert.deepEqual(
        person.keys.filter((key) => key.startsWith('say.know')),
        told,
      )
      await person.command('noted')
    }
  })

  it('does not say that nobody can read what a worker can', async () => {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('human')
    await person.picks('no')
    await person.says('Please hurry')
    await person.command('know')
    const known = ['noApplication', 'waits', 'written'].map((one) => `say.know.${one}`)
    assert.deepEqual(person.keys.slice(1, -1), [...known, 'talk.notShared', 'say.know.notes'])
    await person.picks('callBack')
    await person.picks('phone')
    await person.writes('040 123 4567')
    await person.picks('evening')
    await person.picks('skipped')
    await person.picks('yes')
    // She has just told it, and is not invited to tell it again.
    assert.equal(person.last.lines.at(-1)!.say, 'control.waiting.ask')
    await person.command('know')
    assert.deepEqual(person.keys.slice(1, -1), [...known, 'say.know.reachable', 'say.know.notes'])
    await person.picks('share')
    await person.command('know')
    assert.deepEqual(person.keys.slice(1, -1), [...known, 'say.know.shared', 'say.know.notes'])
  })

  it('says who else was asked, each once, and not what', async () => {
    const worker = { id: 'w1', name: 'Aino' }
    const person = await walkTo(new Person(services), 'en')
    await person.send({ question: 'consent.askReferrer', value: ['yes'] })
    await person.picks('send')
    const id = person.last.state.case!.id
    await services.desk.claim(id, worker)
    const authority = { to: 'authority', authority: 'police', basis: 'act746s58' } as const
    for (const [at, wish] of [
      { to: 'referrer' } as const,
      authority,
      authority,
      { to: 'applicant' } as const,
    ].entries())
      await services.desk.request(id, worker, { id: `r${at}`, keys: ['needs.health'], ...wish })
    await services.desk.release(id, worker, { to: 'bot' })
    await person.command('know')
    assert.deepEqual(person.keys.slice(0, -1), [
      'say.know',
      'say.know.sent',
      'say.know.asked',
      'say.know.askedReferrer',
      'say.know.askedAuthority',
      'say.know.notes',
    ])
    const said = person.words.join('\n')
    assert.match(said, /A worker has asked an authority for more information: Police\. You can ask/)
    const told = person.last.state.log.filter(({ say }) => /^(talk|say\.know)\.asked/.test(say ?? ''))
    assert.doesNotMatch(JSON.stringify(told), /health|Aino/)
  })

  it('her own answers are shown after a warning, and kept nowhere as a text', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.says('save a copy')
    assert.equal(person.open, 'control.copy')
    await person.says('2')
    assert.deepEqual(person.keys, ['copy.rows', 'control.review'])
    const shown = person.words.at(-2)!
    for (const text of ['Noor', '040 123 4567', 'Work with little or no pay'])
      assert.ok(shown.includes(text), text)
    const line = person.last.state.log.find(({ say }) => say === 'copy.rows')!
    assert.deepEqual(Object.keys(line).sort(), ['at', 'from', 'say', 'seq'])
  })
})
