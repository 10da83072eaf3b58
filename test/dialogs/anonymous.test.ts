import assert from 'node:assert/strict'
import { askIn } from '../../intake/conversation/standing.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const asked = [
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'referrer'],
  ['role.referrer', 'social'],
  ['referrer.consent', 'no'],
  ['referrer.contact', 'maija@example.fi', 'writes'],
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['eligibility.class', ['notSure']],
  ['what.forms', ['labour']],
  ['where.places', ['finland']],
  ['referral.observations', '', 'writes'],
] as const

const OBSERVED = 'Noor, born 3.4.1995, works all day at the shop. Her number is 040 123 4567.'

describe('Without consent, what may tell who the person is', () => {
  const services = freshServices()
  const at = () =>
    walkTo(new Person(services), 'en', 'referral.observations', asked as Parameters<typeof walkTo>[3])

  it('is asked about once, and stands nowhere until it is meant', async () => {
    const person = await (await at()).writes(OBSERVED)
    assert.deepEqual(person.words.at(-1), services.speech.t('en')('say.mayIdentify'))
    assert.equal(person.answer('referral.observations'), undefined)
    assert.ok(!JSON.stringify(person.last.state.log).includes('040 123'))
    await person.picks('do:keep')
    assert.equal(person.answer('referral.observations'), OBSERVED)
    assert.equal(person.open, 'needs.help')
  })

  it('a name is asked about too, and again in what is written in its place', async () => {
    const person = await (await at()).writes('My coworker Olga sleeps in the storage.')
    for (const text of [
      'A woman from Ukraine sleeps in the storage.',
      'A coworker named olga sleeps there.',
    ]) {
      assert.equal(person.words.at(-1), services.speech.t('en')('say.mayIdentify'))
      await person.picks('do:rewrite')
      await person.writes(text)
    }
    assert.equal(person.answer('referral.observations'), undefined)
    await person.picks('do:rewrite')
    await person.writes('A woman sleeps in the storage.')
    assert.equal(person.answer('referral.observations'), 'A woman sleeps in the storage.')
  })

  it('can be written again from where it stood, and the first words are gone', async () => {
    const person = await (await at()).writes(OBSERVED)
    await person.picks('do:rewrite')
    const { t, languages } = { t: services.speech.t('en'), languages: services.speech.languages }
    assert.equal(askIn(person.last.state, person.open, languages, t)?.given?.value, OBSERVED)
    assert.ok(person.keys.slice(-2).includes('note.noNames'))
    await person.writes('Works all day at a shop, since 2023.')
    assert.equal(person.answer('referral.observations'), 'Works all day at a shop, since 2023.')
    assert.ok(!JSON.stringify(person.last.state).includes('Noor'))
  })

  it('the way to reach who writes is theirs, and is not asked about', async () => {
    const person = await at()
    assert.equal(person.answer('referrer.contact'), 'maija@example.fi')
  })

  it('with consent nothing is asked', async () => {
    const path = [...asked.slice(0, 5), ['referrer.consent', 'yes'], ['referrer.basis', 'phone']]
    const more = [
      ['referrer.name', 'M', 'writes'],
      ['referrer.organisation', 'A', 'writes'],
      ...asked.slice(6),
    ]
    const all = [...path, ...more] as Parameters<typeof walkTo>[3]
    const person = await walkTo(new Person(services), 'en', 'referral.observations', all)
    await person.writes(OBSERVED)
    assert.equal(person.answer('referral.observations'), OBSERVED)
  })

  it('whoever left no way to be answered is told before sending, and can have a code', async () => {
    const unreached = asked.map((one) =>
      one[0] === 'referrer.contact' ? (['referrer.contact', 'skipped'] as const) : one,
    )
    const without = new Person(services)
    await walkTo(without, 'en', 'referral.observations', unreached as unknown as Parameters<typeof walkTo>[3])
    for (const [person, isReached] of [
      [await at(), true],
      [without, false],
    ] as const) {
      await person.writes('Works all day.')
      await person.picks('legal')
      const t = services.speech.t('en')
      assert.equal(person.words.at(-1), t(`control.review.${isReached ? 'askAnonymous' : 'askUnreached'}`))
      await person.picks('send')
      const ids = askIn(person.last.state, person.open, services.speech.languages, t)!.options.map(
        ({ id }) => id,
      )
      assert.equal(ids.includes('code'), !isReached)
      await person.command('next')
      assert.equal(person.keys.includes('say.nextConsultation'), isReached)
      assert.equal(person.keys.includes('say.nextConsultationUnreached'), !isReached)
    }
  })

  it('the receipt claims only what was asked', async () => {
    const person = await (await at()).writes('Works all day.')
    for (const id of ['legal', 'send']) await person.picks(id)
    assert.ok(person.keys.includes('say.sent.anonymousConsultation'))
    for (const language of services.speech.languages) {
      const said = services.speech.t(language)('say.sent.anonymousConsultation')
      assert.doesNotMatch(said, /without any|ilman tietoa|utan uppgifter|من دون أي|без сведений/)
    }
  })
})
