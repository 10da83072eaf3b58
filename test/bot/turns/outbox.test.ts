import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Services } from '../../../bot/services.ts'
import { outbox } from '../../../bot/turns/outbox.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { eventually } from '../../support/eventually.ts'
import { freshServices } from '../../support/talk.ts'

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const MONDAY = Date.parse('2026-01-12T08:00:00Z')
const push = { by: 'carrier', to: '+358401234567', from: '+358457000000' }

describe('What is pushed goes out in its order', () => {
  let now: number
  let store: ReturnType<typeof sqliteStore>
  let took: string[]
  beforeEach(() => {
    now = MONDAY
    took = []
    store = sqliteStore(':memory:')
  })
  afterEach(() => store.close())

  /** One process: what it delivers by hangs, fails or takes as `state` says. */
  function start() {
    const services: Services = freshServices({ MASTER_KEY }, store, () => now)
    const state = { hangs: false, fails: false }
    const out = outbox({
      ...services,
      amend: services.turns.amend,
      close: services.turns.close,
      patience: 30,
    })
    out.register('carrier', {
      render: ({ lines }) => lines.flatMap(({ from, seq }) => (from === 'person' ? [] : [`${seq}`])),
      async send(_to, one) {
        if (state.hangs) await new Promise(() => {})
        if (state.fails) throw new Error('away')
        took.push(one as string)
      },
    })
    const id = services.idFor('sms', push.to)
    const says = async (text: string) => {
      const { lines, ...fresh } = await services.turns.take(id, 'sms', { id: randomUUID(), text, push })
      const from = lines[0]!.seq
      out.after(id, { ...fresh, from })
      return lines.filter((line) => line.from === 'bot').map(({ seq }) => `${seq}`)
    }
    return { services, out, id, state, says }
  }

  it('a socket that hangs holds up nothing: the next message brings what was lost, in order', async () => {
    const one = start()
    one.state.hangs = true
    const first = await one.says('hello')
    await one.out.idle()
    assert.deepEqual(took, [])
    one.state.hangs = false
    const second = await one.says('English')
    await one.out.idle()
    assert.deepEqual(took, [...first, ...second])
    assert.deepEqual(await one.services.conversations.pending(null, 10), [])
  })

  it('a newer text does not overtake one that failed', async () => {
    const one = start()
    one.state.fails = true
    const first = await one.says('hello')
    await one.out.idle()
    one.state.fails = false
    const second = await one.says('English')
    await one.out.idle()
    assert.deepEqual(took, [...first, ...second])
  })

  it('nor one that another process may be sending just now: it waits for that', async () => {
    const [one, other] = [start(), start()]
    one.state.fails = true
    const first = await one.says('hello')
    await one.out.idle()
    const second = await other.says('English')
    await other.out.idle()
    assert.deepEqual(took, [])
    now += 31_000
    await eventually(() => took.length === first.length + second.length)
    assert.deepEqual(took, [...first, ...second])
  })

  it('what does not go out is counted, and no longer once it went', async () => {
    const one = start()
    one.state.hangs = true
    await one.says('hello')
    await one.out.idle()
    assert.equal(await one.services.conversations.stuck(10), 0)
    now += 4 * 60_000
    assert.equal(await one.services.conversations.stuck(10), 1)
    assert.equal((await one.services.around.chain()).undelivered, 1)
    one.state.hangs = false
    await one.says('English')
    await one.out.idle()
    assert.equal(await one.services.conversations.stuck(10), 0)
  })
})
