import assert from 'node:assert/strict'
import { type Ear, earOf } from '../../../dialogs/understanding/heard.ts'
import type { Open } from '../../../dialogs/understanding/kinds.ts'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { vocabulary } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'

const prose: Open = { key: 'needs.overall', kind: 'text', options: [], prose: true, telling: true }
const choice: Open = { key: 'contact.decisionTo', kind: 'choice', options: [] }
const ruled = new Map<string, Ear>()
function byRules(language: string): Ear {
  const ear = ruled.get(language) ?? earOf(vocabulary(language))
  ruled.set(language, ear)
  return ear
}

describe('Danger that somebody else tells', () => {
  const harm: Record<string, string[]> = {
    en: ['an hour ago the client told me she is going to kill herself', 'our guest wants to die'],
    fi: ['asukas kertoi eilen aikovansa tappaa itsensä', 'vieraamme haluaa kuolla'],
    sv: ['kunden sa i går att hon ska ta livet av sig', 'vår gäst vill dö'],
    ar: ['قالت لي الموكلة قبل ساعة إنها تريد أن تنتحر', 'النزيلة بدها تموت'],
    ru: ['час назад клиентка сказала, что покончит с собой', 'наша гостья хочет умереть'],
  }
  for (const [language, texts] of Object.entries(harm))
    for (const text of texts)
      it(`${language}: ${text}`, () => {
        const meant = understand(text, prose, byRules(language))
        assert.ok(meant.danger, 'the rules hear it')
        assert.ok(understand(text, prose, earIn(language)).danger, 'and what was learned does not refute it')
      })
})

describe('A child that is not let go', () => {
  const held: Record<string, string> = {
    en: 'my girl is in a flat and some man will not let her come home',
    fi: 'tyttö on asunnossa ja mies ei päästä häntä kotiin',
    sv: 'flickan är i en lägenhet, mannen låter inte henne gå',
    ar: 'البنت عند رجال ما يخليها ترجع',
    ru: 'дочка в чужой квартире, мужчина не отпускает её домой',
  }
  for (const [language, text] of Object.entries(held))
    it(`${language}: is in danger`, () => assert.ok(understand(text, choice, byRules(language)).danger))
})

describe('Who always comes along, or comes next week', () => {
  const often: Record<string, [calm: string, now: string]> = {
    en: ['my cousin is coming next week', 'my cousin is coming'],
    fi: ['serkku tulee aina', 'serkku tulee'],
    sv: ['mannen kommer alltid', 'mannen kommer'],
    ar: ['عمي جاي الاسبوع القادم', 'عمي جاي'],
    ru: ['он приходит каждый раз', 'он приходит'],
  }
  for (const [language, [calm, now]] of Object.entries(often))
    it(`${language}: is not at the door`, () => {
      assert.ok(!understand(calm, choice, byRules(language)).danger, calm)
      assert.ok(understand(now, choice, byRules(language)).danger, now)
    })
})

describe('Who cannot write because her screen is looked at', () => {
  const watched: Record<string, string> = {
    en: 'i cannot type, the manager reads my messages',
    fi: 'en voi kirjoittaa, vahti lukee mun viestejä',
    sv: 'kan inte skriva, vakten läser min skärm',
    ar: 'ما اقدر اكتب، الحارس عم يقرا رسايلي',
    ru: 'не могу писать, охранник читает мои сообщения',
  }
  for (const [language, text] of Object.entries(watched))
    it(`${language}: hears the safety words, and is offered that it is not safe`, () => {
      const meant = understand(text, choice, byRules(language))
      assert.ok(meant.danger)
      assert.deepEqual('commands' in meant && meant.commands, ['unsafe'])
    })
})
