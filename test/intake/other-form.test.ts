import assert from 'node:assert/strict'
import type { Answer, Answers } from '../../intake/form/answers.ts'
import { labelOf, learnFormer } from '../../intake/form/former.ts'
import { rehearse } from '../../intake/form/rehearse.ts'
import { orphans } from '../../intake/form/route.ts'
import { rows } from '../../intake/form/rows.ts'
import { words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const given = (value: Answer['value'], wording = 'other'): Answer => ({
  ...{ status: 'answered', language: 'en', wording, at: 1 },
  ...(value === undefined ? {} : { value }),
})
const other: Answers = {
  'role.who': given('self'),
  'was.asked': given('always'),
  'what.forms': given(['digging', 'debt']),
  'was.written': given('In my own words'),
}

describe('What another version of the form asked', () => {
  it('is no orphan of this one, whatever else is answered', () => {
    assert.deepEqual(orphans(other), [])
    assert.deepEqual(orphans({ ...other, 'role.referrer': given('ngo') }), ['role.referrer'])
  })

  it('is read in its own words, in whatever language it is read, and never by a name of ours', () => {
    const t = words('fi')
    assert.equal(labelOf('was.asked', t), 'was.asked', 'of nobody, its name is all there is')
    learnFormer('fi', {
      'was.asked': { label: 'Kysyttiin', options: { always: 'Aina', never: 'Ei koskaan' } },
      'what.forms': { label: 'Vanha nimi', options: { digging: 'Kaivaminen', debt: 'Vanha velka' } },
      'was.written': { label: 'Kirjoitettiin' },
    })
    // A later version that dropped an option does not take its words from an answer.
    learnFormer('fi', { 'was.asked': { label: 'Kysyttiin', options: { never: 'Ei koskaan' } } })
    const read = Object.fromEntries(rows(other, t).map((row) => [row.key, row]))
    assert.deepEqual([read['was.asked']!.label, read['was.asked']!.text], ['Kysyttiin', 'Aina'])
    assert.equal(read['was.asked']!.verbatim, false)
    assert.equal(read['what.forms']!.label, t('what.forms.label'), 'ours are ours')
    assert.equal(read['what.forms']!.text, `Kaivaminen · ${t('what.forms.option.debt')}`)
    const hers = read['was.written']!
    assert.deepEqual([hers.text, hers.verbatim, hers.language], ['In my own words', true, 'en'])
  })

  it('says before a deploy what would move, by question and in numbers', () => {
    const drafts: Answers[] = [
      other,
      {
        ...other,
        'where.places': given(['finland']),
        'needs.help': given(['legal']),
        'role.referrer': given('ngo'),
      },
      { 'identity.name': given('x'.repeat(121)) },
    ]
    const told = rehearse(drafts).filter(([, move]) => move !== 'asked')
    assert.deepEqual(told.sort(), [
      ['identity.name', 'unfit', 1],
      ['role.referrer', 'placeless', 1],
      ['was.asked', 'unknown', 2],
      ['was.written', 'unknown', 2],
      ['what.forms', 'unfit', 2],
    ])
    const anew = rehearse(drafts).filter(([, move]) => move === 'asked')
    assert.ok(
      anew.some(([key, , count]) => key === 'where.inFinland' && count === 3),
      anew.join(' '),
    )
    assert.doesNotMatch(JSON.stringify(rehearse(drafts)), /own words|xxx/)
  })
})

describe('What another version did in a conversation', () => {
  const services = freshServices()
  /** As another process leaves it. */
  async function meanwhile(person: Person, change: (state: Person['last']['state']) => void) {
    const loaded = (await services.conversations.load(person.id))!
    change(loaded.state)
    await services.conversations.commit(person.id, loaded.state, loaded.due, loaded.key, loaded.etag)
  }
  const was = (person: Person) => person.answer('was.asked')

  it('an answer stays through each change of hers, can be deleted, and is sent', async () => {
    const person = await walkTo(new Person(services), 'en')
    await meanwhile(person, (state) => {
      state.answers = { ...state.answers, 'was.asked': given('always') }
    })
    await person.send({ question: 'what.forms', value: ['debt'] })
    assert.equal(was(person), 'always')
    await person.picks('send')
    const kept = (await services.cases.get(person.last.state.case!.id))!.content!.record!
    assert.equal(kept.answers['was.asked']?.value, 'always')
    await person.send({ question: 'control.sent', value: ['review'] })
    await person.picks('remove:was.asked')
    assert.equal(was(person), undefined)
    assert.equal(
      person.last.state.answers['was.asked']?.status,
      'skipped',
      'and is not asked again where it is known',
    )
  })

  it('goes with the consent of somebody who may be told from it', async () => {
    const person = await walkTo(new Person(services), 'en', 'role.who')
    for (const one of ['referrer', 'ngo', 'yes', 'phone']) await person.picks(one)
    await meanwhile(person, (state) => {
      state.answers = { ...state.answers, 'was.written': given('Her name is Canary') }
    })
    await person.send({ question: 'referrer.consent', value: ['no'] })
    assert.doesNotMatch(JSON.stringify(person.last.state.answers), /Canary/)
  })

  it('a question that it asked is answered as it was given, and asked no more', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    const ask = (state: Person['last']['state']) => {
      state.seq += 1
      state.open = { key: 'was.asked', seq: state.seq, wording: 'other' }
    }
    await meanwhile(person, ask)
    await person.send({ question: 'was.asked', value: ['always'] })
    assert.deepEqual([was(person), person.keys], ['always', ['where.places']])
    assert.equal(person.last.state.answers['was.asked']!.wording, 'other')
    await meanwhile(person, ask)
    await person.send({ question: 'was.asked', value: ['unsafe'] })
    assert.equal(person.last.state.answers['was.asked']!.status, 'unsafe')
    // Nobody else's: a question that nobody asked takes nothing.
    await person.send({ question: 'was.forged', value: ['always'] })
    assert.deepEqual([person.answer('was.forged'), person.keys[0]], [undefined, 'say.lateUnclear'])
  })

  it('what it has still to do, and what its desk asks, waits for it', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    const later = { kind: 'unheardOf', case: '1' }
    await meanwhile(person, (state) => {
      state.effects.push(later as never, { kind: 'touch', case: '1' })
      state.stack = {}
      state.asks = {
        open: [
          { id: 'r', keys: ['was.asked', 'where.countries'] },
          { id: 'q', keys: ['was.asked'] },
        ],
        ...{ done: [], given: [], plain: true },
      }
    })
    await person.picks('finland')
    assert.equal(person.open, 'where.countries')
    await person.writes('Tunisia')
    const { effects, asks } = person.last.state
    // It comes after what this program did meanwhile.
    assert.deepEqual(effects, [{ ...later, number: 3 }])
    assert.deepEqual(
      asks?.open.map(({ keys }) => keys),
      [['was.asked'], ['was.asked']],
    )
  })
})
