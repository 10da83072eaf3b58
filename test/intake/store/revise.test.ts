import assert from 'node:assert/strict'
import sinon from 'sinon'
import { optOuts } from '../../../bot/channels/sms/opt-outs.ts'
import { teamsStore } from '../../../bot/channels/teams/staff/teams-store.ts'
import { alarmLease } from '../../../desk/alarm/lease.ts'
import { workers } from '../../../intake/case/workers.ts'
import { codes } from '../../../intake/conversation/codes.ts'
import { receipts } from '../../../intake/conversation/receipts.ts'
import type { Collection, Doc } from '../../../intake/store/ports.ts'
import { lost, revise, StoreBusy, untilWon } from '../../../intake/store/revise.ts'
import { localWrapper, vault } from '../../../intake/store/seal.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { asRefusal } from '../../../platform/errors.ts'
import { openStores } from '../../support/open-stores.ts'
import { withRival } from '../../support/rival.ts'

interface Count extends Doc {
  count: number
}
const one = (count: number): Count => ({ id: 'a', part: 'a', changed: 1, count })
const KEYS = [new Uint8Array(32)] as const
const more = (now: Count | null) => one((now?.count ?? 0) + 1)

for (const [name, open] of Object.entries(openStores))
  describe(`revise, ${name}`, () => {
    let collection: Collection<Count>
    let close: () => Promise<void>
    beforeEach(async () => {
      const opened = await open()
      collection = opened.store.collection<Count>('leases')
      close = opened.close
    })
    afterEach(() => close())

    it('makes what is not there, changes what is, and leaves what need not change', async () => {
      assert.equal((await revise(collection, 'a', more))!.count, 1)
      assert.equal((await revise(collection, 'a', more))!.count, 2)
      const before = (await collection.read('a'))!.etag
      assert.equal(await revise(collection, 'a', () => null), null)
      assert.equal((await collection.read('a'))!.etag, before)
    })

    it('decides anew when a rival made, changed or removed it first', async () => {
      const byRival = (act: () => Promise<unknown>) => revise(withRival(collection, act), 'a', more)
      assert.equal((await byRival(() => collection.create(one(10))))!.count, 11)
      assert.equal((await byRival(() => revise(collection, 'a', more)))!.count, 13)
      assert.equal((await byRival(() => collection.remove('a')))!.count, 1)
    })

    it('loses nothing of many at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => revise(collection, 'a', more)))
      assert.equal((await collection.read('a'))!.count, 20)
    })
  })

describe('revise: a race that is never won', () => {
  let timers: sinon.SinonFakeTimers
  beforeEach(() => {
    timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'Date'] })
  })
  afterEach(() => timers.restore())

  it('ends, after pauses that grow, with what a client may try again', async () => {
    const at: number[] = []
    const never = untilWon(async () => {
      at.push(timers.now)
      return lost
    }).catch((error) => error)
    await timers.runAllAsync()
    const error = await never
    assert.ok(error instanceof StoreBusy)
    assert.deepEqual([asRefusal(error).status, asRefusal(error).retry], [503, true])
    assert.equal(at.length, 25)
    assert.ok(at[4]! - at[0]! <= 2 + 4 + 8 + 16, 'soon at first')
    assert.ok(at.at(-1)! < 25 * 400, 'not for ever')
    assert.ok(at.at(-1)! - at[0]! > 500, 'later ones are longer')
  })

  it('is the same for a change of a worker, and changes nothing', async () => {
    const store = sqliteStore(':memory:')
    const inner = store.collection('workers')
    const first = workers(inner as never, KEYS, () => 1)
    await first.duty('w', true)
    let rounds = 0
    const rival = withRival(inner, () => first.duty('w', rounds++ % 2 === 0), Number.POSITIVE_INFINITY)
    const busy = workers(rival as never, KEYS, () => 2)
      .work('w', { capacity: 9, skills: { languages: [], children: false, gender: '' }, shortcuts: true })
      .catch((error) => error)
    await timers.runAllAsync()
    assert.ok((await busy) instanceof StoreBusy)
    assert.equal((await first.get('w'))!.capacity, 0)
    await store.close()
  })
})

describe('revise: whoever keeps something decides anew after a lost race', () => {
  const store = sqliteStore(':memory:')
  after(() => store.close())
  const keys = vault(store.collection('keys'), localWrapper(new Uint8Array(32)))

  it('a worker', async () => {
    const inner = store.collection('workers')
    const rival = withRival(inner, () => workers(inner as never, KEYS, () => 1).endAll('w1'))
    await workers(rival as never, KEYS, () => 1).duty('w1', true)
    const now = (await workers(inner as never, KEYS, () => 1).get('w1'))!
    assert.deepEqual([now.generation, now.away], [1, true])
  })

  it('wrong tries of return codes', async () => {
    const inner = store.collection('codes')
    const pepper = new Uint8Array(32)
    const mine = (on: typeof inner) => codes(on as never, [pepper], () => 5, { tries: 2, window: 100 })
    const wrong = '000000000000000'
    const rival = withRival(inner, () => mine(inner).redeem(wrong))
    assert.equal(await mine(rival).redeem(wrong), 'unknown')
    assert.equal(await mine(inner).redeem(wrong), 'throttled')
  })

  it('how far a talk has come', async () => {
    const inner = store.collection('receipts')
    const timers = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    try {
      const noted = async (on: typeof inner, news: object) => {
        const each = receipts(on as never, () => 5)
        each.note('c', 'person', news)
        await timers.runAllAsync()
      }
      const rival = withRival(inner, async () => {
        await inner.create({ id: 'c.person', part: 'c', changed: 1, delivered: 9, read: 0 } as Doc)
      })
      await noted(rival, { delivered: 3, read: 2 })
    } finally {
      timers.restore()
    }
    const { person } = await receipts(inner as never, () => 5).of('c')
    assert.deepEqual([person.delivered, person.read], [9, 2])
  })

  it('a chat in Teams, and a channel that is linked again', async () => {
    const inner = store.collection('teams')
    const mine = (on: typeof inner) => teamsStore(on as never, keys, () => 1)
    const where = { channelId: 'msteams', conversation: 'x', bot: 'b', via: 'v', language: 'fi' }
    const chat = { ...where, told: {} }
    const rival = withRival(inner, () => mine(inner).inChat('w', () => ({ ...chat, talking: '1' })))
    const kept = await mine(rival).inChat('w', (now) => ({ ...(now ?? chat), told: { '2': 0 } }))
    assert.deepEqual([kept!.talking, kept!.told], ['1', { '2': 0 }])
    assert.deepEqual(await mine(inner).chat('w'), kept)
    const other = withRival(inner, () => mine(inner).link({ ...where, id: 'board' }))
    await mine(other).link({ ...where, id: 'board', language: 'sv' })
    assert.equal((await mine(inner).board('board'))!.language, 'sv')
  })

  it('what the alarm says of a way that fails', async () => {
    const inner = store.collection('leases')
    const mine = (on: typeof inner) => alarmLease(on as never, () => 5)
    await mine(inner).mine()
    await mine(withRival(inner, () => mine(inner).fails('email'))).fails('webhook')
    assert.deepEqual((await mine(inner).state()).failing.map(({ way }) => way).sort(), ['email', 'webhook'])
  })

  it('a number that asked for no more messages', async () => {
    const inner = store.collection('optOuts')
    const mine = (on: typeof inner) =>
      optOuts(
        on as never,
        (number) => number,
        () => 1,
      )
    await mine(withRival(inner, () => mine(inner).close('1', 'stopped'))).close('1', 'unreachable')
    assert.equal(await mine(inner).why('1'), 'stopped')
  })
})
