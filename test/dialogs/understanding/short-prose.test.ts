import assert from 'node:assert/strict'
import { earOf } from '../../../dialogs/understanding/heard.ts'
import type { Open } from '../../../dialogs/understanding/kinds.ts'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { KEEP } from '../../../intake/form/maybe.ts'
import { vocabulary } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'
import { freshServices } from '../../support/talk.ts'
import { places } from '../../understanding/places.ts'

const prose: Open = { key: 'needs.overall', kind: 'text', options: [], prose: true, telling: true }
const choice: Open = { key: 'contact.decisionTo', kind: 'choice', options: [] }
const told = (language: string, text: string, open = prose) => understand(text, open, earIn(language))

describe('A few words where telling is asked for', () => {
  const people = {
    en: 'i want people please, not a machine',
    fi: 'ei robottia, haluan ihmisen',
    sv: 'jag vill ha folk, ingen maskin',
    ar: 'بدي حدا، مش روبوت',
    ru: 'хочу человека, а не робота',
  }
  for (const [language, text] of Object.entries(people))
    it(`${language}: that wish for people and no machine are no answer`, () => {
      const meant = told(language, text)
      assert.deepEqual([meant.is, 'command' in meant && meant.command], ['command', 'human'])
    })

  const tooHard = {
    en: 'sorry i really can not write about all this today, it is too hard',
    fi: 'anteeksi mutta tästä on minulle ihan liian vaikea kirjoittaa yhtään mitään',
    sv: 'förlåt mig men det är alldeles för svårt att skriva något om det',
    ar: 'اعتذر منكم كثير بس الكلام عن هذا الموضوع صعب علي جدا',
    ru: 'простите пожалуйста но мне слишком тяжело обо всём этом сейчас писать',
  }
  for (const [language, text] of Object.entries(tooHard))
    it(`${language}: that it cannot be told is no answer, in more words than a few too`, () =>
      assert.equal(told(language, text).is, 'hard'))

  it('that ask one of her questions, though no rule knows it, are no answer; long telling is one', () => {
    const asked = 'do you hand my answers over to others'
    assert.equal(understand(asked, prose, earOf(vocabulary('en'))).is, 'words')
    const meant = told('en', asked)
    assert.deepEqual([meant.is, 'about' in meant && meant.about], ['question', 'reads'])
    const tale = 'so do you then hand my answers over to others'
    assert.equal(told('en', tale, choice).is, 'question')
    assert.equal(told('en', tale).is, 'words')
    assert.equal(told('en', 'i need help to find a room').is, 'words')
  })
})

describe('What is shown back before it is kept where telling is asked for', () => {
  const vague = (language: string, text: string) => {
    const meant = told(language, text)
    return meant.is === 'words' && meant.vague === true
  }
  const off = { en: 'hang on', fi: 'hetki vaan', sv: 'strax bara', ar: 'شوي بس', ru: 'погоди чуток' }
  for (const [language, text] of Object.entries(off))
    it(`${language}: a word or two that put off`, () => assert.ok(vague(language, text)))

  it('what nearly asks, and nothing that tells', () => {
    assert.ok(vague('en', 'could i fill this in for the girl next door'))
    assert.ok(vague('sv', 'får man hjälp fast man inte har nåt visum'))
    for (const text of [
      'i need a lawyer and a safe place to sleep',
      'my back hurts since the farm, a doctor please',
    ])
      assert.ok(!vague('en', text), text)
  })

  it('and is kept when she says that this is it', async () => {
    const at = await places(freshServices())('en', 'needs.overall')
    const shown = await at!.say({ text: 'a lawyer' })
    assert.equal(shown.state.answers['needs.overall'], undefined)
    assert.deepEqual(shown.state.maybe, { key: 'needs.overall', options: [], commands: [], text: 'a lawyer' })
    const kept = await at!.say({ value: [KEEP], question: 'needs.overall' })
    assert.equal(kept.state.answers['needs.overall']?.value, 'a lawyer')
  })
})

describe('What only sounds like something else', () => {
  it('asks whether she may stop when it gets too hard, and is too hard when it is', () => {
    assert.equal(told('en', 'can i stop in the middle if it is too hard', choice).is, 'question')
    assert.equal(told('en', 'this is too hard for me', choice).is, 'hard')
  })

  it('is an Arabic "to", and no automaton', () => {
    const meant = told('ar', 'هل ستصل رسالتي إلى الشرطة؟', choice)
    assert.ok(!('about' in meant && meant.about === 'robot'), JSON.stringify(meant))
  })

  it('is "now" that he sits in prison, and no danger, as it is when he is out', () => {
    const ruled = earOf(vocabulary('sv'))
    const was = 'förra året hotade han att döda mig'
    assert.ok(!understand(`${was}, nu sitter han i fängelse`, choice, ruled).danger)
    assert.ok(understand(`${was}, nu står han utanför dörren`, choice, ruled).danger)
  })
})
