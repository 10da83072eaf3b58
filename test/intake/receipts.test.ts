import assert from 'node:assert/strict'
import sinon from 'sinon'
import {
  isThere,
  isWriting,
  type Receipt,
  type ReceiptDoc,
  receipts,
} from '../../intake/conversation/receipts.ts'
import { eventually } from '../support/eventually.ts'
import { openStores } from '../support/open-stores.ts'

const mark = (more: Partial<Receipt>): Receipt => ({
  delivered: 0,
  read: 0,
  online: 0,
  left: 0,
  writing: 0,
  ...more,
})

for (const [name, open] of Object.entries(openStores))
  describe(`intake/receipts, on ${name}`, () => {
    let kept: Awaited<ReturnType<typeof open>>
    let now = 1_000_000_000
    let writes = 0
    let timers: sinon.SinonFakeTimers
    before(async () => {
      kept = await open()
    })
    after(() => kept.close())
    beforeEach(() => {
      writes = 0
      timers = sinon.useFakeTimers({ now: Date.now(), toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    })
    afterEach(() => timers.restore())
    /** Lets so much time pass, until so much is written in all. */
    const passes = (ms: number, most: number) => {
      timers.tick(ms)
      return eventually(() => writes === most)
    }

    const written = () => {
      writes += 1
    }
    /** A process of its own on the same store. */
    const started = (changed?: (id: string) => void) => {
      const collection = kept.store.collection<ReceiptDoc>('receipts')
      const counted = {
        ...collection,
        create: (doc: ReceiptDoc) => collection.create(doc).finally(written),
        replace: (doc: ReceiptDoc, etag: string) => collection.replace(doc, etag).finally(written),
        read: collection.read.bind(collection),
        find: collection.find.bind(collection),
        remove: collection.remove.bind(collection),
      }
      return receipts(counted, () => now, changed)
    }

    it('tells this process at once, and another one after one write for all that came meanwhile', async () => {
      const heard: string[] = []
      const [one, other] = [started((id) => heard.push(id)), started()]
      for (let seq = 1; seq <= 50; seq += 1)
        one.note('a', 'person', { delivered: seq, read: seq - 1, online: now })
      assert.deepEqual((await one.of('a')).person, mark({ delivered: 50, read: 49, online: now }))
      assert.equal(heard.length, 50)
      await passes(1, 1)
      assert.deepEqual((await other.of('a')).person, mark({ delivered: 50, read: 49, online: now }))
      one.note('a', 'person', { delivered: 51 })
      one.note('a', 'person', { read: 51 })
      timers.tick(300)
      for (let reads = 0; reads < 10; reads += 1)
        assert.equal((await other.of('a')).person.read, 49, 'not so soon after the last one')
      await passes(2200, 2)
      assert.equal((await other.of('a')).person.read, 51)
    })

    it('never goes back, whichever process writes last', async () => {
      const [one, other] = [started(), started()]
      one.note('b', 'person', { delivered: 9, writing: now })
      other.note('b', 'person', { delivered: 3, read: 3 })
      await eventually(async () => {
        // Whoever was second writes again after a pause.
        timers.tick(50)
        const { delivered, read } = (await started().of('b')).person
        return delivered === 9 && read === 3
      })
      for (const process of [one, other, started()]) {
        const { person } = await process.of('b')
        assert.deepEqual([person.delivered, person.read, person.writing], [9, 3, now])
      }
    })

    it('keeps the two sides apart, and writes nothing that is no news', async () => {
      const one = started()
      one.note('c', 'person', { delivered: 4, online: now })
      one.note('c', 'desk', { read: 2 })
      await passes(1, 2)
      for (let i = 0; i < 20; i += 1)
        one.note('c', 'person', { delivered: 4, read: 0, online: now + i * 100 })
      timers.tick(2300)
      assert.equal((await started().of('c')).desk.read, 2)
      assert.equal(writes, 2)
    })

    it('holds numbers and times only, and is erased: with the conversation, or a day later', async () => {
      const one = started()
      one.note('d', 'person', { delivered: 1 })
      await passes(1, 1)
      const collection = kept.store.collection<ReceiptDoc>('receipts')
      const { etag: _, ...doc } = (await collection.read('d.person', 'd'))! as ReceiptDoc & { etag: string }
      assert.deepEqual(Object.keys(doc).sort(), [
        'changed',
        'delivered',
        'id',
        'left',
        'online',
        'part',
        'read',
        'writing',
      ])
      one.note('d', 'person', { delivered: 2 })
      await one.erase('d')
      timers.tick(2300)
      assert.equal(await collection.read('d.person', 'd'), null)
      assert.deepEqual((await one.of('d')).person, mark({}))
      one.note('e', 'person', { delivered: 1 })
      await passes(1, 2)
      now += 86_400_001
      one.note('f', 'person', { delivered: 1 })
      await passes(1, 3)
      await one.eraseOld(100)
      assert.equal(await collection.read('e.person', 'e'), null)
      assert.ok(await collection.read('f.person', 'f'))
    })
  })

describe('intake/receipts: what is told of them', () => {
  it('writing ends with what was sent, or when no sign of it came for a while', () => {
    assert.equal(isWriting(mark({ writing: 100 }), 50, 200), true)
    assert.equal(isWriting(mark({ writing: 100 }), 100, 200), false)
    assert.equal(isWriting(mark({ writing: 100 }), 0, 6100), false)
    assert.equal(isWriting(mark({}), 0, 100), false)
  })
  it('being there ends with leaving, or when no sign of it came for a minute', () => {
    assert.equal(isThere(mark({ online: 100 }), 200), true)
    assert.equal(isThere(mark({ online: 100, left: 100 }), 200), false)
    assert.equal(isThere(mark({ online: 300, left: 100 }), 400), true)
    assert.equal(isThere(mark({ online: 100 }), 60_100), false)
  })
})
