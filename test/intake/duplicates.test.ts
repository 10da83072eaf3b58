import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type DuplicateHintDoc, duplicateHints, matchKeys, phoneOf } from '../../intake/case/duplicates.ts'
import type { EntryDoc } from '../../intake/case/entries.ts'
import type { Answer, Answers, Value } from '../../intake/form/answers.ts'
import { openStores } from '../support/open-stores.ts'

const answered = (value: Value): Answer => ({
  status: 'answered',
  value,
  language: 'en',
  wording: 'w',
  at: 1,
})
const person = (given: Record<string, Value>): Answers =>
  Object.fromEntries(
    Object.entries({ 'role.who': 'self', ...given }).map(([key, one]) => [key, answered(one)]),
  )
const phone = (value: string, way = 'phone') => person({ 'contact.way': way, 'contact.value': value })
const named = (name: string, year: number, is = 'real') =>
  person({ 'identity.name': name, 'identity.birth': { year }, 'identity.nameIs': is })

describe('intake/duplicates: what may be the same', () => {
  for (const [text, number] of [
    ['040 123 4567', '358401234567'],
    ['+358 40 123 4567', '358401234567'],
    ['+358 (0)40 1234567', '358401234567'],
    ['00358-40-1234567', '358401234567'],
    ['٠٤٠ ١٢٣ ٤٥٦٧', '358401234567'],
    ['+46 70 123 45 67', '46701234567'],
    ['123', null],
    ['call my sister', null],
    ['040 123 4567 or 050 765 4321', null],
    ['+358 40 1234567890123', null],
  ] as const)
    it(`reads ${text} as ${number}`, () => assert.equal(phoneOf(text), number))

  const rulesOf = (answers: Answers) => matchKeys(answers, 'c').map(({ rule }) => rule)

  it('takes no number that many people share, and nothing from who did not agree to be known', () => {
    assert.deepEqual(rulesOf(phone('040 123 4567')), ['conversation', 'contact'])
    assert.deepEqual(rulesOf(phone('040 123 4567', 'viaLawyer')), ['conversation'])
    const anonymous = { ...named('Noor', 1999), ...phone('040 123 4567') }
    anonymous['role.who'] = answered('referrer')
    assert.deepEqual(rulesOf(anonymous), ['conversation'])
    assert.deepEqual(rulesOf(person({ 'identity.name': 'Noor' })), ['conversation'])
  })

  it('reads a name without its marks, case and order', () => {
    const [one, two] = [named('Björk  Åsa', 1999), named('ÅSA bjork', 1999)].map((all) =>
      matchKeys(all, 'c').at(-1),
    )
    assert.deepEqual(one, two)
  })
})

for (const [name, open] of Object.entries(openStores))
  describe(`intake/duplicates: ${name}`, () => {
    it('says which rule fired, joins nothing, and can be told that it is not so', async () => {
      const { store, close } = await open()
      const kept = store.collection<DuplicateHintDoc>('duplicateHints')
      const entries = store.collection<EntryDoc>('entries')
      const all = duplicateHints(kept, entries, [randomBytes(32)], () => 9)
      await all.keep('1', { ...phone('040 123 4567'), ...named('Noor Alisultan', 1999) }, 'c1')
      await all.keep(
        '2',
        { ...phone('+358401234567', 'sms'), ...named('Alisultan Noor', 1999, 'other') },
        'c2',
      )
      await all.keep('3', person({ 'contact.way': 'email', 'contact.value': 'A@Example.org' }), 'c1')
      await all.keep('4', person({ 'contact.way': 'email', 'contact.value': 'a@example.org ' }), 'c4')
      assert.deepEqual(
        (await all.of('1')).sort((a, b) => (a.case < b.case ? -1 : 1)),
        [
          { case: '2', because: ['contact', 'otherName'] },
          { case: '3', because: ['conversation'] },
        ],
      )
      assert.deepEqual(await all.of('4'), [{ case: '3', because: ['contact'] }])

      const docs = [...(await kept.find({ limit: 100 })), ...(await entries.find({ limit: 100 }))]
      assert.doesNotMatch(JSON.stringify(docs), /1234567|noor|alisultan|example|1999|"c1"/i)
      // Another key: nothing can be recomputed from what is stored.
      await duplicateHints(kept, entries, [randomBytes(32)], () => 9).keep('5', phone('040 123 4567'), 'c1')
      assert.deepEqual(await all.of('5'), [])

      await all.dismiss('1', '2', 'w1')
      await all.dismiss('2', '1', 'w2')
      const said = async (one: string, other: string) =>
        (await all.of(one)).find((same) => same.case === other)?.dismissed
      assert.deepEqual([await said('1', '2'), await said('2', '1')], Array(2).fill({ who: 'w1', at: 9 }))
      assert.equal(await said('1', '3'), undefined)

      // She corrects her number: the hint goes, and what stays is what still is the same.
      await all.keep('2', named('Alisultan Noor', 1999, 'other'), 'c2')
      assert.deepEqual((await all.of('1')).find((same) => same.case === '2')?.because, ['otherName'])

      await all.erase('1')
      assert.deepEqual(await kept.find({ where: { part: '1' }, limit: 10 }), [])
      assert.deepEqual(await entries.find({ where: { other: '1' }, limit: 10 }), [])
      assert.deepEqual(await entries.find({ where: { part: '1' }, limit: 10 }), [])
      assert.deepEqual(await all.of('2'), [])
      await close()
    })

    it('says nothing of a case that is erased while it is found', async () => {
      const { store, close } = await open()
      const kept = store.collection<DuplicateHintDoc>('duplicateHints')
      const entries = store.collection<EntryDoc>('entries')
      const keys = [randomBytes(32)] as const
      const all = duplicateHints(kept, entries, keys, () => 9)
      await all.keep('1', phone('040 123 4567'), 'c1')
      const late: typeof entries = {
        ...entries,
        async find(query) {
          await all.erase('1')
          return entries.find(query)
        },
      }
      await duplicateHints(kept, late, keys, () => 9).keep('2', phone('040 123 4567'), 'c2')
      assert.deepEqual(await all.of('2'), [])
      assert.deepEqual(await all.of('1'), [])
      await close()
    })
  })
