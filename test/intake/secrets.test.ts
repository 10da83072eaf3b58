import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { deriveSecrets, documentId } from '../../intake/store/secrets.ts'

describe('secrets', () => {
  const master = randomBytes(32)

  it('derives seven keys of 32 bytes that share nothing, the same every time', () => {
    const keys = Object.values(deriveSecrets(master)).map((key) => Buffer.from(key).toString('hex'))
    assert.deepEqual(Object.keys(deriveSecrets(master)), [
      'wrap',
      'index',
      'token',
      'pepper',
      'audit',
      'hint',
      'check',
    ])
    assert.ok(keys.every((key) => key.length === 64))
    assert.equal(new Set([...keys, master.toString('hex')]).size, 8)
    assert.deepEqual(deriveSecrets(master), deriveSecrets(Uint8Array.from(master)))
    assert.notDeepEqual(deriveSecrets(master), deriveSecrets(randomBytes(32)))
  })

  it('is HKDF-SHA256 of RFC 5869, so that keys outlive this code', () => {
    const prk = createHmac('sha256', Buffer.alloc(32)).update(master).digest()
    const wrap = createHmac('sha256', prk).update('silta wrap 1\u0001').digest()
    assert.deepEqual(Buffer.from(deriveSecrets(master).wrap), wrap)
  })

  it('takes no short master secret', () => {
    assert.throws(() => deriveSecrets(randomBytes(31)), RangeError)
  })

  it('names documents without telling the conversation', () => {
    const id = documentId(master, 'sms', '+358401234567')
    assert.match(id, /^[\w-]{43}$/)
    assert.equal(id, documentId(master, 'sms', '+358401234567'))
    assert.notEqual(id, documentId(randomBytes(32), 'sms', '+358401234567'))
    assert.notEqual(id, createHash('sha256').update('+358401234567').digest('base64url'))
  })

  it('gives no two conversations one name', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '"', ',', ':', '\\', '\u0000', '1', '\ud800', '\udc00', '\ufffd'),
    })
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        assert.equal(documentId(master, a, b) === documentId(master, c, d), a === c && b === d)
      }),
      {
        examples: [
          ['a', 'bc', 'ab', 'c'],
          ['', 'a', 'a', ''],
          ['\ud800', '', '\ufffd', ''],
        ],
      },
    )
  })
})
