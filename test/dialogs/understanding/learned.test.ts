import assert from 'node:assert/strict'
import { earOf } from '../../../dialogs/understanding/heard.ts'
import type { Open, Understood } from '../../../dialogs/understanding/kinds.ts'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { examples, languages, vocabulary } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'
import { sharesOf, unseen, unseenQuestions } from '../../understanding/learned.ts'
import { readRows } from '../../understanding/rows.ts'
import { corpora } from '../../understanding/run.ts'

/** Of sentences it has not seen; most that are calm were written to sound like danger. */
const LEAST_HEARD = 0.6
const MOST_FALSE = 0.2
const MOST_BESIDE = 0.1
const MOST_UNASKED = 0.04

const name: Open = { key: 'identity.name', kind: 'text', options: [] }
const names = [
  ...['Maria Garcia Lopez', 'Nguyen Thi Hoa', 'Saida', 'Blessing Osagie', 'Kill Bill', 'Hanna Korhonen'],
  ...['Anna Petrovna Smirnova', 'Анна Петровна Смирнова', 'Ольга', 'Дарья Кузнецова', 'Тамара Убийвовк'],
  ...['فاطمة علي حسن', 'محمد عبد الله الموسوي', 'زينب', 'نور الهدى كريم', 'Abdi Warsame Hassan'],
  ...['040 123 4567', 'maria.lopez@example.com', 'Mannerheimintie 12 B 34 Helsinki', '+358 50 1234567'],
]

describe('What an ear has learned', () => {
  for (const language of languages.filter(examples))
    it(`${language}: hears danger that it has not seen, and far more of it than the rules alone`, () => {
      const all = unseen(language, 0)
      const rules = sharesOf(all, ({ ruled }) => ruled)
      const both = sharesOf(all, ({ alarm }) => alarm)
      assert.ok(
        both.heard >= LEAST_HEARD && both.heard >= rules.heard + 0.15,
        JSON.stringify({ rules, both }),
      )
      assert.ok(both.false <= MOST_FALSE, JSON.stringify(both))
    })

  for (const language of languages.filter(examples))
    it(`${language}: knows a question of hers in words that it has not seen, and answers little that is none`, () => {
      const { rules, both } = unseenQuestions(language, 0)
      assert.ok(both.right >= rules.right + 0.1, JSON.stringify({ rules, both }))
      assert.ok(both.beside <= MOST_BESIDE && both.unasked <= MOST_UNASKED, JSON.stringify(both))
    })

  it('is the same each time it is learned', () => {
    const heard = vocabulary('en')
    const few = { ...examples('en'), calm: examples('en').calm.slice(0, 200) }
    const [one, other] = [earOf(heard, few).learned()!.danger, earOf(heard, few).learned()!.danger]
    const said = [{ word: 'knife', means: ['{weapon}'], sentence: 0 }]
    assert.equal(one.over(said)(0, 1), other.over(said)(0, 1))
    assert.notEqual(one.over(said)(0, 1), one.over([{ word: 'bread', means: [], sentence: 0 }])(0, 1))
  })

  it('takes a name, a number or an address for none', () => {
    for (const language of languages)
      assert.deepEqual(
        names.filter((one) => understand(one, name, earIn(language)).danger),
        [],
        language,
      )
  })

  it('adds the safety words, answers a question of hers, offers a wish, and changes nothing else', () => {
    const open: Open = { key: 'contact.decisionTo', kind: 'choice', options: [] }
    for (const file of corpora()) {
      const rows = readRows(file).slice(0, 300)
      const { lang } = rows[0]!
      const ruled = earOf(vocabulary(lang))
      for (const { utterance } of rows) {
        const [without, meant] = [
          understand(utterance, open, ruled),
          understand(utterance, open, earIn(lang)),
        ]
        if (without.danger) continue
        if (meant.is === 'question' && without.is !== 'question')
          assert.ok(without.is === 'words' || without.is === 'maybe', utterance)
        else if (isWish(meant, without)) continue
        else assert.deepEqual({ ...meant, danger: false }, without, utterance)
      }
    }
  })

  it('hears one sentence in a long tale, and is quiet where there is none', () => {
    const calm = [
      'we came by bus in march and the agency promised work in a bakery',
      'my sister lives in turku with two children and she is well',
      'the pay was small and i signed papers that i could not read',
      'in the evenings we cooked together and talked about home',
    ].join('. ')
    const danger = 'he pushes the sofa against the door and has rope'
    assert.ok(!understand(danger, null, earOf(vocabulary('en'))).danger, 'no rule hears it')
    assert.ok(!understand(`${calm}. ${calm}`, null, earIn('en')).danger)
    assert.ok(understand(`${calm}. ${danger}. ${calm}`, null, earIn('en')).danger)
  })
})

/** Of what no rule knew only a button came to be, or a rest. */
const isWish = (meant: Understood, without: Understood): boolean =>
  (without.is === 'words' || (without.is === 'maybe' && without.commands.length === 0)) &&
  (meant.is === 'hard' || (meant.is === 'maybe' && meant.commands.length === 1))
