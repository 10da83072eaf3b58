import assert from 'node:assert/strict'
import { dialable, numberWithin } from '../../intake/form/phone.ts'

describe('A phone number', () => {
  const whole: [text: string, e164: string | null, ifFinnish?: boolean][] = [
    ['040 123 4567', '+358401234567', true],
    ['0401234567', '+358401234567', true],
    ['+358 40 1234567', '+358401234567', false],
    ['+358 (0)40 1234567', '+358401234567', false],
    ['00358401234567', '+358401234567', false],
    ['+234 803 123 4567', '+2348031234567', false],
    ['٠٤٠ ١٢٣ ٤٥٦٧', '+358401234567', true],
    ['\u200e+964 770 123 4567\u200e', '+9647701234567', false],
    ['he has 050 1234567 not me', null],
    ['call me at 040 1234567', null],
    ["don't call me", null],
    ['12345', null],
    ['112', null],
    ['+', null],
    ['', null],
    ['\u200b', null],
    ['0401234567 or 0501234567', null],
    ['1'.repeat(40), null],
  ]
  for (const [text, e164, ifFinnish] of whole)
    it(`${JSON.stringify(text)} is ${e164 ?? 'none'}`, () => {
      assert.equal(dialable(text)?.e164 ?? null, e164)
      if (e164) assert.equal(dialable(text)?.ifFinnish, ifFinnish)
    })

  it('is found in a sentence when it is the only one', () => {
    assert.equal(numberWithin('call me at 040 1234567 in the evening'), '+358401234567')
    assert.equal(numberWithin('اتصلوا على ٠٤٠١٢٣٤٥٦٧'), '+358401234567')
    assert.equal(numberWithin('mine is +46 70 123 45 67'), '+46701234567')
    assert.equal(numberWithin('0401234567 or 0501234567'), null)
    assert.equal(numberWithin('I have no phone'), null)
    assert.equal(numberWithin('since 2023'), null)
  })
})
