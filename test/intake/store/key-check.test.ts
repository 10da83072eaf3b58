import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { OtherKeys, requireKeys, WrongKey } from '../../../intake/store/key-check.ts'
import type { CollectionName, Doc, Store } from '../../../intake/store/ports.ts'
import { deriveSecrets } from '../../../intake/store/secrets.ts'
import { openStores } from '../../support/open-stores.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'

const [ours, others] = [randomBytes(32), randomBytes(32)]
const [secrets, wrong] = [deriveSecrets(ours), deriveSecrets(others)]

for (const [name, open] of Object.entries(openStores))
  describe(`Which key a store is kept under, ${name}`, () => {
    let store: Store
    let close: () => Promise<void>
    beforeEach(async () => {
      ;({ store, close } = await open())
    })
    afterEach(() => close())
    const marks = (where: CollectionName) => store.collection<Doc & { store: string }>(where)

    /** As the program before left it: used, and with no mark. */
    async function used(): Promise<void> {
      const services = freshServices({ MASTER_KEY: ours.toString('base64') }, store)
      await walkTo(new Person(services), 'en', 'what.forms')
      await services.audit.note('anna', 'view', '')
      services.watch.stop()
    }

    it('an empty store is marked, and opens under that key only', async () => {
      await Promise.all([1, 2, 3].map(() => requireKeys(store, secrets)))
      await requireKeys(store, secrets)
      await assert.rejects(requireKeys(store, wrong), WrongKey)
      await requireKeys(store, secrets)
    })

    it('of two that begin it at once under two keys one goes on', async () => {
      const both = await Promise.allSettled([requireKeys(store, secrets), requireKeys(store, wrong)])
      assert.ok(both.some(({ status }) => status === 'rejected'))
      const after = await Promise.allSettled([requireKeys(store, secrets), requireKeys(store, wrong)])
      assert.deepEqual(after.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    })

    it('a store that an older program kept is told by what it holds', async () => {
      await used()
      await assert.rejects(requireKeys(store, wrong), WrongKey)
      assert.equal(await marks('leases').read('belongs'), null, 'and is not marked by that')
      await requireKeys(store, secrets)
      await assert.rejects(requireKeys(store, wrong), WrongKey)
    })

    it('keys that are gone, or of another store, are refused', async () => {
      await used()
      await requireKeys(store, secrets)
      const { etag, ...mark } = (await marks('keys').read('belongs'))!
      await marks('keys').replace({ ...mark, store: 'another' }, etag)
      await assert.rejects(requireKeys(store, secrets), OtherKeys)
      await marks('keys').remove('belongs')
      await assert.rejects(requireKeys(store, secrets), OtherKeys)
    })

    it('an older store whose keys are from elsewhere is refused', async () => {
      await used()
      for (const { id } of await marks('keys').find({ limit: 100 })) await marks('keys').remove(id)
      await assert.rejects(requireKeys(store, secrets), OtherKeys)
    })

    it('a start that was killed between the two marks is made good by the next', async () => {
      await used()
      await marks('keys').create({ id: 'belongs', part: 'belongs', changed: 1, store: 'begun' })
      await requireKeys(store, secrets)
      assert.equal((await marks('leases').read('belongs'))!.store, 'begun')
    })
  })
