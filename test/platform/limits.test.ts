import assert from 'node:assert/strict'
import type { IncomingMessage } from 'node:http'
import { trying } from '../../bot/channels/code-tries.ts'
import type { Outcome } from '../../bot/turns/transaction.ts'
import { newCode } from '../../intake/conversation/codes.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import type { Refusal } from '../../platform/errors.ts'
import { costs, LONGEST, limits, RATE, SIZE, senderOf, URGENT } from '../../platform/limits.ts'
import { type LevelsDoc, sharedLimits } from '../../platform/limits-shared.ts'
import { printed } from '../promises/canary.ts'

const begins = SIZE / costs.begin

describe('What is asked for has a price', () => {
  let now: number
  let waited: number[]
  const fresh = () =>
    limits(
      () => now,
      async (ms) => void waited.push(ms),
    )
  beforeEach(() => {
    now = 1_000_000_000
    waited = []
  })
  const spent = async (one: ReturnType<typeof fresh>, times: number, by = 'here') => {
    for (let n = 0; n < times; n += 1) await one.spend('begin', by)
  }

  it('much at once is given at once', async () => {
    await spent(fresh(), begins)
    assert.deepEqual(waited, [])
  })

  it('more is slowed, not refused, and only what would take too long is told when to come again', async () => {
    const one = fresh()
    await spent(one, begins)
    const slowed = Math.floor((LONGEST / 1000) * (RATE / costs.begin))
    await spent(one, slowed)
    assert.equal(waited.length, slowed)
    assert.equal(waited[0], (costs.begin / RATE) * 1000)
    await assert.rejects(
      () => one.spend('begin', 'here'),
      (error: Refusal) =>
        error.code === 'TOO_MANY' && error.until === now + (((slowed + 1) * costs.begin) / RATE) * 1000,
    )
    assert.ok(waited.every((ms) => ms <= LONGEST))
  })

  it('what was refused costs nothing, and time gives back', async () => {
    const one = fresh()
    await spent(one, begins)
    for (let n = 0; n < 50; n += 1) await one.spend('begin', 'here').catch(() => {})
    now += (begins * costs.begin * 1000) / RATE + 10_000
    waited = []
    await spent(one, begins)
    assert.deepEqual(waited, [])
  })

  it('a program is told the seconds until then', async () => {
    const one = fresh()
    for (let n = 0; n < SIZE / costs.code; n += 1) await one.spend('code', 'here')
    await assert.rejects(() => one.spend('code', 'here'), { after: costs.code / RATE })
  })

  it('what cannot wait is never refused, hardly slowed, and nobody beside it pays', async () => {
    const one = fresh()
    let asked = 0
    const urgent = () => {
      asked += 1
      return true
    }
    await one.spend('begin', 'here', urgent)
    assert.equal(asked, 0, 'asked only where there was much')
    await spent(one, begins - 1)
    for (let n = 0; n < 1000; n += 1) await one.spend('begin', 'here', urgent)
    assert.ok(waited.every((ms) => ms <= URGENT))
    waited = []
    await one.spend('begin', 'here')
    assert.deepEqual(waited, [(costs.begin / RATE) * 1000])
    await assert.doesNotReject(spent(one, 2))
  })

  it('a clock that is set back costs nothing', async () => {
    const one = fresh()
    await spent(one, 2)
    now -= 100_000_000
    await spent(one, begins - 2)
    assert.deepEqual(waited, [])
  })

  it('who guesses slows nobody beside them', async () => {
    const one = fresh()
    for (let n = 0; n < 60; n += 1) await one.spend('code', 'here').catch(() => {})
    waited = []
    await spent(one, begins)
    assert.deepEqual(waited, [])
  })

  it('nobody pays for another', async () => {
    const one = fresh()
    await spent(one, begins)
    await spent(one, begins, 'elsewhere')
    assert.deepEqual(waited, [])
  })

  it('what was right is given back', async () => {
    const one = fresh()
    for (let n = 0; n < 100; n += 1) {
      await one.spend('code', 'here')
      one.giveBack('code', 'here')
    }
    assert.deepEqual(waited, [])
  })

  it('guessing is paid for by all networks that come with one server', async () => {
    const one = fresh()
    const wrong = { lines: [{ say: 'say.codeWrong' }] } as Outcome
    const guess = (network: string) => trying(one, network, newCode(), async () => wrong)
    for (let n = 0; n < SIZE / costs.code; n += 1) await guess(`2001:db8:1:${n}`)
    await assert.rejects(() => guess('2001:db8:1:ffff'), { code: 'TOO_MANY' })
    await guess('2001:db8:2:1')
  })

  it('holds so many at most, and others when those are let go', async () => {
    const going: ((_: unknown) => void)[] = []
    const one = limits(
      () => now,
      () => new Promise((resolve) => going.push(resolve)),
    )
    const waiting: Promise<void>[] = []
    for (let n = 0; n < 500; n += 1) {
      await spent(one, begins, `sender ${n}`)
      waiting.push(one.spend('begin', `sender ${n}`))
    }
    await spent(one, begins, 'last')
    await assert.rejects(
      () => one.spend('begin', 'last'),
      (error: Refusal) => error.code === 'UNAVAILABLE',
    )
    for (const go of going.splice(0)) go(0)
    await Promise.all(waiting)
    void one.spend('begin', 'last')
    assert.equal(going.length, 1)
  })

  it('remembers so many at most', async () => {
    const one = fresh()
    for (let n = 0; n < 20_005; n += 1) await one.spend('code', `sender ${n}`)
    assert.equal(one.heavy().size, 20_000)
  })

  it('is one for all processes a second later, and the store learns nobody of it', async () => {
    const store = sqliteStore(':memory:')
    const leases = store.collection<LevelsDoc>('leases')
    const named = (by: string) => `hash of ${by.length}`
    const [here, there] = [fresh(), fresh()]
    const shared = [here, there].map((one) => sharedLimits({ limits: one, leases, named, clock: () => now }))
    await spent(here, begins / 2, '192.0.2.77')
    await spent(there, begins / 2, '192.0.2.77')
    for (const one of [...shared, ...shared]) await one.once()
    assert.ok(!JSON.stringify(await leases.find({ limit: 10 })).includes('192.0.2'))
    await here.spend('begin', '192.0.2.77')
    assert.equal(waited.length, 1)
    // Back to nothing by the same clock, together as fast as one.
    now += (SIZE * 1000) / RATE + 10_000
    for (const one of [...shared, ...shared]) await one.once()
    assert.deepEqual(await leases.find({ limit: 10 }), [])
    waited = []
    await here.spend('begin', '192.0.2.77')
    assert.deepEqual(waited, [])
    await store.close()
  })

  it('of a process that is gone nothing counts', async () => {
    const store = sqliteStore(':memory:')
    const leases = store.collection<LevelsDoc>('leases')
    await leases.create({
      id: 'limits:old',
      part: 'limits:old',
      changed: now - 100_000,
      levels: { here: SIZE },
    })
    const one = fresh()
    await spent(one, begins / 2)
    await sharedLimits({ limits: one, leases, named: (by) => by, clock: () => now }).once()
    await spent(one, begins / 2)
    assert.deepEqual(waited, [])
    assert.equal(await leases.read('limits:old'), null)
    await store.close()
  })
})

describe('Who a request comes from', () => {
  const from = (remoteAddress: string, forwarded?: string, proxies = 0) => {
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
    return senderOf({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, proxies)
  }
  for (const [what, a, b] of [
    ['a port', from('10.0.0.1', '192.0.2.7:5000', 1), '192.0.2.7'],
    ['a port of IPv6', from('10.0.0.1', '[2001:db8:1:2::9]:443', 1), '2001:db8:1:2'],
    ['an IPv6 network', from('2001:db8:1:2:aaaa::1'), from('2001:0db8:0001:0002:bbbb:1:2:3')],
    ['a short one', from('2001:db8::1'), from('2001:db8:0:0:5::')],
    ['IPv4 in IPv6', from('::ffff:192.0.2.7'), '192.0.2.7'],
    ['the last of one proxy', from('10.0.0.1', 'forged, 192.0.2.7', 1), '192.0.2.7'],
    ['the last but one of two', from('10.0.0.1', 'forged, 192.0.2.7, 10.0.0.9', 2), '192.0.2.7'],
    ['nobody before all proxies', from('10.0.0.1', '192.0.2.7', 2), '10.0.0.1'],
    ['no proxy that is trusted', from('10.0.0.1', '192.0.2.7'), '10.0.0.1'],
  ] as const)
    it(`is the same with ${what}`, () => assert.equal(a, b))

  it('is another in another network', () => {
    assert.notEqual(from('2001:db8:1:2::1'), from('2001:db8:1:3::1'))
  })

  it('says once that a proxy is there which is not trusted, and not whose address it brings', async () => {
    const { senderOf: anew } = await import(`../../platform/limits.ts?${now()}`)
    const req = { headers: { 'x-forwarded-for': '192.0.2.7' }, socket: { remoteAddress: '10.0.0.1' } }
    const output = await printed(async () => {
      for (let n = 0; n < 3; n += 1) anew(req, 0)
    })
    assert.equal(output.match(/proxy\.notTrusted.*TRUST_PROXY/g)?.length, 1)
    assert.doesNotMatch(output, /192\.0\.2|10\.0\.0/)
  })
})

const now = () => process.hrtime.bigint()
