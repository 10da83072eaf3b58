import assert from 'node:assert/strict'
import { randomBytes, scryptSync } from 'node:crypto'
import {
  type Check,
  isLocked,
  isShown,
  isUsedUp,
  isWord,
  makeCheck,
  mirrored,
  missed,
  spelled,
  tried,
  withSecond,
} from '../../intake/conversation/check-word.ts'
import type { Line } from '../../intake/conversation/line.ts'

const NOW = 1_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('intake/check-word', () => {
  let check: Check
  let both: Check
  before(async () => {
    check = await makeCheck('Bluebell')
    both = await withSecond(check, 'Cinnamon')
  })
  const opens = async (held: Check, word: string) => (await tried(held, word, NOW)).opens

  it('is a word of three letters or digits at least, signs and marks not counted', () => {
    assert.deepEqual(['abc', 'a1b', 'кот', '  сад ', '١٢٣', 'a b c'].map(isWord), [
      true,
      true,
      true,
      true,
      true,
      true,
    ])
    assert.deepEqual(['', '12', 'ab', 'a  b', '...', 'a.-b', '🙂🙂🙂'].map(isWord), [
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it('is the same word in small and capital letters, in both encodings of accents, with any spaces', async () => {
    assert.equal(spelled('  BLUE \t bell '), 'blue bell')
    assert.equal(spelled('Ko\u0308yha\u0308'), spelled('KÖYHÄ'))
    assert.equal(spelled('Ｂｌｕｅ'), 'blue')
    assert.equal(await opens(check, ' bLUEBELL '), 'here')
    assert.equal(await opens(check, 'blue bell'), null)
  })

  it('is salted anew, and kept as a hash only', async () => {
    const again = await makeCheck('Bluebell')
    assert.notEqual(again.hash, check.hash)
    assert.notEqual(again.salt, check.salt)
    assert.deepEqual([check.by, check.wrong, check.since], ['argon2id', 0, 0])
    for (const kept of [check.hash, check.salt]) assert.match(kept, /^[\w-]{20,}$/)
  })

  it('opens by what an earlier program kept', async () => {
    const salt = randomBytes(16)
    const hash = scryptSync('bluebell', salt, 32, { N: 4096 }).toString('base64url')
    const old: Check = { salt: salt.toString('base64url'), hash, wrong: 0, since: 0 }
    assert.equal(await opens(old, 'Bluebell'), 'here')
    assert.equal(await opens(old, 'Cinnamon'), null)
    // What is kept now is slower to guess: by the earlier way it does not open.
    assert.equal(await opens({ ...check, by: undefined }, 'Bluebell'), null)
  })

  it('leads by the second word elsewhere, and there each leads the other way', async () => {
    assert.deepEqual(await Promise.all(['Bluebell', 'Cinnamon', 'Nutmeg'].map((one) => opens(both, one))), [
      'here',
      'other',
      null,
    ])
    assert.match(both.other!.to, /^[\w-]{43}$/)
    assert.notEqual((await withSecond(check, 'Cinnamon')).other!.to, both.other!.to)
    const there = mirrored({ ...both, wrong: 3, since: NOW }, 'hers')
    assert.deepEqual([there.wrong, there.since, there.other!.to], [0, 0, 'hers'])
    assert.equal(await opens(there, 'Cinnamon'), 'here')
    assert.equal(await opens(there, 'Bluebell'), 'other')
  })

  it('is tried five times within an hour of the first wrong one, and right only until then', async () => {
    let held = check
    for (let wrong = 1; wrong <= 5; wrong++) {
      assert.equal(isUsedUp(held, NOW + wrong), false)
      const next = await tried(held, 'Nutmeg', NOW + wrong)
      assert.deepEqual([next.opens, next.check.wrong, next.check.since], [null, wrong, NOW + 1])
      held = next.check
    }
    const late = NOW + HOUR
    assert.equal(isUsedUp(held, late), true)
    // Nothing more is counted, and the hour is not made longer.
    assert.deepEqual(await tried(held, 'Bluebell', late), { opens: null, check: held })
    assert.equal(isUsedUp(held, late + 1), false)
    const right = await tried(held, 'Bluebell', late + 1)
    assert.deepEqual([right.opens, right.check.wrong, right.check.since], ['here', 0, late + 1])
  })

  it('forgets the wrong ones at a right one', async () => {
    const once = (await tried(check, 'Nutmeg', NOW)).check
    const right = await tried({ ...once, wrong: 4 }, 'Bluebell', NOW + 1)
    assert.deepEqual([right.opens, right.check.wrong], ['here', 0])
    const other = await tried({ ...both, wrong: 4, since: NOW }, 'Cinnamon', NOW + 1)
    assert.deepEqual([other.opens, other.check.wrong], ['other', 0])
  })

  it('counts a try that is carried out again once', async () => {
    const once = (await tried(check, 'Nutmeg', NOW, 'a')).check
    assert.deepEqual([once.wrong, once.last], [1, 'a'])
    assert.deepEqual((await tried(once, 'Nutmeg', NOW, 'a')).check, once)
    assert.equal((await tried(once, 'Nutmeg', NOW, 'b')).check.wrong, 2)
    // One without a name is a try of its own, whatever came before.
    assert.equal((await tried(once, 'Nutmeg', NOW)).check.wrong, 2)
    assert.equal((await tried(once, 'Bluebell', NOW, 'a')).opens, 'here')
  })

  it('counts what one sender gets wrong by the same hour', () => {
    let tries = { wrong: 0, since: 0 }
    for (let one = 0; one < 5; one++) tries = missed(tries, NOW + one)
    assert.deepEqual(tries, { wrong: 5, since: NOW })
    assert.equal(isUsedUp(tries, NOW), true)
    assert.deepEqual(missed(tries, NOW + HOUR), { wrong: 1, since: NOW + HOUR })
    assert.deepEqual(missed(tries, NOW + HOUR - 1), { wrong: 6, since: NOW })
  })

  it('is asked after a pause on a phone, after coming back anywhere, and while it is covered', () => {
    const since = NOW - 30 * MINUTE
    const phone = { channel: 'sms', passphrase: check, verifiedAt: since }
    assert.equal(isLocked(phone, NOW), false)
    assert.equal(isLocked(phone, NOW + 1), true)
    assert.equal(isLocked({ ...phone, channel: 'web' }, NOW + HOUR), false)
    for (const channel of ['sms', 'web']) {
      assert.equal(isLocked({ channel, passphrase: check }, NOW), true)
      assert.equal(isLocked({ channel, verifiedAt: since }, NOW + HOUR), false, 'no word')
      assert.equal(isLocked({ channel }, NOW), false)
      assert.equal(isLocked({ channel, covered: true }, NOW), true)
    }
  })

  it('shows only what leaves no trace, and what she writes herself, while it is asked', () => {
    const line = (seq: number, more: Partial<Line> = {}) => ({ seq, from: 'bot', ...more }) as Line
    const lines = [line(1), line(2), line(3, { once: true }), line(4, { from: 'person' })]
    const shown = (covered?: true) =>
      lines
        .filter(isShown({ channel: 'web', hiddenUpTo: 1, ...(covered && { covered }) }, NOW))
        .map(({ seq }) => seq)
    assert.deepEqual(shown(), [2, 3, 4])
    assert.deepEqual(shown(true), [3, 4])
  })
})
