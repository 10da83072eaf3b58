import assert from 'node:assert/strict'
import type { Services } from '../../../bot/services.ts'
import type { Collection, CollectionName, Doc, Store } from '../../../intake/store/ports.ts'
import { openStores } from '../../support/open-stores.ts'
import { freshServices } from '../../support/talk.ts'
import { caseOf, sentApplication } from '../desk-server.ts'

const worker = { id: 'w1', name: 'Aino' }

/** The same store, where the next line of the audit is not written. */
function failing(store: Store): Store & { failNext: boolean } {
  const made = {
    ...store,
    failNext: false,
    collection<T extends Doc>(name: CollectionName): Collection<T> {
      const all = store.collection<T>(name)
      if (name !== 'audit') return all
      return {
        ...all,
        async create(doc) {
          if (!made.failNext) return all.create(doc)
          made.failNext = false
          throw new Error('the store is away')
        },
      }
    },
  }
  return made
}

for (const [name, open] of Object.entries(openStores))
  describe(`desk: an act said again after its line was not written, ${name}`, () => {
    let close: () => Promise<void>
    let store: ReturnType<typeof failing>
    let services: Services
    before(async () => {
      const opened = await open()
      close = opened.close
      store = failing(opened.store)
      services = freshServices({}, store)
    })
    after(() => close())

    const lines = async (id: string, what: string) =>
      (await services.audit.of(id)).filter((line) => line.what === what && line.who === worker.id).length

    it('stands in the audit then, and once however often it is said', async () => {
      const id = caseOf(await sentApplication(services))
      const acts: [string, () => Promise<unknown>][] = [
        ['claim', () => services.desk.claim(id, worker)],
        ['release', () => services.desk.release(id, worker)],
      ]
      for (const [what, act] of acts) {
        store.failNext = true
        await assert.rejects(act())
        assert.equal(await lines(id, what), 0)
        for (let time = 0; time < 3; time += 1) await act()
        assert.equal(await lines(id, what), 1, what)
      }
    })
  })
