import assert from 'node:assert/strict'
import fc from 'fast-check'
import { normalise } from '../../../dialogs/understanding/text.ts'

describe('One spelling', () => {
  it('does not change what it has made', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'إىةـًeé\u0301\u200f\u0654İΣ.<\u0338№´ŉ') }),
    )
    fc.assert(
      fc.property(anything, (text) => assert.equal(normalise(normalise(text)), normalise(text))),
      { numRuns: 5000 },
    )
  })
  it('writes the digits of every script as 0 to 9', () => {
    const digits: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code)
      if (/\p{Nd}/u.test(letter)) digits.push(letter)
    }
    assert.ok(digits.length >= 650)
    assert.deepEqual(
      digits.map(normalise),
      digits.map((_, i) => String(i % 10)),
    )
  })
  it('drops what does not show and unifies what looks alike', () => {
    assert.equal(normalise('\u202bنَعَـــمْ\u202c\u200c!'), 'نعم')
    assert.equal(normalise('أحتاجُ إلى مساعدةٍ'), normalise('احتاج الى مساعده'))
    assert.equal(normalise('  (Kylla\u0308) …'), 'kyllä')
    assert.equal(normalise('№2'), '2')
    assert.deepEqual(['don´t', 'don’t', "DON'T"].map(normalise), ['dont', 'dont', 'dont'])
  })
})
