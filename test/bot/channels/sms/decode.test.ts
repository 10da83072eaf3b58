import assert from 'node:assert/strict'
import { decode } from '../../../../bot/channels/sms/decode.ts'

const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('A text message as it comes', () => {
  const words = ['Olen täällä vielä hetken', 'أحتاج إلى مساعدة الآن من فضلك', 'Мне нужна помощь, пожалуйста']

  for (const text of words)
    it(`is read from base64, UTF-16 as hexadecimal, and letters taken for bytes: ${text}`, () => {
      assert.equal(decode(Buffer.from(text).toString('base64')), text)
      assert.equal(decode(utf16(text).toString('hex')), text)
      assert.equal(decode(utf16(text).toString('hex').toUpperCase()), text)
      assert.equal(decode(Buffer.from(text).toString('latin1')), text)
      assert.equal(decode(text.normalize('NFD')), text.normalize('NFC'))
    })

  it('is read from letters with a zero before each', () => {
    assert.equal(decode([...'hello'].map((letter) => `\0${letter}`).join('')), 'hello')
  })

  it('is left as it is when it plainly is writing already', () => {
    const plain = [
      '1',
      '٣',
      '123456789012345',
      '12345 67890 12345',
      '040123456789',
      '0501 2345 6789',
      'Helsingissä',
      'Ångström café',
      'abcdefghijklmnopqrstuvwx',
      'ABCDEFGHIJKLMNOPQRSTUVWX',
      '👍',
      '',
    ]
    for (const text of plain) assert.equal(decode(text), text)
  })
})
