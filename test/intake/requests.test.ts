import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { arrangers, hasMeeting, help } from '../../intake/case/meeting.ts'
import {
  askable,
  authorities,
  bases,
  parties,
  refusals,
  refusedWhy,
  type Wish,
} from '../../intake/case/requests.ts'
import type { Answer, Answers } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'
import { fieldName, readReply } from '../../intake/form/reply.ts'

const given = (value: string | string[]): Answer => ({
  status: 'answered',
  value,
  language: 'en',
  wording: '',
  at: 0,
})
const record = (answers: Record<string, string | string[]>): Answers =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, given(value)]))

const self = record({ 'role.who': 'self', 'where.places': ['finland'], 'contact.way': 'phone' })
const referred = record({ 'role.who': 'referrer', 'referrer.consent': 'yes' })
const anonymous = record({ 'role.who': 'referrer', 'referrer.consent': 'no' })
const police = { to: 'authority', authority: 'police', basis: 'act746s58' } as const

describe('What may be asked of whom', () => {
  const why = (wish: Partial<Wish>, answers: Answers | undefined = self) =>
    refusedWhy({ to: 'applicant', keys: ['where.when'], ...wish }, answers)

  it('is what the form asks on the route of this record, and is theirs to answer', () => {
    assert.equal(why({}), null)
    assert.equal(why({}, undefined as never), null, 'the default record')
    assert.equal(refusedWhy({ to: 'applicant', keys: ['where.when'] }, undefined), 'notSent')
    assert.equal(why({ keys: ['child.heard'] }), 'offRoute')
    assert.equal(why({ keys: ['where.when', 'toString'] }), 'unknownQuestion')
    for (const key of ['safety.seen', 'consent.start', 'role.who'])
      assert.equal(why({ keys: [key] }), 'notTheirs')
    assert.equal(why({ keys: ['contact.value'] }), null)
    for (const wish of [{ to: 'referrer' } as const, police])
      for (const key of ['contact.value', 'consent.interpreter'])
        assert.equal(why({ ...wish, keys: [key] }), 'notTheirs', `${wish.to} ${key}`)
  })

  it('is put to a referrer only in words about somebody else', () => {
    for (const key of askable('referrer', self)) assert.ok(questions.get(key)?.about, key)
    assert.ok(askable('referrer', referred).includes('referral.observations'))
  })

  it('is never put to a person who has not written here, or is not known', () => {
    assert.equal(why({}, referred), 'writtenByReferrer')
    const agreed = { ...referred, ...record({ 'consent.askReferrer': 'yes' }) }
    assert.equal(why({ to: 'referrer' }, agreed), null)
    assert.equal(why(police, anonymous), 'noPerson')
    assert.equal(why({ to: 'referrer' }, anonymous), null)
    assert.ok(!askable('referrer', anonymous).includes('identity.name'))
  })

  it('belongs to a joint meeting only where a reception centre is part of it', () => {
    assert.equal(hasMeeting(self), false)
    assert.equal(hasMeeting(undefined), false)
    assert.equal(hasMeeting(record({ 'contact.way': 'viaCentre' })), true)
  })

  it('has its words at the desk, in every language of it', () => {
    const own = ['long', 'date', 'option', 'alone', 'none', 'over', 'noCentre', 'stale']
    const keys = [
      ...[...refusals, ...own].map((id) => `desk.request.why.${id}`),
      ...parties.flatMap((id) => [
        `desk.party.${id}`,
        `desk.request.ask.${id}`,
        `desk.request.note.${id}`,
        `desk.act.request.${id}`,
      ]),
      ...bases.map((id) => `desk.basis.${id}`),
      ...help.map((id) => `desk.meeting.help.${id}`),
      ...arrangers.map((id) => `desk.meeting.who.${id}`),
      ...['open', 'answered', 'withdrawn'].map((id) => `desk.request.${id}`),
    ]
    for (const language of ['fi', 'sv', 'en']) {
      const words = JSON.parse(
        readFileSync(join(import.meta.dirname, '../../locales', language, 'desk.json'), 'utf8'),
      )
      assert.deepEqual(
        keys.filter((key) => !words[key]),
        [],
        language,
      )
    }
    for (const id of authorities) assert.ok(questions.get('role.referrer')!.options.includes(id), id)
  })
})

describe('A reply to several questions', () => {
  const kept = { language: 'en', wording: '', at: 5 }
  const read = (keys: string[], fields: Record<string, unknown>) => readReply(keys, fields, kept)

  it('is read from the fields of a page', () => {
    const { answers, troubles } = read(
      ['where.when', 'needs.help', 'where.countries', 'identity.birth', 'identity.age'],
      {
        [fieldName('where.when')]: 'pass:unknown',
        [fieldName('needs.help', 'legal')]: 'legal',
        [fieldName('needs.help', 'housing')]: 'housing',
        [fieldName('where.countries')]: ' Morocco\r\nSpain\u0000 ',
        [fieldName('identity.birth', 'year')]: '١٩٩٩',
      },
    )
    assert.deepEqual(troubles, {})
    assert.deepEqual(
      Object.values(answers).map((one) => one?.value ?? one?.status),
      ['unknown', ['housing', 'legal'], 'Morocco\nSpain', { year: 1999 }, 'skipped'],
    )
  })

  it('names each question that cannot be taken', () => {
    const { troubles } = read(['where.when', 'needs.help', 'where.countries', 'identity.birth'], {
      [fieldName('where.when')]: 'tomorrow',
      [fieldName('needs.help', 'legal')]: 'on',
      [fieldName('needs.help', 'notSure')]: 'on',
      [fieldName('where.countries')]: 'x'.repeat(301),
      [fieldName('identity.birth', 'day')]: '31',
    })
    assert.deepEqual(troubles, {
      'where.when': 'option',
      'needs.help': 'alone',
      'where.countries': 'long',
      'identity.birth': 'date',
    })
  })

  it('of a program takes only what was asked', () => {
    assert.deepEqual(read(['where.when'], { answers: { 'where.when': 'ongoing' } }).troubles, {})
    assert.deepEqual(
      read(['where.when'], { answers: { 'where.when': 'ongoing', 'identity.name': 'x' } }).troubles,
      {
        'identity.name': 'option',
      },
    )
    assert.deepEqual(read(['where.when'], { answers: {} }).troubles, { 'where.when': 'none' })
    assert.deepEqual(read(['where.when'], { answers: { 'where.when': { a: 1 } } }).troubles, {
      'where.when': 'option',
    })
  })
})
