import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const peril: Record<string, string> = {
  fi: 'hän tulee kohta kotiin ja tappaa minut',
  sv: 'han kommer hem snart och dödar mig',
  en: 'he is coming home now and will kill me',
  ar: 'هو جاي هسه للبيت وراح يقتلني',
  ru: 'он сейчас придёт домой и убьёт меня',
}

describe('who said that nobody is in danger, and wrote of danger', () => {
  const notice = 'say.dangerDiffers'
  for (const language of languages)
    it(`sees both before sending, once, and changes nothing but what she chooses: ${language}`, async () => {
      const person = await walkTo(new Person(freshServices()), language, 'where.places')
      await person.writes(peril[language]!)
      assert.ok(person.keys.includes('say.danger'), person.keys.join())
      for (const given of [['finland'], ['legal'], ['viaCentre']]) await person.picks(...given)
      for (const text of ['Lammi', 'Noor']) await person.writes(text)
      if (person.open === 'consent.askReferrer') await person.picks('yes')
      assert.equal(person.open, 'control.review')
      assert.ok(person.keys.includes(notice), person.keys.join())
      assert.equal(person.answer('safety.danger'), 'no')
      await person.picks('change:safety.danger')
      await person.picks('no')
      assert.ok(!person.keys.includes(notice))
    })

  it('is told nothing where answer and words agree', async () => {
    const quiet = await walkTo(new Person(freshServices()), 'en')
    assert.equal(quiet.open, 'control.review')
    assert.ok(!quiet.words.some((text) => text.includes('wrote about danger')))
  })
})
