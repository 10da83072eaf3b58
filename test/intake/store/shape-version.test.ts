import assert from 'node:assert/strict'
import { cosmosStore } from '../../../intake/store/cosmos.ts'
import type { Doc, Store } from '../../../intake/store/ports.ts'
import { OtherStore, requireShape } from '../../../intake/store/shape-version.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { openStores } from '../../support/open-stores.ts'
import { startProcess } from '../../support/process.ts'
import { storeSettings } from '../../support/stores.ts'

const doc = { id: 'a', part: 'a', changed: 1 }

for (const [name, open] of Object.entries(openStores))
  describe(`The shape of what is kept, ${name}`, () => {
    let store: Store
    let close: () => Promise<void>
    beforeEach(async () => {
      const opened = await open()
      store = opened.store
      close = opened.close
    })
    afterEach(() => close())

    it('an empty store is taken, and taken again with something in it', async () => {
      await requireShape(store)
      await store.collection('cases').create(doc)
      await requireShape(store)
    })

    for (const kept of ['conversations', 'cases', 'workers', 'audit'] as const)
      it(`a store from before there was a mark is refused by its ${kept}`, async () => {
        await store.collection(kept).create(doc)
        await assert.rejects(requireShape(store), OtherStore)
        await assert.rejects(requireShape(store), OtherStore, 'and is not marked by that')
      })

    it('a store of the shape before is taken, and is of this one from then on', async () => {
      const marks = store.collection<Doc & { shape: number }>('leases')
      await marks.create({ id: 'shape', part: 'shape', changed: 1, shape: 1 })
      await store.collection('cases').create(doc)
      await Promise.all([1, 2].map(() => requireShape(store)))
      assert.equal((await marks.read('shape'))!.shape, 2)
    })

    it("the demo's and that of real people are not taken for each other, empty or not", async () => {
      const another = await open()
      await requireShape(store, true)
      await requireShape(another.store)
      for (const full of [false, true]) {
        if (full) for (const one of [store, another.store]) await one.collection('cases').create(doc)
        await assert.rejects(requireShape(store), /^OtherStore: the store is the demo's/)
        await assert.rejects(requireShape(another.store, true), /^OtherStore: the store is not the demo's/)
        await requireShape(store, true)
        await requireShape(another.store)
      }
      await another.close()
    })

    it('one from before there was a mark is none of the demo', async () => {
      await store.collection('cases').create(doc)
      await assert.rejects(requireShape(store, true), /^OtherStore: the store is not the demo's/)
    })

    it('a store of another shape is refused, empty or not', async () => {
      await requireShape(store)
      const marks = store.collection<Doc & { shape: number }>('leases')
      const { etag, ...mark } = (await marks.read('shape'))!
      await marks.replace({ ...mark, shape: mark.shape + 1 }, etag)
      await assert.rejects(requireShape(store), OtherStore)
    })
  })

for (const [name, open] of Object.entries(storeSettings))
  describe(`Starting on a store of before, ${name}`, () => {
    it('ends with one sentence that says what to do', async () => {
      const { env, close } = await open()
      const store = env.COSMOS_ENDPOINT
        ? cosmosStore({ endpoint: env.COSMOS_ENDPOINT, key: env.COSMOS_KEY! })
        : sqliteStore(env.DATA_DIR!)
      await store.collection('cases').create(doc)
      await store.close()
      try {
        await assert.rejects(
          startProcess(env),
          /Silta cannot start:\nthe store was written by another version/,
        )
      } finally {
        await close()
      }
    })
  })
