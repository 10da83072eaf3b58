import assert from 'node:assert/strict'
import type { CaseDoc } from '../../../intake/cases.ts'
import { counting } from '../../bench/measure.ts'
import { openStores } from '../../support/open-stores.ts'
import { someCase } from '../../support/seed.ts'
import { askingPerson, Client, caseOf, startDesk } from './desk-server.ts'

/** Enough that every list of the page is longer than what it shows. */
const SOME = 1050
const MORE = 2100
const AT_ONCE = 50

for (const [name, open] of Object.entries(openStores))
  describe(`bot/desk: the queue asks no more of a longer list, on ${name}`, function () {
    this.timeout(60_000)

    it('reads as many cases in as many calls for its page, and for a claim', async () => {
      const { store, close } = await open()
      const counted = counting(store)
      const desk = await startDesk({}, counted.store)
      const kept = store.collection<CaseDoc>('cases')
      await kept.read('none')
      const from = Date.now() - 1e7
      const seed = async (begin: number, end: number) => {
        for (let n = begin; n < end; n += AT_ONCE)
          await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => kept.create(someCase(n + i, from))))
      }
      const client = await Client.signedIn(desk, 'Aino')
      // A worker's own limit is counted no further than to itself.
      const [me] = await desk.services.workers.list(1)
      const skills = { languages: ['fi'], children: false, gender: '' } as const
      await desk.services.workers.work(me!.id, {
        capacity: 5,
        shortcuts: true,
        skills: { ...skills, languages: ['fi'] },
      })

      async function cost(act: () => Promise<number>): Promise<object> {
        const before = { ...counted.calls }
        assert.equal(await act(), 200)
        const { read, write, listed } = counted.calls
        return {
          read: read - before.read,
          write: write - before.write,
          listed: listed - before.listed,
        }
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
