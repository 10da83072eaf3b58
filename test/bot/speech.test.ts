import assert from 'node:assert/strict'
import sinon from 'sinon'
import { learnAhead, speech } from '../../bot/speech.ts'

describe('What is learned ahead', () => {
  afterEach(() => sinon.restore())

  it('is every language, so that nobody waits for it', async () => {
    const spies = speech.languages.map((tag) => sinon.spy(speech.ear(tag), 'learned'))
    const ahead = learnAhead(1)
    assert.ok(
      spies.every(({ called }) => !called),
      'not at once: first the server answers',
    )
    await Promise.all([ahead, new Promise((done) => setTimeout(done, 50))])
    assert.ok(spies.every(({ called }) => called))
  })
})
