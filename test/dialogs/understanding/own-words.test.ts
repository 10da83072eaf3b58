import assert from 'node:assert/strict'
import { askIn } from '../../../intake/conversation/standing.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'

const services = freshServices()
const at = (key: string) => walkTo(new Person(services), 'en', key)
const STORY = 'my boss took my passport and I have nowhere to sleep'
const own = 'what.ownWords'

async function sentBy(person: Person): Promise<Record<string, unknown>> {
  const found = (await services.cases.get(person.last.state.case!.id))!
  return Object.fromEntries(
    Object.entries(found.content?.record?.answers ?? {}).map(([key, answer]) => [key, answer?.value]),
  )
}

describe('What she writes that answers nothing', () => {
  it('is kept with its language, and she is told that it is not sent', async () => {
    const person = await at('contact.way')
    await person.says(STORY)
    assert.deepEqual(person.keys, ['say.storyKept', 'contact.way'])
    assert.equal(person.last.state.answers[own]?.value, STORY)
    assert.equal(person.last.state.answers[own]?.language, 'en')
    await person.says('and he has my phone number too, he writes every day')
    assert.match(String(person.answer(own)), /sleep\nand he has/)
  })

  it('is kept when it is the first thing she writes, before she chose a language', async () => {
    const person = new Person(services)
    await person.says('У меня забрали паспорт, и мне негде спать сегодня')
    assert.equal(person.last.state.answers[own]?.language, 'ru')
    // The language is guessed, and can be chosen beside the first question.
    assert.deepEqual([person.open, person.last.state.guess], ['safety.seen', 'ru'])
    const arrived = await new Person(services).arrives()
    await arrived.says(STORY)
    assert.equal(arrived.answer(own), STORY)
  })

  it('goes with her "no" to beginning, and with leaving', async () => {
    const person = await at('consent.start')
    await person.says(STORY)
    await person.picks('no')
    assert.equal(person.answer(own), undefined)
    assert.ok(!JSON.stringify(person.last.state.log).includes('passport'))
    const other = await at('contact.way')
    await other.says(STORY)
    await other.command('exit')
    assert.ok(!JSON.stringify(other.last.state).includes('passport'))
  })

  it('of somebody who has not agreed is not kept, and why is said; what was kept before that "no" is erased', async () => {
    const person = await at('role.who')
    await person.says(STORY)
    await person.picks('referrer')
    await person.picks('ngo')
    assert.equal(person.answer(own), STORY)
    await person.picks('no')
    assert.equal(person.answer(own), undefined)
    // It is no way to be reached, and is shown back.
    await person.writes('she was sold by her uncle in Canary street and works in a bar')
    assert.equal(person.answer('referrer.contact'), undefined)
    await person.writes('maija@example.fi')
    assert.equal(person.answer('referrer.contact'), 'maija@example.fi')
    await person.says('her uncle Canary sold her to the owner of the bar')
    assert.ok(person.keys.includes('say.storyNotKept'), person.keys.join())
    assert.equal(person.answer(own), undefined)
  })

  it('is sent only after a yes of its own', async () => {
    for (const [choice, expected] of [
      ['no', undefined],
      ['yes', STORY],
    ] as const) {
      const person = await at('contact.way')
      await person.says(STORY)
      await finish(person)
      assert.equal(person.open, 'control.review')
      await person.picks('send')
      assert.equal(person.open, 'control.story')
      assert.ok(rowsOf(person, 'control.story').includes(STORY), 'she sees what she is asked about')
      await person.picks(choice)
      assert.ok(person.keys.includes('say.sent'), person.keys.join())
      assert.equal((await sentBy(person))[own], expected)
      assert.equal(person.answer(own), STORY)
    }
  })

  it('is not shown to a worker who may read her answers', async () => {
    const person = await at('contact.way')
    await person.says(STORY)
    await person.command('human')
    await person.picks('yes')
    const found = (await services.cases.get(person.last.state.case!.id))!
    assert.ok(found.content?.shared)
    assert.equal(found.content.shared[own], undefined)
  })

  it('stands in the review, covered where others may see it', async () => {
    const open = await at('contact.way')
    await open.says(STORY)
    await finish(open)
    assert.ok(reviewOf(open).includes(STORY))
    const seen = new Person(services)
    await walkTo(seen, 'en', 'safety.seen')
    await seen.picks('yes')
    await finish(seen)
    await seen.send({ question: 'contact.way', text: STORY })
    assert.ok(!reviewOf(seen).includes(STORY))
    assert.ok(!rowsOf(seen, 'control.story').includes(STORY))
  })

  it('waits for the worker once she asked for one, and she is told so', async () => {
    const person = await at('contact.way')
    await person.command('human')
    await person.says(STORY)
    assert.ok(person.keys.includes('talk.kept'))
    assert.equal(person.answer(own), undefined)
  })

  it('too long is refused whole with its length where she has it in a box, else its beginning is kept', async () => {
    const long = 'they made me work '.repeat(6000)
    const web = await at('contact.way')
    await web.says(long)
    const refused = web.last.lines.find(({ say }) => say === 'say.tooLong')
    assert.deepEqual(refused?.with, { max: 4000, length: long.trim().length })
    assert.equal(web.answer(own), undefined)
    const teams = await walkTo(new Person(services, 'msteams'), 'en', 'contact.way')
    await teams.says(long)
    assert.ok(teams.keys.includes('say.storyCut'))
    assert.equal(String(teams.answer(own)).length, 4000)
  })
})

/** Answers what is left of the short path. */
async function finish(person: Person): Promise<void> {
  const given: Record<string, string[] | string> = {
    'consent.start': ['yes'],
    'role.who': ['self'],
    'where.inFinland': ['yes'],
    'identity.age': ['adult'],
    'what.forms': ['debt'],
    'where.places': ['finland'],
    'needs.help': ['legal'],
    'contact.way': ['phone'],
    'contact.value': '040 123 4567',
    'contact.rules': ['anytime'],
    'identity.name': 'Noor',
  }
  for (let step = 0; step < 20 && person.open !== 'control.review'; step += 1) {
    const answer = given[person.open!]
    if (typeof answer === 'string') await person.writes(answer)
    else await person.picks(...(answer ?? ['no']))
  }
}

const reviewOf = (person: Person) => rowsOf(person, 'control.review')

function rowsOf(person: Person, key: string): string {
  const { state } = person.last
  const t = person.services.speech.t('en')
  return askIn(state, key, person.services.speech.languages, t)!
    .rows.map(({ text }) => text)
    .join('\n')
}
