import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import type { ConversationDoc } from '../../intake/conversation/conversation.ts'
import type { Doc, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const [SECOND, HOUR] = [1000, 3_600_000]

describe('The sweep', () => {
  let now: number
  let inner: Store
  /** Conversations that begin so cannot be removed. */
  const stuck = 'stuck'
  let store: Store
  beforeEach(() => {
    now = Date.parse('2026-01-12T08:00:00Z')
    inner = sqliteStore(':memory:')
    store = {
      ...inner,
      collection: <T extends Doc>(name: Parameters<Store['collection']>[0]) => {
        const all = inner.collection<T>(name)
        const remove = async (id: string, part?: string) => {
          if (id.startsWith(stuck)) throw new Error('away')
          await all.remove(id, part)
        }
        return { ...all, remove }
      },
    }
  })
  afterEach(() => inner.close())
  const start = (): Services => freshServices({ MASTER_KEY }, store, () => now)
  const all = () => store.collection<ConversationDoc>('conversations')

  async function hundreds(of: Partial<ConversationDoc>): Promise<void> {
    for (let at = 0; at < 250; at += 1) {
      const id = `${stuck}${at}`
      const doc = { id, part: id, changed: 1, due: now + HOUR, pending: 0, key: id, sealed: 'AAAA' }
      await all().create({ ...doc, ...of })
    }
  }

  it('finishes what can be, however many before it cannot', async () => {
    const services = start()
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('human')
    await hundreds({ pending: 1 })
    const { state, due, key, etag } = (await services.conversations.load(person.id))!
    const left = { ...state, effects: [{ kind: 'touch', case: state.case!.id }] } as typeof state
    await services.conversations.commit(person.id, left, due, key, etag)
    await services.sweep.once()
    assert.equal((await all().read(person.id))!.pending, 0)
  })

  it('erases what can be, however many before it cannot', async () => {
    const services = start()
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await hundreds({ due: 2 })
    now = person.last.due + 1
    await services.sweep.once()
    assert.equal(await all().read(person.id), null)
    assert.ok(await all().read(`${stuck}0`))
  })

  it('that is asked to stop leaves the next round to another process at once', async () => {
    const [one, other] = [start(), start()]
    const holder = async (id: string) =>
      (await store.collection<Doc & { holder: string }>('leases').read(id))!.holder
    const both = () => Promise.all(['sweep', 'alarm'].map(holder))
    const rounds = (of: Services) => Promise.all([of.sweep.once(), of.alarm.once()])
    await rounds(one)
    const first = await both()
    await rounds(other)
    assert.deepEqual(await both(), first)
    await Promise.all([one.sweep.stop(), one.alarm.stop()])
    await rounds(other)
    const then = await both()
    assert.deepEqual(
      then.map((id, at) => id === first[at]),
      [false, false],
    )
    await Promise.all([one.sweep.stop(), one.alarm.stop()])
    assert.deepEqual(await both(), then, 'and takes nothing back')
  })

  it('of a process that was killed is another’s within two minutes', async () => {
    const [one, other] = [start(), start()]
    await one.sweep.once()
    const person = await walkTo(new Person(one), 'en', 'what.forms')
    const { state, due, key, etag } = (await one.conversations.load(person.id))!
    const left = { ...state, effects: [{ kind: 'touch', case: 'none' }] } as typeof state
    await one.conversations.commit(person.id, left, due, key, etag)
    for (let at = 0; at < 2; at += 1) {
      await other.sweep.once()
      now += 60 * SECOND
    }
    await other.sweep.once()
    assert.equal((await all().read(person.id))!.pending, 0)
  })

  it('does one round at a time, however long it takes', async () => {
    const services = start()
    let running = 0
    let most = 0
    services.sweep.also(async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 20))
      running -= 1
    })
    await Promise.all([services.sweep.once(), services.sweep.once(), services.sweep.once()])
    assert.equal(most, 1)
  })
})
