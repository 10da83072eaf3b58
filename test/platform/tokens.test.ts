import assert from 'node:assert/strict'
import { base64url, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import type { Refusal } from '../../platform/errors.ts'
import { tokens } from '../../platform/tokens.ts'

describe('A token of ours', () => {
  const now = Date.UTC(2026, 5, 1)
  const seconds = now / 1000
  const key = new Uint8Array(32).fill(1)
  const ours = tokens([key, new Uint8Array(32).fill(2)], () => now)
  const read = (token: string, use = 'web') =>
    ours.read(use, token).then(
      ({ c }) => c,
      ({ code }: Refusal) => code,
    )
  const made = (alg = 'HS256', more: object = {}) =>
    new SignJWT({ c: 'x' })
      .setProtectedHeader({ alg, ...more })
      .setAudience('web')
      .setExpirationTime(seconds + 60)

  it('is read for the use it was made for, under this key or one before, until it is over', async () => {
    assert.equal(await read(await ours.sign('web', { c: 'x' }, 60)), 'x')
    assert.equal(await read(await made().sign(new Uint8Array(32).fill(2))), 'x')
    for (const use of ['desk', 'directline', 'deskForm', ''])
      assert.equal(await read(await ours.sign('web', { c: 'x' }, 60), use), 'UNAUTHORISED', use)
    assert.equal(await read(await ours.sign('web', { c: 'x' }, -61)), 'FORBIDDEN')
    assert.equal(
      await read(
        await made()
          .setNotBefore(seconds + 61)
          .sign(key),
      ),
      'UNAUTHORISED',
    )
  })

  it('is none when it is unsigned, signed otherwise, or brings its own key', async () => {
    const plain = new UnsecuredJWT({ c: 'x' }).setAudience('web').setExpirationTime(seconds + 60)
    const [head, claims] = (await made().sign(key)).split('.')
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const own = await made('ES256', { jwk: await exportJWK(publicKey) }).sign(privateKey)
    const forged = [
      ...[plain.encode(), `${head}.${claims}.`, `${head}.${claims}`, '', 'a.b.c', own],
      await made('HS512').sign(key),
      await made().sign(new Uint8Array(32).fill(3)),
      await made('HS256', { jku: 'http://127.0.0.1:9/', kid: '../../dev/null' }).sign(new Uint8Array(32)),
      `${head}.${base64url.encode(JSON.stringify({ c: 'y', aud: 'web' }))}.${'A'.repeat(43)}`,
    ]
    for (const token of forged) assert.equal(await read(token), 'UNAUTHORISED', token)
  })
})
