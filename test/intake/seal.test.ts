import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { KeyWrapper } from '../../intake/store/ports.ts'
import {
  isKeyGone,
  type KeyDoc,
  kekName,
  localWrapper,
  openAt,
  SealError,
  vault,
  wrappedUnder,
} from '../../intake/store/seal.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'

const place = { doc: 'd1', field: 'answers', version: 1 }
const gone = new SealError('KEY_GONE')
const tampered = new SealError('TAMPERED')

describe('seal', () => {
  const store = sqliteStore(':memory:')
  const keys = store.collection<KeyDoc>('keys')
  const kek = randomBytes(32)
  let now = 0
  let unwrapped = 0
  const counting: KeyWrapper = {
    ...localWrapper(kek),
    unwrap: (wrapped, name) => {
      unwrapped++
      return localWrapper(kek).unwrap(wrapped, name)
    },
  }
  /** A process of its own, as far as the vault can tell. */
  const start = () => vault(keys, counting, () => now)
  let id = ''
  beforeEach(async () => {
    id = randomBytes(8).toString('hex')
    await start().create(id)
    unwrapped = 0
  })
  after(() => store.close())

  it('opens what was sealed, in another process too', async () => {
    const value = { said: 'سلام 😀', none: null, list: [1, true, { a: '' }] }
    const sealed = await start().seal(id, place, value)
    assert.deepEqual(await start().open(id, place, sealed), value)
  })

  it('opens any JSON value', async () => {
    const here = start()
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const same = JSON.parse(JSON.stringify(value))
        assert.deepEqual(await here.open(id, place, await here.seal(id, place, value)), same)
      }),
    )
    assert.equal(await here.open(id, place, await here.seal(id, place, undefined)), null)
  })

  it('shows nothing of it, and never the same twice', async () => {
    const here = start()
    const [a, b] = [await here.seal(id, place, 'CANARY'), await here.seal(id, place, 'CANARY')]
    assert.match(a, /^[\w-]+$/)
    assert.notEqual(a, b)
    assert.ok(!Buffer.from(a, 'base64url').includes('CANARY'))
  })

  it('opens at its place only', async () => {
    const here = start()
    const sealed = await here.seal(id, place, 'x')
    const elsewhere = [
      { ...place, doc: 'd2' },
      { ...place, field: 'name' },
      { ...place, version: 2 },
      { ...place, version: '1' },
      { doc: 'd', field: '1answers', version: 1 },
    ]
    for (const other of elsewhere) await assert.rejects(here.open(id, other, sealed), tampered)
  })

  it('does not open with a bit changed, cut, or from another time', async () => {
    const here = start()
    const bytes = Buffer.from(await here.seal(id, place, 'x'), 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const other = Buffer.from(bytes)
      other[at]! ^= 1
      await assert.rejects(here.open(id, place, other.toString('base64url')), tampered, `byte ${at}`)
    }
    for (const length of [0, 1, 13, 28, 29, bytes.length - 1])
      await assert.rejects(here.open(id, place, bytes.subarray(0, length).toString('base64url')), tampered)
  })

  it('does not open with the key of another', async () => {
    const here = start()
    await here.create(`${id}2`)
    await assert.rejects(here.open(`${id}2`, place, await here.seal(id, place, 'x')), tampered)
  })

  it('knows the key that it made without asking the store', async () => {
    const here = start()
    await here.create(`${id}6`)
    unwrapped = 0
    await here.seal(`${id}6`, place, 'x')
    assert.equal(unwrapped, 0)
  })

  it('settles on one key when several processes make it at once', async () => {
    const name = `${id}3`
    const begin = async (i: number) => {
      const here = start()
      await here.create(name)
      return here.seal(name, place, i)
    }
    const sealed = await Promise.all(Array.from({ length: 20 }, (_, i) => begin(i)))
    const values = await Promise.all(sealed.map((one) => start().open(name, place, one)))
    assert.deepEqual(values, [...Array(20).keys()])
  })

  it('keeps the data key wrapped', async () => {
    await start().seal(id, place, 'x')
    const { wrapped } = (await keys.read(id))!
    assert.equal((await localWrapper(kek).unwrap(wrapped, id)).length, 32)
    await assert.rejects(localWrapper(randomBytes(32)).unwrap(wrapped, id), tampered)
    for (const short of [[randomBytes(16)], [kek, randomBytes(16)]] as [Buffer, ...Buffer[]][])
      assert.throws(() => localWrapper(...short), /32 bytes/)
  })

  it('opens a data key under its own name only, and under the key-encryption key that it names', async () => {
    await start().create(`${id}5`)
    const [one, other] = [(await keys.read(id))!, (await keys.read(`${id}5`))!]
    const sealed = await start().seal(`${id}5`, place, 'hers')
    const { etag, ...doc } = one
    await keys.replace({ ...doc, wrapped: other.wrapped }, etag)
    await assert.rejects(start().open(id, place, sealed), tampered)
    const bytes = Buffer.from(other.wrapped, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at]! ^= 1
      await assert.rejects(
        localWrapper(kek).unwrap(changed.toString('base64url'), `${id}5`),
        tampered,
        `${at}`,
      )
    }
  })

  it('opens under the key before as well, and wraps under the present one', async () => {
    const next = randomBytes(32)
    const rotated = localWrapper(next, kek)
    const { wrapped } = (await keys.read(id))!
    const key = await rotated.unwrap(wrapped, id)
    const anew = await rotated.wrap(key, id)
    assert.deepEqual(await localWrapper(next).unwrap(anew, id), key)
    await assert.rejects(localWrapper(kek).unwrap(anew, id), tampered)
  })

  it('opens what an older program wrapped, under whichever key', async () => {
    // Made by the program before: format 1, "silta data key" as authenticated data.
    const [old, dataKey] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const wrapped = 'AQMDAwMDAwMDAwMDAz9rzsRSCaDPM7BRCgBHVyn6YxaY_YY1a6_-5GXOGyaqujGjT4XNwLCuEr9EqEiEcQ'
    assert.deepEqual(await localWrapper(randomBytes(32), old).unwrap(wrapped, 'any'), dataKey)
    await assert.rejects(localWrapper(kek).unwrap(wrapped, 'any'), tampered)
    // Among several it is found wherever it stands.
    for (const at of [0, 1, 2]) {
      const [first, ...rest] = [randomBytes(32), randomBytes(32)].toSpliced(at, 0, old) as [
        Buffer,
        ...Buffer[],
      ]
      assert.deepEqual(await localWrapper(first, ...rest).unwrap(wrapped, 'any'), dataKey, `${at}`)
    }
    assert.equal(wrappedUnder(wrapped), '')
  })

  it('names a key-encryption key, and what it wrapped, as it always did', async () => {
    // Made by this program when the format was new: what is stored has to open for ever.
    const old = Buffer.alloc(32, 1)
    const wrapped =
      'AuZYZvbentB0ASqf-6cDQyqfjwTRf1VmwbRyDqYQD2s2-UCi7ZAATeNLelQnRRQWaY6cDRKdEE442WFfQ5ysygulqsUA6g'
    assert.equal(kekName(old), 'e65866f6de9ed074')
    assert.equal(wrappedUnder(wrapped), 'e65866f6de9ed074')
    assert.deepEqual(await localWrapper(old).unwrap(wrapped, 'any'), Buffer.alloc(32, 2))
  })

  it('opens what an older program sealed at another place, and says of neither that it is gone', async () => {
    const here = start()
    const before = { ...place, version: 0 }
    const sealed = [await here.seal(id, place, 'now'), await here.seal(id, before, 'before')] as const
    assert.equal(await openAt(here, id, [place, before], sealed[0]), 'now')
    assert.equal(await openAt(here, id, [place, before], sealed[1]), 'before')
    const other = { ...place, doc: 'd2' }
    await assert.rejects(openAt(here, id, [other, before], sealed[0]), tampered)
    // A store that does not answer, or a key that is gone, is not asked a second time.
    for (const failure of [new Error('down'), gone]) {
      let asked = 0
      const open = async () => {
        asked += 1
        throw failure
      }
      await assert.rejects(openAt({ ...here, open }, id, [place, before], 'x'), failure)
      assert.equal(asked, 1)
    }
  })

  it('tells a key that is gone from every other failure', () => {
    assert.deepEqual(
      [gone, tampered, Object.assign(new Error(), { code: 'KEY_GONE' }), null].map(isKeyGone),
      [true, false, false, false],
    )
    assert.equal(gone.name, 'SealError')
  })

  it('never opens again what a destroyed key sealed', async () => {
    const here = start()
    const sealed = await here.seal(id, place, 'x')
    await here.destroy(id)
    assert.equal(await keys.read(id), null)
    await assert.rejects(here.open(id, place, sealed), gone)
  })

  it('seals nothing under a key that was destroyed or never made, and makes none by it', async () => {
    const here = start()
    await assert.rejects(here.seal(`${id}4`, place, 'x'), gone)
    await here.destroy(id)
    await assert.rejects(here.seal(id, place, 'x'), gone)
    for (const name of [id, `${id}4`]) assert.equal(await keys.read(name), null)
  })

  it('opens nothing of before under a key made anew, in whichever process', async () => {
    const [here, there] = [start(), start()]
    const sealed = await here.seal(id, place, 'x')
    assert.equal(await there.open(id, place, sealed), 'x')
    await here.destroy(id)
    await there.create(id)
    await assert.rejects(there.open(id, place, sealed), tampered)
    assert.equal(await here.open(id, place, await there.seal(id, place, 'y')), 'y')
  })

  it('knows whether a key is there, whatever it remembers', async () => {
    const here = start()
    await here.seal(id, place, 'x')
    assert.equal(await here.has(id), true)
    await start().destroy(id)
    assert.equal(await here.has(id), false)
  })

  it('forgets within a minute a key that another process destroyed', async () => {
    const here = start()
    const sealed = await here.seal(id, place, 'x')
    await start().destroy(id)
    now += 59_999
    assert.equal(await here.open(id, place, sealed), 'x')
    now += 1
    await assert.rejects(here.open(id, place, sealed), gone)
  })

  it('does not keep a key that was read while it was destroyed', async () => {
    const sealed = await start().seal(id, place, 'x')
    const remove = async (keyId: string) => {
      assert.equal(await here.open(id, place, sealed), 'x')
      await keys.remove(keyId)
    }
    const here = vault({ ...keys, remove }, counting, () => now)
    await here.destroy(id)
    await assert.rejects(here.open(id, place, sealed), gone)
  })

  it('unwraps a key once for all who ask at once, and again when asked after a failure', async () => {
    const sealed = await start().seal(id, place, 'x')
    const here = start()
    unwrapped = 0
    await Promise.all([here.open(id, place, sealed), here.open(id, place, sealed), here.seal(id, place, 'y')])
    assert.equal(unwrapped, 1)

    let down = true
    const { unwrap } = counting
    const moody = vault(keys, {
      ...counting,
      unwrap: (...one) => (down ? Promise.reject(new Error('down')) : unwrap(...one)),
    })
    await assert.rejects(moody.open(id, place, sealed), /down/)
    down = false
    assert.equal(await moody.open(id, place, sealed), 'x')
  })

  it('remembers the 1000 keys used last', async () => {
    const here = start()
    const sealed = await here.seal(id, place, 'x')
    for (let i = 0; i < 999; i++) await here.create(`${id}-${i}`)
    unwrapped = 0
    await here.open(id, place, sealed)
    assert.equal(unwrapped, 0)
    await here.create(`${id}-999`)
    await here.open(id, place, sealed)
    assert.equal(unwrapped, 0, 'used just now')
    await here.seal(`${id}-0`, place, 0)
    assert.equal(unwrapped, 1, 'used longest ago')
  })
})
