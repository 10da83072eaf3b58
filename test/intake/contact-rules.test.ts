import assert from 'node:assert/strict'
import {
  advice,
  type Contact,
  changesAt,
  hourAt,
  hoursOf,
  reasons,
  refusal,
  wayOf,
} from '../../intake/case/contact-rules.ts'
import type { Answers } from '../../intake/form/answers.ts'

const answer = (value: string | string[], language = 'ar') =>
  ({ status: 'answered', value, language, wording: '', at: 0 }) as const
const reached = (rules: string[], more: Answers = {}, way = 'phone'): Answers => ({
  'contact.way': answer(way),
  ...(rules.length > 0 ? { 'contact.rules': answer(rules) } : {}),
  ...more,
})
/** A day in winter: Finland is two hours ahead of UTC. */
const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 15, hour - 2, minute)
const call = (more: Partial<Contact> = {}): Contact => ({
  way: 'phone',
  at: at(13),
  words: 'neutral',
  language: 'ar',
  ...more,
})
const wants = (text: string, language = 'ar') => ({ 'contact.callLanguage': answer(text, language) })

describe('intake/contact-rules', () => {
  const table: [string, Answers, Contact, string | null][] = [
    ['nothing is known', {}, call(), 'noWay'],
    ['the way was passed over', { 'contact.way': { ...answer(''), value: undefined } }, call(), 'noWay'],
    ['she comes back with a code', reached([], {}, 'codeOnly'), call(), 'codeOnly'],
    ['it is her way', reached([]), call(), null],
    ['it is another way', reached([]), call({ way: 'sms' }), 'otherWay'],
    ['a text message, and she chose it', reached([], {}, 'sms'), call({ way: 'sms' }), null],
    ['through the centre, and she chose it', reached([], {}, 'viaCentre'), call({ way: 'viaCentre' }), null],

    ['just before the morning', reached(['morning']), call({ at: at(7, 59) }), 'hours'],
    ['the morning begins', reached(['morning']), call({ at: at(8) }), null],
    ['the last minute of the morning', reached(['morning']), call({ at: at(11, 59) }), null],
    ['the morning is over', reached(['morning']), call({ at: at(12) }), 'hours'],
    ['between morning and evening', reached(['morning', 'evening']), call({ at: at(13) }), 'hours'],
    ['the evening of both', reached(['morning', 'evening']), call({ at: at(19, 59) }), null],
    ['the evening is over', reached(['evening']), call({ at: at(20) }), 'hours'],
    ['no wish, in the day', reached(['neutralWords']), call({ at: at(8) }), null],
    ['no wish, at night', reached(['neutralWords']), call({ at: at(3) }), 'hours'],
    ['any time, at night', reached(['anytime']), call({ at: at(3) }), null],

    ['a message left', reached(['noMessages']), call({ left: true }), 'noMessages'],
    ['a message left, not forbidden', reached(['afternoon']), call({ left: true }), null],
    ['no message left', reached(['noMessages']), call(), null],
    ['more than neutral words', reached(['neutralWords']), call({ words: 'open' }), 'neutralWords'],
    ['open words, not forbidden', reached(['afternoon']), call({ words: 'open' }), null],
    ['somebody else', reached(['onlyToMe']), call({ other: true }), 'onlyToMe'],
    ['her own language', reached([]), call({ language: 'ar' }), null],
    ['another language', reached([]), call({ language: 'fi' }), 'language'],
    ['the language she asked for', reached([], wants('الإنجليزية')), call({ language: 'en' }), null],
    ['not the one she asked for', reached([], wants('الإنجليزية')), call({ language: 'ar' }), 'language'],
    ['asked for in an inflected form', reached([], wants('بالعربية')), call({ language: 'ar' }), null],
    ['asked for in Finnish', reached([], wants('arabiaksi', 'fi')), call({ language: 'ar' }), null],
    ['asked for in Russian', reached([], wants('по-русски', 'ru')), call({ language: 'ru' }), null],
    ['asked for in English', reached([], wants('English please', 'en')), call({ language: 'en' }), null],
    ['words that name none', reached([], wants('كالعادة')), call(), 'language'],
    ['not in it: English', reached([], wants('not Russian', 'en')), call({ language: 'ru' }), 'language'],
    ['not in it: Finnish', reached([], wants('ei venäjää', 'fi')), call({ language: 'ru' }), 'language'],
    [
      'not in it: Russian',
      reached([], wants('только не русский', 'ru')),
      call({ language: 'ru' }),
      'language',
    ],
    ['not in it: Swedish', reached([], wants('inte ryska', 'sv')), call({ language: 'ru' }), 'language'],
    ['not in it: Arabic', reached([], wants('مو روسي')), call({ language: 'ru' }), 'language'],
    ['perhaps in it', reached([], wants('maybe Russian', 'en')), call({ language: 'ru' }), 'language'],
    ['a question', reached([], wants('why Russian', 'en')), call({ language: 'ru' }), 'language'],
    ['one of two', reached([], wants('Russian or English', 'en')), call({ language: 'ru' }), 'language'],
    ['only in it', reached([], wants('only Russian please', 'en')), call({ language: 'ru' }), null],
    ['by its full name', reached([], wants('русский язык', 'ru')), call({ language: 'ru' }), null],
    ['in Finnish, two words', reached([], wants('Venäjän kielellä', 'fi')), call({ language: 'ru' }), null],
    ['in Swedish', reached([], wants('på ryska, tack', 'sv')), call({ language: 'ru' }), null],
    ['in Arabic, politely', reached([], wants('العربية من فضلك')), call({ language: 'ar' }), null],
    ['with a full stop', reached([], wants('English, please.', 'en')), call({ language: 'en' }), null],
    ['in Finnish, one word', reached([], wants('venäjänkielellä', 'fi')), call({ language: 'ru' }), null],
    ['in Arabic, without the article', reached([], wants('صومالية')), call({ language: 'so' }), null],
    ['a longer word', reached([], wants('venäjänkielisenkin', 'fi')), call({ language: 'ru' }), 'language'],
    ['half of its name', reached([], wants('Creole', 'en')), call({ language: 'ht' }), 'language'],
    ['only a polite word', reached([], wants('please', 'en')), call({ language: 'en' }), 'language'],

    [
      'a reply, against every rule',
      reached(['morning', 'neutralWords', 'noMessages']),
      call({ way: 'reply', at: at(3), words: 'open', left: true, language: 'fi' }),
      null,
    ],
    ['a reply to her who comes with a code', reached([], {}, 'codeOnly'), call({ way: 'reply' }), null],
    ['a reply where nothing is known', {}, call({ way: 'reply', words: 'open' }), null],
    [
      'several against it: the way first',
      reached(['morning', 'noMessages']),
      call({ way: 'email', at: at(3) }),
      'otherWay',
    ],
    [
      'the hour before the words',
      reached(['morning', 'neutralWords']),
      call({ at: at(13), words: 'open' }),
      'hours',
    ],
  ]
  for (const [what, answers, contact, why] of table)
    it(`${why ?? 'allowed'}: ${what}`, () => assert.equal(refusal(answers, contact), why))

  it('gives every reason there is', () => {
    assert.deepEqual(
      [...new Set(table.map(([, , , why]) => why).filter(Boolean))].sort(),
      [...reasons].sort(),
    )
  })

  // The clocks went forward at 01:00 UTC on 29 March 2026, and go back at 01:00 UTC on 25 October 2026.
  const dst: [string, number, number, string | null][] = [
    ['the day before summer time', Date.UTC(2026, 2, 28, 5, 30), 7, 'hours'],
    ['the day summer time begins', Date.UTC(2026, 2, 29, 5, 30), 8, null],
    ['the last evening of summer time', Date.UTC(2026, 9, 24, 8, 59), 11, null],
    ['noon of that day', Date.UTC(2026, 9, 24, 9, 0), 12, 'hours'],
    ['an hour later by UTC, once it is over', Date.UTC(2026, 9, 25, 9, 30), 11, null],
    ['midnight', Date.UTC(2026, 0, 14, 22, 0), 0, 'hours'],
  ]
  for (const [what, moment, hour, why] of dst)
    it(`counts hours as clocks in Finland do: ${what}`, () => {
      assert.equal(hourAt(moment), hour)
      assert.equal(refusal(reached(['morning', 'weekend']), call({ at: moment })), why)
    })

  it('joins hours that follow each other, and tells when they end', () => {
    assert.deepEqual(hoursOf(reached(['evening', 'afternoon'])), [[12, 20]])
    assert.deepEqual(hoursOf(reached(['morning', 'evening'])), [
      [8, 12],
      [16, 20],
    ])
    assert.equal(changesAt(reached(['afternoon', 'evening']), at(13, 7)), at(20))
    assert.equal(changesAt(reached(['morning']), at(21, 30)), at(8) + 24 * 3_600_000)
    // What was an hour ago is over, also within an hour of it.
    assert.equal(changesAt(reached(['morning']), at(12, 30)), at(8) + 24 * 3_600_000)
    assert.equal(changesAt(reached(['anytime']), at(13)), null)
    // From Saturday evening to Sunday morning of the change is an hour less.
    const saturday = Date.UTC(2026, 2, 28, 18)
    assert.equal(changesAt(reached(['morning', 'weekend']), saturday), Date.UTC(2026, 2, 29, 5))
  })

  it('late evenings and weekends only where she chose them', () => {
    const friday = Date.UTC(2026, 0, 16)
    const day = 24 * 3_600_000
    const why = (rules: string[], days: number, hour: number) =>
      refusal(reached(rules), call({ at: friday + days * day + (hour - 2) * 3_600_000 }))
    assert.equal(why(['evening'], 0, 20), 'hours')
    assert.equal(why(['evening', 'late'], 0, 21), null)
    assert.equal(why(['late'], 0, 22), 'hours')
    // Hours hold on weekdays, and at weekends only with the weekend.
    assert.equal(why(['morning'], 1, 9), 'hours')
    assert.equal(why(['morning', 'weekend'], 1, 9), null)
    assert.equal(why(['morning', 'weekend'], 0, 9), null)
    assert.equal(why(['morning', 'weekend'], 2, 13), 'hours')
    // Weekends alone are weekends alone; without a wish any day will do.
    assert.deepEqual([why(['weekend'], 0, 9), why(['weekend'], 2, 9)], ['hours', null])
    assert.equal(why(['neutralWords'], 2, 9), null)
    assert.equal(changesAt(reached(['morning']), friday + 12 * 3_600_000), friday + 3 * day + 6 * 3_600_000)
  })

  it('calls it a contact of ours only where it rings, after a long silence', () => {
    const half = 30 * 60_000
    assert.equal(wayOf('web', 0, 10 * half), 'reply')
    assert.equal(wayOf('sms', 0, half), 'reply')
    assert.equal(wayOf('sms', 0, half + 1), 'sms')
    assert.equal(wayOf('msteams', 0, half + 1), 'app')
  })

  it('says in one list what may be done now', () => {
    const said = (answers: Answers, hour: number, languages = ['ar', 'fi', 'en']) =>
      advice(answers, at(hour), languages).map(
        ({ may, what, why }) => `${may ? '+' : '-'}${what}${why ? ` ${why}` : ''}`,
      )
    assert.deepEqual(said(reached(['evening', 'neutralWords', 'noMessages']), 17), [
      '+reply',
      '+contact',
      '-open neutralWords',
      '-left noMessages',
      '+other',
      '-otherWay otherWay',
      '-otherLanguage language',
    ])
    assert.deepEqual(said(reached(['evening']), 9), [
      '+reply',
      '-contact hours',
      '-otherWay otherWay',
      '-otherLanguage language',
    ])
    assert.deepEqual(said(reached(['evening', 'onlyToMe']), 17), [
      '+reply',
      '+contact',
      '+open',
      '+left',
      '-other onlyToMe',
      '-otherWay otherWay',
      '-otherLanguage language',
    ])
    // Nothing is left, and nobody else takes it, where it is written to her.
    assert.deepEqual(said(reached([], {}, 'sms'), 17).slice(1), [
      '+contact',
      '+open',
      '-otherWay otherWay',
      '-otherLanguage language',
    ])
    assert.equal(advice(reached([], {}, 'sms'), at(17), ['ar'])[1]!.way, 'sms')
    assert.deepEqual(said({}, 9), ['+reply', '-contact noWay'])
    assert.deepEqual(said(reached([], {}, 'codeOnly'), 9), ['+reply', '-contact codeOnly'])
    // She wrote in Arabic and asked to be called in English.
    assert.ok(said(reached([], wants('الإنجليزية')), 9).includes('+contact'))
  })
})
