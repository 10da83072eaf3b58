import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type CodeDoc, codeIn, codes, newCode, showCode } from '../../intake/conversation/codes.ts'
import { cosmosStore } from '../../intake/store/cosmos.ts'
import type { Collection, Doc } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { startCosmos } from '../support/cosmos-server.ts'

describe('a return code', () => {
  const some = Array.from({ length: 50 }, newCode)

  it('has 15 digits and differs every time', () => {
    for (const code of some) assert.match(code, /^\d{15}$/)
    assert.equal(new Set(some).size, some.length)
    for (const code of some) assert.equal(codeIn(code), code)
  })

  it('is read past characters that show nothing, as the turn reads it', () => {
    for (const code of some)
      assert.equal(codeIn(`${code.slice(0, 5)}${'\u0001'.repeat(9)}${code.slice(5)}`), code)
  })

  it('may begin with any digit', () => {
    const first = new Set(Array.from({ length: 1000 }, () => newCode()[0]))
    assert.equal(first.size, 10)
  })

  it('shows every wrong digit', () => {
    for (const code of some)
      for (let at = 0; at < 15; at++)
        for (let digit = 0; digit < 10; digit++) {
          const other = code.slice(0, at) + digit + code.slice(at + 1)
          assert.equal(codeIn(other), other === code ? code : null)
        }
  })

  it('shows every swap of neighbours', () => {
    for (const code of some)
      for (let at = 0; at < 14; at++) {
        const other = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)
        assert.equal(codeIn(other), other === code ? code : null)
      }
  })

  it('agrees with the published example of the check digit: 572 has 4', () => {
    assert.equal(codeIn('000000000005724'), '000000000005724')
    assert.equal(codeIn('000000000005723'), null)
  })

  it('is read in every script, as people write it', () => {
    const code = newCode()
    for (const digits of [
      'arab',
      'arabext',
      'deva',
      'beng',
      'mymr',
      'thai',
      'fullwide',
      'khmr',
      'mathmono',
      'mathbold',
    ]) {
      const show = new Intl.NumberFormat(`en-u-nu-${digits}`)
      const written = [...code].map((digit) => show.format(Number(digit))).join('')
      assert.notEqual(written, code)
      assert.equal(codeIn(written), code, digits)
    }
    const [a, b, c] = showCode(code).split('\u00a0')
    for (const written of [
      `${a} ${b} ${c}`,
      `${a}-${b}\u2013${c}`,
      ` \u200f${a}\n${b}\t${c}\u200e `,
      showCode(code),
    ])
      assert.equal(codeIn(written), code, JSON.stringify(written))
  })

  it('is nothing shorter, longer or with words', () => {
    const code = newCode()
    for (const other of [
      '',
      code.slice(1),
      `0${code}`,
      `${code}0`,
      `${code}a`,
      `+${code}`,
      code.replace(/^./, '²'),
      '1'.repeat(1e5),
    ])
      assert.equal(codeIn(other), null)
  })

  it('is read with any signs between its digits, and inside a sentence', () => {
    const code = newCode()
    for (const written of [
      code.replace(/(.{3})(?=.)/g, '$1/'),
      code.replace(/(.{5})(?=.)/g, '$1\u0001'),
      code.replace(/(.)(?=.)/g, '$1. '),
    ])
      assert.equal(codeIn(written), code, written)
    assert.equal(codeIn(`my code is ${showCode(code)}, please open it`), code)
    assert.equal(
      codeIn(`رمزي ${code.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))}`),
      code,
    )
    assert.equal(codeIn(`${code} or ${newCode()}`), null)
  })

  it('is shown in three groups of five', () => {
    assert.equal(showCode('123451234512345'), '12345\u00a012345\u00a012345')
  })
})

describe('return codes', () => {
  const pepper = randomBytes(32)
  const limit = { tries: 3, window: 1000 }
  let held: Collection<CodeDoc>
  let now: number
  const stores: ReturnType<typeof sqliteStore>[] = []
  /** A process of its own, as far as the limit can tell. */
  const start = () => codes(held, [pepper], () => now, limit)
  beforeEach(() => {
    const store = sqliteStore(':memory:')
    stores.push(store)
    held = store.collection<CodeDoc>('codes')
    now = 10_500
  })
  after(() => Promise.all(stores.map((store) => store.close())))

  it('lead back to the conversation, any number of times, until revoked', async () => {
    const here = start()
    const { code, id } = await here.issue('c1')
    for (let i = 0; i < 5; i++)
      assert.deepEqual(await start().redeem(showCode(code)), { conversationId: 'c1' })
    await here.revoke(id)
    assert.equal(await here.redeem(code), 'unknown')
  })

  it('are not in the store', async () => {
    const { code, id } = await start().issue('c1')
    const doc = await held.read(id)
    assert.deepEqual(Object.keys(doc!).sort(), [
      ...['changed', 'conversationId', 'etag', 'id', 'part', 'vouched'],
    ])
    assert.ok(!JSON.stringify(doc).includes(code.slice(0, 5)))
    assert.match(id, /^[\w-]{43}$/)
  })

  it('say nothing to a server with another pepper', async () => {
    const { code } = await start().issue('c1')
    assert.equal(await codes(held, [randomBytes(32)], () => now).redeem(code), 'unknown')
  })

  it('are throttled after the wrong tries of all, right ones too, until the window ends', async () => {
    const { code } = await start().issue('c1')
    for (let i = 0; i < 3; i++) assert.equal(await start().redeem(newCode()), 'unknown')
    assert.equal(await start().redeem(newCode()), 'throttled')
    assert.equal(await start().redeem(code), 'throttled')
    now = 10_999
    assert.equal(await start().redeem(code), 'throttled')
    now = 11_000
    assert.deepEqual(await start().redeem(code), { conversationId: 'c1' })
  })

  it('count wrong tries made at once, to the last', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => start().redeem(newCode())))
    assert.equal(answers.filter((answer) => answer === 'unknown').length, 3)
    assert.equal(answers.filter((answer) => answer === 'throttled').length, 17)
  })

  it('count them to the last where every write is a race', async () => {
    const server = await startCosmos()
    const stores = Array.from({ length: 10 }, () => cosmosStore(server))
    const answers = await Promise.all(
      stores.map((store) => codes(store.collection('codes'), [pepper], () => now, limit).redeem(newCode())),
    )
    assert.equal(answers.filter((answer) => answer === 'unknown').length, 3)
    assert.equal((await stores[0]!.collection<Doc & { wrong: number }>('codes').read('tries'))?.wrong, 3)
    await Promise.all(stores.map((store) => store.close()))
    await server.close()
  })

  it('do not count a slip that the check digit shows', async () => {
    const { code } = await start().issue('c1')
    const slip = code.slice(0, 14) + ((Number(code[14]) + 1) % 10)
    for (let i = 0; i < 5; i++) assert.equal(await start().redeem(slip), 'unknown')
    assert.equal(await held.read('tries'), null)
  })

  it('stay throttled for a process whose clock is behind', async () => {
    for (let i = 0; i < 3; i++) await start().redeem(newCode())
    now = 9_999
    assert.equal(await start().redeem(newCode()), 'throttled')
  })

  it('are hashed two at a time', async () => {
    const here = codes(held, [pepper], () => now, { tries: 99, window: 1000 })
    await here.issue('warm')
    const rest = process.memoryUsage().rss
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss - rest)
    }, 5)
    await Promise.all(Array.from({ length: 8 }, () => here.redeem(newCode())))
    clearInterval(watch)
    assert.ok(most < 3 * 64 * 2 ** 20, `${Math.round(most / 2 ** 20)} MiB`)
  })
})
