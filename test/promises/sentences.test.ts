import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { acceptedSentences, graveSentences } from './sentences.ts'

describe('Sentences about danger, consent, leaving, deleting and the police', () => {
  for (const language of languages)
    it(`are in ${language} as somebody last looked at them (npm run sentences:accept)`, () => {
      const [now, accepted] = [graveSentences(language), acceptedSentences(language)]
      const changed = [...new Set([...Object.keys(now), ...Object.keys(accepted)])].filter(
        (key) => now[key] !== accepted[key],
      )
      assert.deepEqual(changed, [])
    })

  it('are all kinds of them', () => {
    const keys = Object.keys(graveSentences('en'))
    for (const key of [
      'safety.danger.ask',
      'say.danger',
      'consent.start.ask',
      'consent.authorities.ask',
      'control.deleteAll.ask',
      'say.left',
      'say.police',
      'sms.say.danger',
      'web.exit',
    ])
      assert.ok(keys.includes(key), key)
  })
})
