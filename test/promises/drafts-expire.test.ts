import assert from 'node:assert/strict'
import { freshServices, Person, walkTo } from '../support/talk.ts'
import { onDisk, tellAll } from './canary.ts'

const HOUR = 3_600_000

describe('An unfinished draft deletes itself on the date she was told', () => {
  it('not before, and then with all that was written', async () => {
    let now = Date.UTC(2026, 0, 1)
    const disk = onDisk(() => now)
    const { services } = disk
    const person = await tellAll(services)
    const told = person.last.state.log.find(({ say }) => say === 'say.keep')!.with!.until
    assert.equal(told, now + services.config.DRAFT_HOURS * HOUR)

    now = Number(told)
    await services.sweep.once()
    assert.ok(await services.conversations.load(person.id))
    now += 1
    await services.sweep.once()
    assert.equal(await services.conversations.load(person.id), null)
    assert.equal(await services.store.collection('conversations').read(person.id), null)
    assert.deepEqual(disk.leaks(), [])
    await disk.close()
  })

  it('the date stays where it was said to be, however long she goes on', async () => {
    let now = Date.UTC(2026, 0, 1)
    const services = freshServices({}, undefined, () => now)
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    const { due } = person.last
    now += 50 * HOUR
    await person.says('help')
    assert.equal(person.last.due, due)
  })

  /** Begins at `began`, asks for a person at `asked`, and leaves the wait. */
  async function waiting(began: string, asked: string, command: 'human' | 'code' = 'human') {
    const clock = { now: Date.parse(began) }
    const env = { OFFICE_HOURS: 'mon-fri 08:00-16:15' }
    const services = freshServices(env, undefined, () => clock.now)
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    const { due } = person.last
    clock.now = Date.parse(asked)
    await person.command(command)
    return { clock, services, person, due }
  }
  const iso = (at: number) => new Date(at).toISOString()
  const told = (person: Person) =>
    person.last.state.log.filter(({ say }) => say === 'talk.keptUntil').map((line) => line.with!.until)

  it('waits for whoever she asked for: her whole time after the first full day that the desk is open', async () => {
    const { clock, services, person, due } = await waiting('2026-01-16T06:00:00Z', '2026-01-16T17:00:00Z')
    assert.equal(iso(due), '2026-01-19T06:00:00.000Z', 'the minute at which it opens')
    const until = Date.parse('2026-01-19T14:15:00Z') + 72 * HOUR
    assert.deepEqual([person.last.due, ...told(person)], [until, until])
    // She leaves the wait, and comes back when nobody has come.
    await person.picks('no')
    await person.picks('meanwhile')
    clock.now = due + HOUR
    await person.says('help')
    assert.equal(person.last.due, until)
    clock.now = until
    await services.sweep.once()
    assert.ok(await services.conversations.load(person.id))
    clock.now += 1
    await services.sweep.once()
    assert.equal(await services.conversations.load(person.id), null)
  })

  it('and beyond a row of holidays; asked for again before the date, it waits again', async () => {
    const { clock, person } = await waiting('2026-04-02T06:00:00Z', '2026-04-02T15:00:00Z')
    const until = Date.parse('2026-04-07T13:15:00Z') + 72 * HOUR
    assert.equal(iso(person.last.due), iso(until), 'Good Friday to Easter Monday')
    await person.picks('no')
    await person.picks('meanwhile')
    clock.now = until - HOUR
    await person.command('human')
    assert.equal(iso(person.last.due), iso(Date.parse('2026-04-13T13:15:00Z') + 72 * HOUR))
    assert.deepEqual(told(person).at(-1), person.last.due)
  })

  it('where the date leaves a day after that, or nobody is waited for, it stays', async () => {
    const midweek = await waiting('2026-01-12T06:00:00Z', '2026-01-12T09:00:00Z')
    assert.deepEqual([midweek.person.last.due, told(midweek.person)], [midweek.due, []])
    const alone = await waiting('2026-01-16T06:00:00Z', '2026-01-16T17:00:00Z', 'code')
    assert.deepEqual([alone.person.last.due, told(alone.person)], [alone.due, []])
  })

  it('takes the return code and a talk asked for with it', async () => {
    let now = Date.UTC(2026, 0, 1)
    const services = freshServices({}, undefined, () => now)
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('code')
    await person.command('human')
    const { code, case: made } = person.last.state
    now = person.last.due + 1
    await services.sweep.once()
    assert.equal(await services.store.collection('codes').read(code!), null)
    const found = await services.cases.get(made!.id)
    assert.deepEqual([found?.application, found?.content], ['closed', null])
  })

  it('what was sent stays as long as the person was told then', async () => {
    let now = Date.UTC(2026, 0, 1)
    const services = freshServices({}, undefined, () => now)
    const person = await (await walkTo(new Person(services), 'en')).picks('send')
    const until = Number(person.last.lines.find(({ say }) => say === 'say.nextMore')!.with!.until)
    assert.equal(until, now + services.config.CASE_DAYS * 24 * HOUR)
    now = until
    await services.sweep.once()
    assert.ok((await services.cases.get(person.last.state.case!.id))?.content)
    now += 1
    await services.sweep.once()
    assert.equal((await services.cases.get(person.last.state.case!.id))?.content, null)
    assert.equal(await services.conversations.load(person.id), null)
  })

  it('one process sweeps at a time; another takes over when it has gone', async () => {
    let now = Date.UTC(2026, 0, 1)
    const services = freshServices({}, undefined, () => now)
    const leases = services.store.collection('leases')
    const lease = { id: 'sweep', part: 'sweep', changed: now, until: now + 1000, holder: 'another process' }
    await leases.create(lease as never)
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    const { due } = person.last
    await leases.replace({ ...lease, until: due + 2000 } as never, (await leases.read('sweep'))!.etag)
    now = due + 1
    await services.sweep.once()
    assert.ok(await services.conversations.load(person.id))
    now = due + 2001
    await services.sweep.once()
    assert.equal(await services.conversations.load(person.id), null)
  })
})
