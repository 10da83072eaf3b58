import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf } from './imports.ts'

const root = join(import.meta.dirname, '../..')
const sources = [...importsOf(['bot', 'desk', 'web', 'dialogs', 'platform', 'intake'], /\.ts$/).keys()]

/** Asks which channel it is: compares its name, or looks it up in a list of some. */
const asks =
  /\bchannel(?:Id)?\)? *[!=]==|[!=]== *(?:\w+\.)*channel(?:Id)?\b|\.(?:has|includes)\((?:\w+\.)*channel(?:Id)?\)/

describe('which channel it is', () => {
  it('is asked of the table of traits alone', () => {
    const asking = sources.filter((file) => asks.test(readFileSync(join(root, file), 'utf8')))
    assert.deepEqual(asking, [])
  })

  it('is seen wherever it is asked', () => {
    for (const one of [
      "channel === 'web'",
      'activity.channelId !== TEAMS',
      "'sms' === state.channel",
      'telling.has(channel)',
      '!known.includes(found.channel)',
    ])
      assert.match(one, asks)
    assert.doesNotMatch('channels.has(id)', asks)
    assert.doesNotMatch('traitsOf(channel).box === true', asks)
  })
})
