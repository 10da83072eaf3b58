import assert from 'node:assert/strict'
import { read } from '../../../dialogs/understanding/message.ts'
import { inOwnScript, spellingOf, wordings } from '../../../dialogs/understanding/spelling.ts'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { ask } from '../../../intake/form/ask.ts'
import { languages, vocabulary, words } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'

/** Of many phrases that are alike every n-th. */
const SOME = 7

const openOf = (language: string, key: string, numbered = false) => {
  const standing = { answers: {}, languages: [], sent: false, hasCode: false }
  const { kind, options } = ask(key, standing, words(language))
  return { key, kind, options, numbered }
}
const meant = (language: string, key: string, text: string) =>
  understand(text, openOf(language, key), earIn(language))
const taken = (language: string, key: string, text: string) => {
  const said = meant(language, key, text)
  return said.is === 'answer' ? said.ids.join() : null
}

describe('A whole answer in her own words', () => {
  const said: [language: string, key: string, answer: string, ...texts: string[]][] = [
    ['en', 'safety.danger', 'no', 'no im ok here', 'nah everything is fine', 'not in any danger'],
    ['sv', 'safety.danger', 'no', 'ja e int i fara', 'nej, jag känner mig trygg här'],
    ['fi', 'needs.supportPerson', 'unsure', 'emmä oo ihan varma', 'en osaa vielä sanoa'],
    [
      'ru',
      'contact.decisionTo',
      'referrer',
      'отправьте тому, кто меня к вам направил',
      'tomu kto mne pomogaet',
    ],
    ['ar', 'contact.decisionTo', 'counsel', 'ابعتوه للمحامي تبعي'],
    ['ru', 'needs.help', 'return', 'хочу вернуться на родину', 'hochu na rodinu'],
    ['en', 'needs.help', 'housing', 'a room for the night'],
    ['en', 'needs.help', 'money,return', 'money for rent and a safe return home'],
    ['fi', 'needs.help', 'housing', 'paikka jossa voisi yöpyä'],
    ['fi', 'needs.help', 'talking', 'joku kenen kanssa voisin avautua'],
    ['sv', 'needs.help', 'work', 'lönen som jag aldrig fick'],
    ['sv', 'needs.help', 'crime,advice', 'hur man gör en anmälan och allmän information'],
    ['ar', 'needs.help', 'housing', 'غرفة ننام فيها'],
    ['ar', 'needs.help', 'work', 'راتبي اللي ما عطوني'],
    ['ru', 'needs.help', 'work', 'деньги которые мне не отдали'],
    ['ru', 'needs.help', 'housing', 'место где ночувати'],
    ['en', 'where.inFinland', 'yes', 'yes helsinki', 'i live in turku'],
  ]
  for (const [language, key, answer, ...texts] of said)
    for (const text of texts)
      it(`${language}: ${text} -> ${answer}`, () => assert.equal(taken(language, key, text), answer))

  it('is none where a word denies it, whatever fills it', () => {
    for (const text of ['not safe', 'no safe', 'not really safe here', 'not me and my child are safe'])
      assert.notEqual(taken('en', 'safety.danger', text), 'no', text)
    for (const text of ['inte trygg', 'jag är inte lugn', 'inte i säkerhet'])
      assert.notEqual(taken('sv', 'safety.danger', text), 'no', text)
    const denied = { en: 'not a safe return home', fi: 'en halua turvallisesti kotiin', ru: 'не домой' }
    for (const [language, text] of Object.entries(denied))
      assert.equal(taken(language, 'needs.help', text), null, text)
    assert.equal(taken('sv', 'needs.help', 'inte hem till mitt land på ett säkert sätt'), null)
    for (const text of ['да вроде бы', 'да ну', 'нет да'])
      assert.notEqual(taken('ru', 'needs.lawyer', text), 'yes', text)
  })

  for (const language of languages)
    it(`is no "no danger" in ${language} where what says she is safe stands after a "not"`, () => {
      const heard = vocabulary(language)
      const ear = earIn(language)
      const denies = (text: string) =>
        ear.lexicon.find(read(text, ear.spelling).tokens).some(({ name }) => name === '{negations}')
      const safe = heard.options['safety.danger'].no.flatMap(wordings).filter((one: string) => !denies(one))
      const nots = heard.negations.filter((one: string) => !/[* ]/.test(one) && !heard.no.includes(one))
      assert.ok(safe.length > 70 && nots.length > 2)
      for (const not of nots)
        for (const one of safe.filter((_: string, i: number) => i % SOME === 0))
          assert.notEqual(taken(language, 'safety.danger', `${not} ${one}`), 'no', `${not} ${one}`)
    })

  it('is an age where that is asked, unless numbers stand at the options', () => {
    assert.equal(taken('en', 'identity.age', '13'), 'under15')
    assert.equal(taken('en', 'identity.age', '3'), 'under15')
    assert.equal(taken('en', 'identity.age', '1'), null)
    const said = understand('1', openOf('en', 'identity.age', true), earIn('en'))
    assert.ok(said.is === 'answer' && said.ids[0] === 'adult')
  })
})

describe('What may be meant', () => {
  it('is offered both ways beside a negation, and where danger is told', () => {
    const both = (text: string, key: string) => {
      const said = meant('en', key, text)
      return said.is === 'maybe' ? said.options : []
    }
    for (const [text, key] of [
      ['not now danger but he say he kill me', 'safety.danger'],
      ['yes but i do not trust him there', 'needs.supportPerson'],
    ] as const)
      for (const id of ['yes', 'no']) assert.ok(both(text, key).includes(id), text)
  })

  it('is no wish for a language where a tale names one', () => {
    const tales: [string, string][] = [
      ['ru', 'Бумаги были на финском, и мне их никто не перевёл.'],
      ['sv', 'chefen prata bara finska så ja visste int va ja skrev på'],
    ]
    for (const [language, text] of tales) {
      const said = meant(language, 'needs.help', text)
      assert.ok(said.is !== 'command', text)
      assert.ok('story' in said && said.story, text)
    }
    const wish = meant('en', 'needs.help', 'can we do this in russian')
    assert.ok(wish.is === 'command' && wish.command === 'language')
  })
})

describe('How words are written', () => {
  it('has a phrase with choices in each of its wordings', () =>
    assert.deepEqual(wordings('(i am|we are) (very|) tired'), [
      'i am very tired',
      'i am  tired',
      'we are very tired',
      'we are  tired',
    ]))

  it('puts Latin letters into those of the language, and leaves all others', () => {
    const russian = spellingOf(vocabulary('ru'))
    assert.equal(inOwnScript('pomoshch', russian), 'помощ')
    assert.equal(inOwnScript('hochu', russian), 'хочу')
    assert.equal(inOwnScript('хочу', russian), 'хочу')
    assert.equal(inOwnScript('hochu', spellingOf(vocabulary('fi'))), 'hochu')
  })

  it('takes a word of speech for the one it stands for', () =>
    assert.deepEqual(read('int', spellingOf({ alike: { inte: ['int'] } })).tokens[0]!.forms, ['int', 'inte']))
})
