import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import type { Doc } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { tokens } from '../../platform/tokens.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
/** A Monday at 10 in Finland. */
const MONDAY = Date.parse('2026-01-12T08:00:00Z')
const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')

describe('A clock that is wrong silences nothing and erases nothing', () => {
  let now: number
  let store: ReturnType<typeof sqliteStore>
  /** Another process on the same store. */
  const start = (env = {}): Services => freshServices({ MASTER_KEY, ...env }, store, () => now)
  beforeEach(() => {
    now = MONDAY
    store = sqliteStore(':memory:')
  })
  afterEach(() => store.close())

  async function waiting(services: Services): Promise<string> {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('human')
    return person.last.state.case!.id
  }
  const raised = async (services: Services, id: string) => (await services.cases.get(id))?.alarmed

  it('three hours ahead once: it rings again at once, from its first step, and says while it is late', async () => {
    now += 3 * HOUR
    const ahead = start()
    await ahead.workers.seen('anna', 'Anna')
    const id = await waiting(ahead)
    for (let round = 0; round < 40; round += 1, now += MINUTE) await ahead.alarm.once()
    assert.ok((await raised(ahead, id))!.times > 5)

    now = MONDAY
    const right = start()
    await right.workers.seen('anna', 'Anna')
    await right.alarm.once()
    const { times, last, step } = (await raised(right, id))!
    assert.deepEqual([times, last, step], [1, MONDAY, 'fitting'])
    now += 2 * MINUTE
    await right.alarm.once()
    assert.equal((await raised(right, id))!.times, 2)
  })

  it('the same process, its clock put right while it runs', async () => {
    now += 3 * HOUR
    const services = start()
    const id = await waiting(services)
    await services.alarm.once()
    now = MONDAY
    await services.alarm.once()
    assert.equal((await raised(services, id))!.last, MONDAY)
    assert.equal((await services.alarm.state()).late, 0)
  })

  it('a beat of the future is no sign of life', async () => {
    now += 3 * HOUR
    await start().alarm.once()
    now = MONDAY
    const right = start()
    now += 2 * MINUTE
    assert.notEqual((await right.alarm.state()).late, 0)
  })

  it('a worker seen in the future is not on duty, and is again once seen now', async () => {
    const services = start()
    now += 3 * HOUR
    await services.workers.seen('anna', 'Anna')
    now = MONDAY
    assert.deepEqual(await services.workers.onDuty(), [])
    await services.workers.seen('anna', 'Anna')
    assert.equal((await services.workers.onDuty()).length, 1)
  })

  async function kept(services: Services, ids: string[]): Promise<boolean[]> {
    return Promise.all(ids.map(async (id) => (await services.conversations.load(id)) !== null))
  }
  /** Sweeps once a minute. */
  async function sweeps(services: Services, minutes: number): Promise<void> {
    for (const end = now + minutes * MINUTE; now < end; now += MINUTE) await services.sweep.once()
  }

  it('a hundred days ahead for an hour: no draft and no sent case goes, and what is due later goes then', async () => {
    const right = start()
    const draft = await walkTo(new Person(right), 'en', 'what.forms')
    const sent = await (await walkTo(new Person(right), 'en')).picks('send')
    const both = [draft.id, sent.id]
    await sweeps(right, 3)

    now += 100 * DAY
    await sweeps(start(), 60)
    assert.deepEqual(await kept(right, both), [true, true])

    now = MONDAY + 10 * MINUTE
    await sweeps(right, 3)
    assert.deepEqual(await kept(right, both), [true, true])
    for (; now < draft.last.due; now += 5 * MINUTE) await sweeps(right, 1)
    await sweeps(right, 2)
    assert.deepEqual(await kept(right, both), [false, true])
  })

  it('two processes, one of them a hundred days ahead: the right one goes on, the other erases nothing', async () => {
    const right = start()
    const draft = await walkTo(new Person(right), 'en', 'what.forms')
    await right.sweep.once()
    const wrong = start()
    for (let minute = 0; minute < 30; minute += 1) {
      now += 100 * DAY
      await wrong.sweep.once()
      now -= 100 * DAY - MINUTE
      await right.sweep.once()
    }
    assert.deepEqual(await kept(right, [draft.id]), [true])
  })

  it('when nothing ran for a long time, what is due goes after a day of agreement', async () => {
    const right = start()
    const draft = await walkTo(new Person(right), 'en', 'what.forms')
    await right.sweep.once()
    now += 100 * DAY
    const later = start()
    await sweeps(later, 24 * 60 - 5)
    assert.deepEqual(await kept(later, [draft.id]), [true])
    await sweeps(later, 10)
    assert.deepEqual(await kept(later, [draft.id]), [false])
  })

  it('wrong words and return codes tried in the future lock nobody out now', async () => {
    const services = start()
    now += 30 * DAY
    for (let at = 0; at < 100; at += 1)
      await store.collection<Doc>('codes').create({ id: `${at}`, part: `${at}`, changed: now })
    const tries = { id: 'tries', part: 'tries', changed: now, since: now - (now % HOUR), wrong: 100 }
    await store.collection<Doc>('codes').create(tries)
    now = MONDAY
    const { code } = await services.codes.issue('conversation')
    assert.deepEqual(await services.codes.redeem(code), { conversationId: 'conversation' })
  })

  it('every token has a minute of tolerance, and no more', async () => {
    const made = tokens([Buffer.alloc(32)], () => now)
    const token = await made.sign('desk', {}, 30)
    now += 30_000 + 59_000
    await made.read('desk', token)
    now += 2000
    await assert.rejects(made.read('desk', token), { code: 'FORBIDDEN' })
  })
})
