import assert from 'node:assert/strict'
import { earIn, meantBy } from '../../support/hearing.ts'
import { hostile } from '../../support/hostile.ts'

/** Far above what it takes, far below what froze the server: 40 seconds. Of work, so that a busy machine fails nobody. */
const MOST_MS = 2000
const options = ['Doctor', 'Lawyer', 'A safe place'].map((title, i) => ({ id: String(i), title }))

describe('A message meant to be slow', () => {
  for (const pattern of [...hostile, '1 - ', '?a', 'ab'])
    it(`64 KB of ${JSON.stringify(pattern)} is read in a blink, in every language`, () => {
      const text = pattern.repeat(65_536 / pattern.length)
      for (const language of ['en', 'ar']) {
        const ear = earIn(language)
        ear.learned()
        const begun = process.cpuUsage()
        meantBy(text, ear, 'many', options)
        const ms = process.cpuUsage(begun).user / 1000
        assert.ok(ms < MOST_MS, `${ms} ms`)
      }
    })

  it('hides no danger: it is heard at the end of what is accepted', () => {
    const text = `${'we worked in the garden and ate bread. '.repeat(95)} he is at the door with a knife`
    assert.ok(text.length > 3600)
    assert.ok(meantBy(text, earIn('en'), 'many', options).danger)
    assert.ok(!meantBy(text.slice(0, 3600), earIn('en'), 'many', options).danger)
  })
})
