import assert from 'node:assert/strict'
import type { Answers } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'
import { dimensions, indicatorAnswers, indicators } from '../../intake/form/indicators.ts'
import { questionContext } from '../../intake/form/wording-archive.ts'
import { words } from '../../locales/index.ts'

const answer = (value: string | string[]) =>
  ({ status: 'answered', value, language: 'ar', wording: 'w1', at: 0 }) as const
const t = words('en')

describe('intake/indicators', () => {
  it('rests on choices of the form that exist', () => {
    for (const [key, options] of indicatorAnswers) {
      const field = questions.get(key)
      assert.ok(field && field.kind !== 'text', key)
      for (const id of options) assert.ok(field.options.includes(id), `${key} ${id}`)
    }
  })

  it('has a name in every language of the desk', () => {
    for (const tag of ['fi', 'sv', 'en'])
      for (const one of dimensions) assert.ok(words(tag).has(`desk.dimension.${one}`), `${tag} ${one}`)
  })

  it('says of each which question and which answer it comes from', () => {
    const answers: Answers = {
      'what.forms': answer(['labour', 'debt']),
      'control.means': answer(['documents', 'pay', 'other']),
      'control.refusal': answer('yes'),
      'what.ownWords': answer('They beat me and lied to me'),
    }
    assert.deepEqual(
      indicators(answers, t).map(({ dimension, because }) => [
        dimension,
        ...because.map(({ question, answer: said }) => `${question}: ${said}`),
      ]),
      [
        [
          'coercion',
          'Means of pressure or control: Passport or papers taken',
          'Saying no would have had bad results: Yes',
        ],
        [
          'exploitation',
          `${t('what.forms.label')}: ${t('what.forms.option.labour')} · ${t('what.forms.option.debt')}`,
          'Means of pressure or control: Little or no pay',
        ],
      ],
    )
  })

  it('finds nothing in what is unsure, passed over, written freely, or off the route', () => {
    const none: Answers = {
      'what.forms': answer(['labour']),
      'control.means': answer(['notSure']),
      'control.refusal': answer('unsure'),
      'where.still': { ...answer('yes'), status: 'skipped', value: undefined },
      'identity.name': answer('labour'),
      // Not asked of somebody who assists in an investigation.
      'role.who': answer('assisting'),
    }
    assert.deepEqual(
      indicators(none, t).map(({ dimension }) => dimension),
      [],
    )
    assert.deepEqual(indicators({}, t), [])
  })

  it('holds no number: nothing is counted', () => {
    const all: Answers = Object.fromEntries(indicatorAnswers.map(([key, ids]) => [key, answer([...ids])]))
    for (const one of indicators(all, t)) assert.deepEqual(Object.keys(one), ['dimension', 'because'])
  })
})

describe('intake/asked', () => {
  const block = {
    label: 'L',
    ask: 'Where did it happen to you?',
    ask_other: 'Where did it happen?',
    options: {},
  }
  const wording = {
    'where.places': block,
    'contact.way': { ask: 'own', ask_other: 'other', ask_child: 'child' },
  }
  const given = (who: string): Answers => ({
    'role.who': answer(who),
    'where.places': answer(['finland']),
    'contact.way': answer('phone'),
  })

  it('is the words of the wording it was answered in, in the variant she saw', () => {
    assert.deepEqual(questionContext('where.places', given('self'), wording), {
      text: block.ask,
      language: 'ar',
    })
    assert.equal(questionContext('where.places', given('referrer'), wording)?.text, block.ask_other)
    assert.equal(questionContext('contact.way', given('child'), wording)?.text, 'child')
  })

  it('is nothing where that wording was not kept', () => {
    assert.equal(questionContext('where.places', given('self'), null), null)
    assert.equal(questionContext('needs.help', given('self'), wording), null)
  })
})
