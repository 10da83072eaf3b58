import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import sinon from 'sinon'
import type { CaseDoc } from '../../intake/case/case.ts'
import {
  owners,
  type Place,
  type QueueFilter,
  queuePage,
  readPlace,
  showPlace,
  statuses,
} from '../../intake/case/queue.ts'
import type { Collection, Query, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { startCosmos } from '../support/cosmos-server.ts'
import { openStores } from '../support/open-stores.ts'
import { freshDir } from '../support/process.ts'
import { idOf, someCase } from '../support/seed.ts'

const ME = 'worker-2'
const BEGAN = 1_700_000_000_000

/** The same lists by the plainest reading of the words, over all cases. */
function expected(all: CaseDoc[], { status, whose, urgent, ...fields }: QueueFilter): string[] {
  const free = (one: CaseDoc) =>
    one.application !== 'closed' &&
    !one.assignee &&
    (one.talk === 'waiting' || ['sent', 'moreInfo'].includes(one.application))
  const is: Record<string, (one: CaseDoc) => boolean> = {
    open: (one) => one.application !== 'closed',
    waiting: (one) => one.talk === 'waiting',
    claimed: (one) => one.talk === 'claimed',
    mine: (one) => one.talk === 'claimed' && one.assignee === ME,
    free,
    colleague: (one) => one.assignee !== '' && one.assignee !== ME,
    bot: (one) => one.application === 'draft' && one.talk === 'bot',
  }
  const inState = (one: CaseDoc) => (is[status] ? is[status](one) : one.application === status)
  const ofWhom = (one: CaseDoc) => !whose || (whose === 'mine' ? one.assignee === ME : is[whose]!(one))
  return all
    .filter((one) => inState(one) && ofWhom(one))
    .filter((one) => urgent === undefined || (one.urgent === 1) === urgent)
    .filter((one) => Object.entries(fields).every(([name, value]) => one[name as keyof CaseDoc] === value))
    .sort((a, b) => (a.rank + a.id < b.rank + b.id ? -1 : 1))
    .map(({ id }) => id)
}

for (const [name, open] of Object.entries(openStores))
  describe(`the queue's lists, on ${name}`, () => {
    let store: Store
    let close: () => Promise<void>
    let cases: Collection<CaseDoc>
    /** Several of one rank, so that the id has to part them. */
    const all = Array.from({ length: 420 }, (_, n) =>
      someCase(n, BEGAN, { waitingSince: BEGAN + Math.floor(n / 4) }),
    )

    before(async () => {
      ;({ store, close } = await open())
      cases = store.collection<CaseDoc>('cases')
      await cases.create(all[0]!)
      await Promise.all(all.slice(1).map((one) => cases.create(one)))
    })
    after(() => close())

    async function whole(filter: QueueFilter, limit: number): Promise<string[]> {
      const ids: string[] = []
      let after: Place | null = null
      do {
        const page: Awaited<ReturnType<typeof queuePage>> = await queuePage(
          cases,
          { ...filter, me: ME },
          after,
          limit,
        )
        ids.push(...page.found.map(({ id }) => id))
        // As an address or a program carries it.
        after = page.next && readPlace(showPlace(page.next))
      } while (after)
      return ids
    }

    for (const status of statuses)
      it(`gives each case of a list once and in order, page by page: ${status}`, async () => {
        for (const whose of [undefined, ...owners])
          for (const urgent of [undefined, true, false]) {
            const filter = { status, whose, urgent }
            const wanted = expected(all, filter)
            assert.deepEqual(await whole(filter, 7), wanted, JSON.stringify(filter))
            assert.deepEqual(await whole(filter, 500), wanted, JSON.stringify(filter))
          }
      })

    it('compares every readable field, alone and with the others', async () => {
      let some = 0
      for (const status of ['open', 'waiting', 'sent', 'closed'] as const)
        for (const fields of [
          { language: 'ar' },
          { kind: 'child' },
          { channel: 'sms' },
          { wish: 'woman' },
          { language: 'ru', urgent: true },
          { language: 'fi', kind: 'self', whose: 'free' as const },
          { channel: 'web', wish: 'man', whose: 'colleague' as const },
          { language: 'zz' },
        ]) {
          const wanted = expected(all, { status, ...fields })
          some += wanted.length
          assert.deepEqual(
            await whole({ status, ...fields }, 9),
            wanted,
            JSON.stringify({ status, ...fields }),
          )
        }
      assert.ok(some > 200, String(some))
    })

    it('goes on where a list most of which is passed over was left, and never says that it is done before', async () => {
      const wanted = expected(all, { status: 'open', whose: 'free' }).filter((id) => id.endsWith('7'))
      const ids: string[] = []
      let after: Place | null = null
      do {
        const keep = ({ id }: CaseDoc) => id.endsWith('7')
        const filter = { status: 'open', whose: 'free', me: ME } as const
        const page: Awaited<ReturnType<typeof queuePage>> = await queuePage(cases, filter, after, 3, keep)
        ids.push(...page.found.map(({ id }) => id))
        after = page.next
      } while (after)
      assert.deepEqual(ids, wanted)
    })
  })

describe("the queue's indexes", () => {
  it('has a way in for each list and order, so that the store sorts and looks through nothing', async () => {
    const dir = freshDir()
    const store = sqliteStore(dir)
    const db = new DatabaseSync(join(dir, 'silta.db'))
    /** How SQLite goes about what the store itself asks of it. */
    async function plan(query: Query): Promise<string> {
      const prepared = sinon.spy(DatabaseSync.prototype, 'prepare')
      await store.collection('cases').find(query)
      const [sql] = prepared.lastCall.args
      prepared.restore()
      const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
      return steps.map(({ detail }) => detail).join('; ')
    }
    const order = { field: 'rank' }
    const ranges = [{ from: '0' }, { below: '1' }, { from: '0', below: '1' }]
    let limit = 1
    try {
      for (const [index, where] of [
        ['talk_rank', { talk: 'waiting' }],
        ['application_talk_rank', { application: 'sent', talk: 'bot' }],
        ['assignee_talk_rank', { assignee: ME, talk: 'claimed' }],
        ['assignee_talk_rank', { application: 'closed', assignee: ME, talk: 'bot' }],
        ['language_talk_rank', { talk: 'waiting', language: 'ar' }],
        // The fewer closed cases of a language or of all: the planner cannot know which.
        ['(language|application)_talk_rank', { application: 'closed', talk: 'bot', language: 'ar' }],
      ] as const)
        for (const range of ranges) {
          limit += 1
          const steps = await plan({ where, range: { field: 'rank', ...range }, order, limit })
          assert.match(steps, new RegExp(`cases_${index} `), JSON.stringify({ where, range }))
          assert.doesNotMatch(steps, /SCAN|TEMP B-TREE/)
        }
    } finally {
      db.close()
      await store.close()
    }
  })

  it('is in the container definition of Cosmos, the order last', async () => {
    const server = await startCosmos()
    const { cosmosStore } = await import('../../intake/store/cosmos.ts')
    const store = cosmosStore(server)
    try {
      await store.collection('cases').read(idOf(1))
      const answer = await fetch(`${server.endpoint}/dbs/silta/colls/cases`)
      const { indexingPolicy } = (await answer.json()) as {
        indexingPolicy: { compositeIndexes: { path: string }[][]; includedPaths: { path: string }[] }
      }
      const composite = indexingPolicy.compositeIndexes.map((one) => one.map(({ path }) => path).join())
      for (const one of [
        '/talk,/rank',
        '/application,/talk,/rank',
        '/assignee,/talk,/rank',
        '/language,/talk,/rank',
      ])
        assert.ok(composite.includes(one), one)
      assert.ok(indexingPolicy.includedPaths.some(({ path }) => path === '/wish/?'))
    } finally {
      await store.close()
      await server.close()
    }
  })
})
