import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Fresh, transaction } from '../../../bot/turns/transaction.ts'
import { emptyState, type State } from '../../../intake/conversation/conversation.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { freshServices, watched } from '../../support/talk.ts'

describe('A turn as a transaction', () => {
  const store = sqliteStore(':memory:')
  /** What another process does just before a conversation is written. */
  let before: (() => Promise<unknown>) | undefined
  const services = freshServices(
    {},
    watched(store, async ({ on, what }) => {
      const meanwhile = on === 'conversations' && what === 'replace' ? before : undefined
      if (meanwhile) before = undefined
      await meanwhile?.()
    }),
  )
  const { conversations, clock } = services
  const told: (Fresh | undefined)[] = []
  const { transact, amend } = transaction({
    conversations,
    clock,
    draftHours: 1,
    version: '1',
    runEffects: async (loaded) => loaded,
    onCommit: (_, fresh) => void told.push(fresh),
  })
  after(() => store.close())

  const says = (id: string, inbound: string = randomUUID()) =>
    transact(id, 'web', inbound, async () => {}, true)
  const stateOf = async (id: string) => (await conversations.load(id))!.state
  /** A conversation that stands so. */
  async function standing(state: Partial<State> = {}): Promise<string> {
    const id = services.idFor('web', randomUUID())
    await conversations.commit(id, { ...emptyState('web'), ...state }, clock() + 1e9, null, null)
    return id
  }

  it('ends where two lead to each other', async () => {
    const one = await standing()
    const other = await standing({ alias: one })
    await amend(one, (state) => Boolean(Object.assign(state, { alias: other })))
    await assert.rejects(says(one), { code: 'GONE' })
  })

  it('of what led to another conversation shows nothing again once its earlier pages are shut', async () => {
    const there = await standing({ view: 3 })
    const from = await standing({ recent: [{ id: 'code', from: 1, to: 1 }], alias: there, aliasView: 3 })
    assert.equal((await says(from, 'code')).id, there)
    await amend(there, (state) => Boolean(Object.assign(state, { view: 4 })))
    await assert.rejects(says(from, 'code'), { code: 'GONE' })
  })

  it('leads her into the conversation that she is in, and a worker into the one that is hers', async () => {
    const empty = await standing()
    const hers = await standing({ aside: empty })
    assert.equal((await says(hers)).id, empty)
    assert.equal((await transact(hers, '', 'worker:1', async () => {})).id, hers)
  })

  it('lets out with the next turn all that was held', async () => {
    const id = await standing({
      seq: 7,
      push: { by: 'carrier', to: '1', from: '2', due: [5], held: true } as never,
    })
    told.length = 0
    await says(id)
    await amend(id, ({ push }) => Reflect.deleteProperty(push!, 'held'))
    await says(id)
    assert.deepEqual(
      told.map((fresh) => fresh?.from),
      [0, 8],
    )
  })

  it('makes a small change again on what another process wrote meanwhile', async () => {
    const id = await standing()
    before = () => amend(id, (state) => Boolean(Object.assign(state, { language: 'fi' })))
    await amend(id, (state) => Boolean(Object.assign(state, { guess: 'sv' })))
    const { language, guess } = await stateOf(id)
    assert.deepEqual([language, guess], ['fi', 'sv'])
  })
})
