import assert from 'node:assert/strict'
import type { CaseDoc } from '../../../intake/case/case.ts'
import { counting } from '../../bench/measure.ts'
import { openStores } from '../../support/open-stores.ts'
import { someCase } from '../../support/seed.ts'
import { askingPerson, Client, caseOf, startDesk } from '../desk-server.ts'

/** Enough that every list of the page is longer than what it shows. */
const SOME = 1050
const MORE = 2100
const AT_ONCE = 50
/** Nothing against any of them: colleagues are counted only for an urgent case that does not fit. */
const plain = { wish: '', kind: 'self' } as const

for (const [name, open] of Object.entries(openStores))
  describe(`desk: the queue asks no more of a longer list, on ${name}`, () => {
    it('asks for as many lists and reads as many cases, for its pages and for a claim', async () => {
      const { store, close } = await open()
      // Whatever else goes on behind an answer asks for one document.
      const counted = counting(store, 'cases')
      // Time stands still, so that what serves for a second serves each of them alike.
      const began = Date.now()
      const desk = await startDesk({}, counted.store, () => began)
      const kept = store.collection<CaseDoc>('cases')
      await kept.read('none')
      const from = Date.now() - 1e7
      const seed = async (begin: number, end: number) => {
        for (let n = begin; n < end; n += AT_ONCE)
          await Promise.all(
            Array.from({ length: AT_ONCE }, (_, i) => kept.create(someCase(n + i, from, plain))),
          )
      }
      const client = await Client.signedIn(desk, 'Aino')
      // A worker's own limit is counted no further than to itself.
      const [me] = await desk.services.workers.list(1)
      await desk.services.workers.work(me!.id, {
        capacity: 5,
        shortcuts: true,
        skills: { languages: [], children: false, gender: '' },
      })

      async function cost(act: () => Promise<number>): Promise<object> {
        const before = { ...counted.calls }
        assert.equal(await act(), 200)
        const { lists, listed } = counted.calls
        return { lists: lists - before.lists, listed: listed - before.listed }
      }
      async function costs() {
        const id = caseOf(await askingPerson(desk.services))
        const all = []
        for (const path of [
          '/console',
          '/console?whose=free',
          '/console?status=waiting&language=ar',
          '/console?status=closed',
        ])
          all.push(await cost(async () => (await client.get(path)).status))
        all.push(await cost(async () => (await client.json('POST', `cases/${id}/claim`)).status))
        await desk.services.desk.release(id, me!)
        return all
      }
      await seed(0, SOME)
      // The first acts of a process have more to ask.
      await costs()
      const few = await costs()
      await seed(SOME, MORE)
      assert.deepEqual(await costs(), few)
      desk.services.watch.stop()
      await desk.close()
      await close().catch(() => {})
    })
  })
