import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import { askIn } from '../../intake/conversation/standing.ts'
import { withoutRepeats } from '../../intake/conversation/transcript.ts'
import { isEssential, questions } from '../../intake/form/form.ts'
import { leftToAsk } from '../../intake/form/route.ts'
import { codeFor, freshServices, Person, walkTo } from '../support/talk.ts'

/** What the conversation owes her between two questions: nothing twice, nothing that is not there, nothing unsaid. */
describe('Between the questions', () => {
  let services: Services
  before(() => {
    services = freshServices()
  })
  const options = ({ last: { state } }: Person) =>
    askIn(state, state.open?.key, ['en'], services.speech.t('en'))!.options.map(({ id }) => id)

  it('danger, pressed, leaves her with what to do in danger, and asks nothing before she goes on', async () => {
    const person = new Person(services)
    await person.command('danger')
    assert.equal(person.keys.filter((key) => key === 'say.danger').length, 1)
    assert.equal(person.open, 'control.paused')
    await person.picks('goOn')
    await person.picks('no')
    assert.equal(person.open, 'consent.start', 'whether she is in danger she has said')
    assert.equal(person.answer('safety.danger'), 'yes')
  })

  it('danger, pressed after "no", is what the record says from then on, and what is sent', async () => {
    const person = await walkTo(new Person(services), 'en')
    assert.equal(person.answer('safety.danger'), 'no')
    await person.command('danger')
    assert.equal(person.answer('safety.danger'), 'yes')
    await person.picks('goOn')
    await person.picks('send')
    const found = (await services.cases.get(person.last.state.case!.id))!
    assert.equal(found.content?.record?.answers['safety.danger']?.value, 'yes')
  })

  for (const way of ['pressed', 'written'] as const)
    it(`danger, ${way} after sending, marks the case, and leaves nothing to send or to allow`, async () => {
      const person = await walkTo(new Person(services), 'en')
      await person.picks('send')
      const { id } = person.last.state.case!
      assert.equal((await services.cases.get(id))!.urgent, 0)
      await (way === 'pressed' ? person.command('danger') : person.says('I am in danger'))
      assert.deepEqual(person.keys, ['say.dangerTalk', 'say.dangerMarked', 'control.paused'])
      assert.equal((await services.cases.get(id))!.urgent, 1)
      await person.picks('goOn')
      assert.equal(person.open, 'control.sent', 'nothing waits to be sent')
      await person.command('human')
      assert.equal(person.open, 'control.waiting', 'nor to be allowed')
    })

  it('danger among other words, after sending, tells nobody behind her back', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.picks('send')
    await person.says('he hits me and I am afraid that he kills me, but please wait')
    assert.deepEqual(person.keys.slice(0, 1), ['say.danger'])
    assert.equal((await services.cases.get(person.last.state.case!.id))!.urgent, 0)
  })

  it('danger, pressed while she waits for a person, leaves her where she writes', async () => {
    const person = await walkTo(new Person(services), 'en', 'role.who')
    await person.command('human')
    const { open } = person
    await person.command('danger')
    assert.deepEqual([person.open, person.answer('safety.danger')], [open, 'yes'])
  })

  it('offers no code to whoever has one, and says what leaving does then', async () => {
    const person = new Person(services)
    await person.send({ question: 'control.language', value: ['en'] })
    await person.picks('yes')
    await codeFor(person)
    await person.command('noted')
    assert.ok(!options(person).includes('code'))
    await person.picks('goOn')
    assert.equal(person.open, 'safety.danger')
    assert.ok(person.keys.includes('say.exitKept') && !person.keys.includes('say.exit'))
    await person.picks('no')
    assert.ok(!person.keys.some((key) => key.startsWith('say.exit')), 'once')
  })

  it('offers to show her answers to a worker only where there are any', async () => {
    const bare = await new Person(services).command('human')
    assert.deepEqual([bare.open, options(bare).includes('share')], ['control.waiting', false])
    const told = await walkTo(new Person(services), 'en', 'where.inFinland')
    await told.command('human')
    assert.equal(told.open, 'control.share')
    await told.picks('no')
    assert.ok(options(told).includes('share'))
    await told.picks('share')
    assert.ok(!options(told).includes('share'), 'nor when a worker may read them already')
  })

  const roads: Record<string, Record<string, string>> = {
    'for herself, by phone': {},
    'for herself, by code only': { 'contact.way': 'codeOnly' },
    'for a child, through a lawyer': { 'role.who': 'child', 'contact.way': 'viaLawyer' },
    'as a witness, by e-mail': { 'role.who': 'assisting', 'contact.way': 'email' },
    'where others may see': { 'safety.seen': 'maybe' },
    'as a referrer': { 'role.who': 'referrer' },
    'as a referrer without consent': { 'role.who': 'referrer', 'referrer.consent': 'no' },
  }
  for (const [name, given] of Object.entries(roads))
    it(`counts down what is left, or says why it is more: ${name}`, async () => {
      const person = new Person(services, 'directline')
      await person.send({ question: 'control.language', value: ['en'] })
      const calm = { 'safety.seen': 'no', 'safety.danger': 'no', 'consent.start': 'yes', 'role.who': 'self' }
      let shown = Number.POSITIVE_INFINITY
      const said: string[] = []
      for (let i = 0; i < 40 && person.open !== 'control.review'; i += 1) {
        const key = person.open!
        if (key === 'control.paused') {
          await person.picks('goOn')
          continue
        }
        if (isEssential(key)) {
          const { answers, left } = person.last.state
          const now = leftToAsk(answers)
          assert.equal(left?.more === true, now > shown, `${key}: ${now} after ${shown}`)
          if (left?.more) said.push(key)
          shown = now
        }
        const field = questions.get(key)!
        const value = { ...calm, ...given }[key as keyof typeof calm] ?? field.options[0]
        await (field.kind === 'text' ? person.writes('040 123 4567') : person.picks(value!))
      }
      assert.equal(person.open, 'control.review')
      assert.deepEqual(said, given['role.who'] === 'referrer' ? ['role.referrer'] : [])
    })

  it('reads a question once, however often it was asked with nothing else between', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    for (const command of ['help', 'know', 'help'] as const) await person.command(command)
    const asked = (log: { from: string; question?: string }[]) =>
      log.filter(({ from, question }) => from === 'bot' && question === 'where.inFinland')
    assert.equal(asked(person.last.state.log).length, 4)
    assert.equal(asked(withoutRepeats(person.last.state.log)).length, 1)
    await person.picks('yes')
    await person.command('back')
    assert.equal(asked(withoutRepeats(person.last.state.log)).length, 2, 'not where she went back to it')
  })
})
