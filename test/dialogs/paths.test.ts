import assert from 'node:assert/strict'
import { isControl } from '../../intake/form/controls.ts'
import { questions } from '../../intake/form/form.ts'
import { offered } from '../../intake/form/route.ts'
import { languages } from '../../locales/index.ts'
import { type Exchange, follow, freshServices, type Hand, Person } from '../support/talk.ts'

/** The short paths, typed: tables of [what she answers, what the bot says], spoken in option ids and locale keys. */
type Table = readonly Exchange[]

const situation: Table = [
  [['labour', 'debt'], 'where.places'],
  [['finland', 'onTheWay'], 'needs.help'],
  [['legal', 'housing', 'return'], 'contact.way'],
]
const byPhone = (reflection = 'say.reflection'): Table => [
  ['phone', 'contact.value'],
  ['040 123 4567', 'contact.rules'],
  [['evening', 'neutralWords'], reflection, 'identity.name'],
]
const application: Exchange = ['send', 'say.sent', 'say.sent.number', 'say.nextMore', 'control.sent']
const referral: Exchange = ['send', 'say.sent.referral', 'say.sent.number', 'say.nextMore', 'control.sent']
const contactRequest: Exchange = [
  'send',
  'say.sent.contactRequest',
  'say.nextMore',
  'say.codeIssued',
  'control.word',
]
const consultation: Exchange = ['send', 'say.sent.anonymousConsultation', 'say.sent.number', 'control.sent']

const people: Record<string, Table> = {
  'a grown-up for herself': [
    ['self', 'where.inFinland'],
    ['yes', 'identity.age'],
    ['adult', 'what.forms'],
    ...situation,
    ...byPhone(),
    ['Noor', 'control.review'],
    application,
  ],
  'a person of 16': [
    ['self', 'where.inFinland'],
    ['yes', 'identity.age'],
    ['15to17', 'say.young', 'what.forms'],
    ...situation,
    ...byPhone(),
    ['Noor', 'control.review'],
    application,
  ],
  'a child under 15, outside Finland, who gets a code only': [
    ['self', 'where.inFinland'],
    ['no', 'say.notInFinland', 'identity.age'],
    ['under15', 'say.under15', 'what.forms'],
    ['notSure', 'where.places'],
    ['unknown', 'needs.help'],
    ['notSure', 'contact.way'],
    ['codeOnly', 'say.codeOnly', 'say.reflection', 'identity.name'],
    ['Noor', 'control.review'],
    contactRequest,
  ],
  'somebody for a child': [
    ['child', 'where.inFinland'],
    ['yes', 'identity.age'],
    ['under15', 'eligibility.class'],
    ['childOfVictim', 'what.forms'],
    ...situation,
    ...byPhone(),
    ['Noor', 'control.review'],
    application,
  ],
  'one who assists the investigation': [
    ['assisting', 'say.assisting', 'where.inFinland'],
    ['yes', 'identity.age'],
    ['adult', 'witness.help'],
    ['40 kg', 'where.places'],
    ...situation.slice(1),
    ['viaLawyer', 'contact.value'],
    ['A. Advokat', 'say.reflection', 'identity.name'],
    ['Noor', 'control.review'],
    application,
  ],
}

const types = questions.get('role.referrer')!.options
const main = ['social', 'receptionCentre', 'ngo', 'parish', 'other']

/** The duty of who meets a child at work is not a friend's. */
const duty = (type: string) => (type === 'privatePerson' ? [] : ['say.childDuty'])

const consented = (type: string): Table => [
  ['referrer', 'role.referrer'],
  [type, 'referrer.consent'],
  ['yes', 'referrer.basis'],
  ['interpreter', 'referrer.name'],
  ...(type === 'privatePerson'
    ? ([['Maija M.', 'referrer.contact']] as const)
    : ([
        ['Maija M.', 'referrer.organisation'],
        ['Vastaanotto 7', 'referrer.contact'],
      ] as const)),
  ['maija@example.fi', 'where.inFinland'],
  ['yes', 'identity.age'],
  ['15to17', ...duty(type), 'eligibility.class'],
  [['needsHelp', 'childOfVictim'], 'what.forms'],
  ['forcedMarriage', 'where.places'],
  [['abroad', 'onTheWay'], 'referral.observations'],
  ['12 x', 'needs.help'],
  [['legal', 'housing'], 'contact.way'],
  ...byPhone('say.reflectionOther'),
  ['Noor', 'control.review'],
  referral,
]

const anonymous = (type: string, consent: string): Table => [
  ['referrer', 'role.referrer'],
  [type, 'referrer.consent'],
  [consent, 'say.anonymous', 'referrer.contact'],
  ['maija@example.fi', 'where.inFinland'],
  ['yes', 'identity.age'],
  ['under15', ...duty(type), 'eligibility.class'],
  ['notSure', 'say.notSure', 'what.forms'],
  ['forcedMarriage', 'where.places'],
  [['abroad', 'onTheWay'], 'note.noNames', 'referral.observations'],
  ['12 x', 'needs.help'],
  [['legal', 'housing'], 'control.review'],
  consultation,
]

const begin = (language: string): Table => [
  [language, 'say.program', 'safety.seen'],
  ['no', 'say.welcome', 'say.exit', 'safety.danger'],
  ['no', 'say.keep', 'say.police', 'consent.start'],
  ['yes', 'role.who'],
]

/** Names and numbers as a search would find them, wherever they were put. */
const withCanaries = ([answer, ...keys]: Exchange): Exchange => {
  const canaries: Record<string, string> = {
    'Maija M.': 'Canary M.',
    Noor: 'Canary',
    '040 123 4567': '045 555 0199',
  }
  return [canaries[String(answer)] ?? answer, ...keys]
}

const tellsWho = (key: string) => questions.get(key)!.identifying

const hands: readonly Hand[] = ['titles', 'numbers']

describe('The short path, in typed words only', () => {
  const services = freshServices()
  const walk = async (language: string, table: Table, hand: Hand, most: number) => {
    const person = await follow(new Person(services), [...begin(language), ...table], hand)
    assert.ok(person.messages <= most, `${person.messages} messages`)
    return person
  }

  for (const [at, language] of languages.entries()) {
    for (const hand of hands)
      for (const [name, table] of Object.entries(people))
        it(`${name}, by ${hand}, in ${language}`, () => walk(language, table, hand, 16))

    // The kinds the issue names in every language, the finer ones in turn; so with the two ways of no consent.
    for (const [i, type] of types.entries()) {
      if (!main.includes(type) && (i + at) % languages.length > 0) continue
      const hand = hands[(i + at) % 2]!
      const consent = ['no', 'askWorker'][(i + at) % 2]!
      it(`a referrer, ${type}, with the person's consent, by ${hand}, in ${language}`, () =>
        walk(language, consented(type), hand, 24))
      it(`a referrer, ${type}, consent ${consent}, by ${hand}, in ${language}`, async () => {
        const person = await walk(language, anonymous(type, consent), hand, 24)
        assert.deepEqual(Object.keys(person.answers).filter(tellsWho), [])
      })
    }
  }
})

describe('Without consent', () => {
  const services = freshServices()
  const anonymousPerson = () =>
    follow(new Person(services), [...begin('fi'), ...anonymous('ngo', 'no')], 'titles')

  it('nothing that identifies a person is asked later either', async () => {
    const person = await anonymousPerson()
    const asked: string[] = []
    const sections = offered(person.last.state.answers)
    for (const { id } of sections) {
      if (person.open !== 'control.more') await person.picks('more')
      await person.picks(id)
      for (; !isControl(person.open!); await person.says('ohita')) asked.push(person.open!)
    }
    assert.ok(sections.length >= 4 && asked.length > 20, asked.join())
    assert.deepEqual(asked.filter(tellsWho), [])
  })

  it('an answer to a question that would identify her is not kept', async () => {
    const person = await anonymousPerson()
    for (const question of [...questions.keys()].filter(tellsWho))
      await person.send({ question, text: 'Canary' })
    assert.deepEqual(person.keys, ['say.lateUnclear', 'control.sent'])
    assert.doesNotMatch(JSON.stringify(person.last.state), /canary|0199/i)
  })

  it('a yes taken back in the review drops what identifies her, and says so', async () => {
    const person = new Person(services)
    const canaries = consented('ngo').slice(0, -1).map(withCanaries)
    await follow(person, [...begin('fi'), ...canaries], 'titles')
    await follow(
      person,
      [
        ['change', 'control.change'],
        ['referrer.consent', 'referrer.consent'],
        ['no', 'say.orphans', 'say.anonymous', 'note.noNames', 'referral.observations'],
      ],
      'titles',
    )
    assert.deepEqual(Object.keys(person.answers).filter(tellsWho), [])
    const [orphans] = person.last.lines.filter(({ say }) => say === 'say.orphans')
    assert.deepEqual(String(orphans!.with!.keys).split(',').sort(), [
      'contact.rules',
      'contact.value',
      'contact.way',
      'identity.name',
      'referral.observations',
      'referrer.basis',
      'referrer.name',
      'referrer.organisation',
    ])
    assert.doesNotMatch(JSON.stringify(person.last.state), /canary|0199/i)
    await follow(person, [['Hän pelkää puolisoaan.', 'control.review'], consultation], 'titles')
    const found = await services.cases.get(person.last.state.case!.id)
    assert.equal(found!.kind, 'consultation')
    assert.doesNotMatch(JSON.stringify(found), /canary|0199/i)
  })
})
