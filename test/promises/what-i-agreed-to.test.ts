import assert from 'node:assert/strict'
import { exportedCase, exportOf } from '../../intake/case/export.ts'
import { dateInFull } from '../../intake/hours/time.ts'
import { languages, vocabulary } from '../../locales/index.ts'
import { codeFor, freshServices, Person, walkTo, withCode } from '../support/talk.ts'

describe('What she agreed to', () => {
  const services = freshServices()
  const caseOf = async (person: Person) => (await services.cases.get(person.last.state.case!.id))!

  for (const language of languages)
    it(`stands in the case, its export and before her, in the words she read, in ${language}`, async () => {
      const t = services.speech.t(language)
      const person = await walkTo(new Person(services), language)
      await person.send({ question: 'consent.authorities', value: ['yes'] })
      await person.send({ question: 'consent.interpreter', value: ['askWorker'] })
      const before = services.clock()
      await person.picks('send')

      const found = await caseOf(person)
      const [one, ...more] = found.content!.record!.permissions!
      const read = { asked: t('control.review.ask'), answered: t('control.review.option.send'), language }
      assert.deepEqual([{ ...one!, at: 0 }, more], [{ ...read, at: 0 }, []])
      assert.ok(one!.at >= before && one!.at <= services.clock())
      const exported = exportedCase.parse(exportOf(found, []))
      assert.deepEqual(exported.permissions, [{ ...read, at: new Date(one!.at).toISOString() }])

      await person.says(vocabulary(language).commands.agreed[0])
      assert.deepEqual(person.keys, ['say.agreed', 'say.agreed.yes', 'control.sent'])
      const [told, yes] = person.words.slice(-3)
      for (const words of [read.asked, read.answered, dateInFull(language, one!.at)])
        assert.ok(told!.includes(words), words)
      assert.ok(yes!.includes(t('consent.authorities.label')))
      assert.ok(!yes!.includes(t('consent.interpreter.label')), 'to ask a worker first is no yes')
    })

  it('is nothing before she agreed to something', async () => {
    const person = await walkTo(new Person(services), 'en', 'role.who')
    await person.says('what did I agree to?')
    assert.deepEqual(person.keys, ['say.agreed.none', 'role.who'])
  })

  it('keeps each yes: to what she wrote unasked, to a second sending, to being called back', async () => {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.says('They took my passport in May and never gave it back to me, and they laugh about it')
    const open = person.open!
    assert.equal(open, 'what.forms')
    await person.picks('labour')
    await person.picks('finland')
    await person.picks('legal')
    await person.picks('codeOnly')
    await person.writes('Noor')
    await person.picks('send')
    assert.equal(person.open, 'control.story')
    await person.picks('no')
    await person.command('human')
    await person.picks('goOn')
    const t = services.speech.t('en')
    const asked = (await caseOf(person)).content!.record!.permissions!.map((one) => one.asked)
    assert.deepEqual(asked, [t('control.review.ask')], 'a no is no permission')
    await person.send({ question: 'control.sent', value: ['review'] })
    await person.picks('send')
    await person.picks('yes')
    const again = (await caseOf(person)).content!.record!.permissions!.map((one) => one.asked)
    assert.deepEqual(again, [t('control.review.ask'), t('control.review.askAgain'), t('control.story.ask')])
  })

  it('comes along with her code, and goes with everything', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.picks('send')
    const back = await withCode(services, await codeFor(person, 'bluebell'), 'bluebell')
    await back.command('agreed')
    assert.equal(back.keys[0], 'say.agreed')
    await back.command('delete')
    await back.picks('yes')
    assert.equal(back.last.state.permissions, undefined)
  })

  it('is told on every channel, and on a locked phone only where it may be read', async () => {
    for (const channel of ['web', 'directline', 'msteams']) {
      const person = await walkTo(new Person(services, channel), 'en')
      await person.picks('send')
      await person.command('agreed')
      assert.ok(person.keys.includes('say.agreed'), channel)
    }
    const texting = new Person(services, 'sms')
    await texting.send({ question: 'control.language', value: ['en'] })
    await texting.says('what did I agree to')
    assert.ok(!texting.keys.includes('say.agreed.none'))
    assert.ok(['control.word', 'control.elsewhere'].includes(texting.open!), texting.open)
  })
})
