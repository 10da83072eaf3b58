import assert from 'node:assert/strict'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { ask } from '../../../intake/form/ask.ts'
import { words } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'

const TODAY = Date.UTC(2026, 10, 28)
const standing = { answers: {}, languages: [], sent: false, hasCode: false }

const meant = (language: string, key: string, text: string) => {
  const { kind, options } = ask(key, standing, words(language))
  return understand(text, { key, kind, options, today: TODAY }, earIn(language))
}
const taken = (language: string, key: string, text: string) => {
  const said = meant(language, key, text)
  return said.is === 'answer' ? said.ids.join() : null
}

describe('When it was', () => {
  const said: [key: string, id: string, by: Record<string, string>][] = [
    [
      'where.when',
      '1to5years',
      {
        en: 'about three years ago',
        fi: 'noin kolme vuotta sitten',
        sv: 'för ungefär tre år sen',
        ar: 'قبل سنتين تقريبا',
        ru: 'года три назад',
      },
    ],
    [
      'where.when',
      'lessThanYear',
      { en: 'last spring', fi: 'viime keväänä', sv: 'i våras', ar: 'الصيف الماضي', ru: 'прошлой весной' },
    ],
    [
      'where.when',
      'over5years',
      { en: '2019', fi: 'vuonna 2018', sv: '2017', ar: 'سنة 2015', ru: 'в 2016 году' },
    ],
    [
      'where.lastContact',
      '3months',
      {
        en: 'two months ago',
        fi: 'kaksi kuukautta sitten',
        sv: 'två månader sedan',
        ar: 'قبل شهرين',
        ru: 'два месяца назад',
      },
    ],
  ]
  for (const [key, id, by] of said)
    for (const [language, text] of Object.entries(by))
      it(`${language}: ${text} -> ${id}`, () => assert.equal(taken(language, key, text), id))

  it('is none where it may be either, is denied or doubted, or stands in a tale', () => {
    for (const text of [
      'in 2021',
      'last month',
      'not two years ago',
      'maybe two years ago',
      'he left us two years ago',
    ])
      assert.equal(taken('en', 'where.when', text), null, text)
    for (const text of ['منذ 2019', 'قبل 2019']) assert.equal(taken('ar', 'where.when', text), null, text)
    for (const text of ['не два года назад', 'с 2019'])
      assert.equal(taken('ru', 'where.when', text), null, text)
  })

  it('is offered out of a tale, and both where it may be either', () => {
    const offered = (text: string) => {
      const said = meant('en', 'where.when', text)
      return said.is === 'maybe' ? said.options : []
    }
    assert.deepEqual(offered('in 2021'), ['1to5years', 'over5years'])
    assert.equal(offered('the last time he hit me was three years ago')[0], '1to5years')
  })
})

describe('How old she was then', () => {
  const child = {
    en: 'i was 15',
    fi: 'olin silloin 16',
    sv: 'jag var 15 då',
    ar: 'كان عمري 14 سنة',
    ru: 'мне было 16',
  }
  const grown = {
    en: 'no i was 22',
    fi: 'olin 20',
    sv: 'nej jag var 22',
    ar: 'كان عمري 22',
    ru: 'нет, мне было 30',
  }
  for (const [is, by] of Object.entries({ yes: child, no: grown }))
    for (const [language, text] of Object.entries(by))
      it(`${language}: ${text} -> ${is}`, () => assert.equal(taken(language, 'where.underage', text), is))

  it('is none where yes or no says otherwise, or it is denied', () => {
    for (const text of ['yes i was 22', 'no i was 15', 'i was not 15', 'maybe i was 15'])
      assert.equal(taken('en', 'where.underage', text), null, text)
    for (const text of ['en aikuinen', 'en ollut 15'])
      assert.equal(taken('fi', 'where.underage', text), null, text)
  })
})

describe('What is no answer though words of one stand in it', () => {
  const none: [language: string, key: string, ...texts: string[]][] = [
    ['fi', 'where.inFinland', 'suomi on kylmä maa', 'en ole ruotsissa'],
    ['ru', 'needs.supportPerson', 'и да и нет'],
    ['ru', 'where.inFinland', 'не в швеции'],
    ['sv', 'where.inFinland', 'inte i sverige'],
    ['en', 'contact.way', 'dont call me'],
    ['ru', 'contact.way', 'не пишите мне'],
    ['en', 'where.still', 'i work for them'],
    ['en', 'role.who', "i'm a nurse at a clinic"],
  ]
  for (const [language, key, ...texts] of none)
    for (const text of texts) it(`${language}: ${text}`, () => assert.equal(taken(language, key, text), null))

  it('is no part of a list for what is written on to it', () =>
    assert.equal(taken('ar', 'people.relations', 'زوجي واهله'), 'partner,family'))
})
