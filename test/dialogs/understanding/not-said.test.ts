import assert from 'node:assert/strict'
import { freshServices } from '../../support/talk.ts'
import { doneIn } from '../../understanding/outcome.ts'
import { places } from '../../understanding/places.ts'

/** Messages that were once taken for what was not said, or that went unheard in danger. */
const at = places(freshServices())

async function put(language: string, key: string, text: string) {
  const place = await at(language, key)
  assert.ok(place, key)
  const outcome = await place.say({ text, question: key })
  return { ...doneIn(place.before, outcome, key), keys: outcome.lines.map(({ say }) => say) }
}

describe('Nothing is taken out of prose', () => {
  const rows: [language: string, key: string, text: string][] = [
    ['en', 'contact.way', 'he took my phone'],
    ['en', 'contact.way', 'my boss reads my phone'],
    ['ru', 'contact.way', 'муж читает мой телефон'],
    ['fi', 'needs.crime', 'poliisi tietää pomon'],
    ['en', 'needs.help', 'I want to talk to the police'],
    ['en', 'what.forms', 'i came for work'],
    ['sv', 'safety.danger', 'Jag är inte säker'],
    ['en', 'needs.supportPerson', 'yes but no'],
    ['en', 'needs.help', 'no police and no lawyer'],
    ['en', 'consent.start', 'yes but I am afraid'],
    ['en', 'contact.decisionTo', 'my lawyer lied to me'],
    ['en', 'needs.help', '1-3'],
    ['en', 'contact.decisionTo', '7'],
    ['en', 'needs.supportPerson', 'yes?'],
  ]
  for (const [language, key, text] of rows)
    it(`${key}: ${text}`, async () => {
      const { taken, command } = await put(language, key, text)
      assert.equal(taken, undefined)
      assert.equal(command === 'human' || command === 'delete' || command === 'exit', false)
    })

  for (const [language, text] of [
    ['en', 'i want tolk to persn'],
    ['ru', 'хочу чиловека памагите'],
    ['ar', 'بدي احكي مع شخس'],
  ] as const)
    it(`and whoever wants something else is not offered that somebody sees: ${text}`, async () => {
      for (const key of ['safety.seen', 'safety.danger']) {
        const { taken, offered } = await put(language, key, text)
        assert.equal(taken, undefined)
        assert.ok(!offered.includes('yes'), offered.join())
      }
    })

  it('and "i dont no" is no "no"', async () => {
    assert.notEqual((await put('en', 'needs.supportPerson', 'i dont no')).taken, 'no')
  })
})

describe('A consent is never taken from words that could ask', () => {
  const rows: [language: string, ...texts: string[]][] = [
    ['en', 'can they ask', 'may you talk', 'normal'],
    ['fi', 'voi', 'lupa', 'voi kysyä'],
    ['sv', 'kan ni prata', 'får de fråga', 'kan man'],
    ['ar', 'ممكن', 'عادي', 'ممكن تسألوا'],
    ['ru', 'можно', 'можете говорить', 'пусть'],
  ]
  for (const [language, ...texts] of rows)
    for (const text of texts)
      it(`${language}: ${text}`, async () => {
        assert.notEqual((await put(language, 'consent.authorities', text)).taken, 'yes')
      })
})

describe('Danger is heard at any question', () => {
  const rows: [language: string, key: string, text: string][] = [
    ['en', 'safety.danger', 'he want kill me'],
    ['en', 'safety.danger', 'hes at the door pls hurry'],
    ['en', 'identity.name', 'help he is breaking the door'],
    ['en', 'contact.value', 'he is coming with a knife'],
    ['ru', 'safety.danger', 'да, сейчас'],
    ['ar', 'safety.danger', 'راح يكتلني'],
    ['en', 'control.language', 'he will kill me'],
  ]
  for (const [language, key, text] of rows)
    it(`${key}: ${text}`, async () => {
      const { danger, taken } = await put(language, key, text)
      assert.ok(danger)
      assert.ok(taken === undefined || key === 'safety.danger')
    })
})
