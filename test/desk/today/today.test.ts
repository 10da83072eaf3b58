import assert from 'node:assert/strict'
import { calledAt } from '../../../desk/alarm/audience.ts'
import { dateAt, instant } from '../../../intake/hours/hours.ts'
import { DAY, HOUR, MINUTE } from '../../../intake/hours/time.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

/** A Monday, 14:00 in Finland. */
const START = Date.parse('2026-03-02T12:00:00Z')

describe('desk: today', () => {
  let now = START
  let desk: DeskServer
  let aino: Client
  let bertta: Client
  before(async () => {
    desk = await startDesk({ SESSION_IDLE_MINUTES: '480' }, undefined, () => now)
    aino = await Client.signedIn(desk, 'Aino')
    bertta = await Client.signedIn(desk, 'Bertta')
  })
  after(() => desk.close())
  beforeEach(() => {
    now = START
  })

  async function held(...allowed: string[]): Promise<string> {
    const id = caseOf(await sentApplication(desk.services, 'en', ...allowed))
    assert.equal((await aino.json('POST', `cases/${id}/claim`)).status, 200)
    return id
  }
  const of = async (client: Client, id: string) => {
    const { body } = await client.json('GET', 'today')
    const found = (part: string) =>
      body[part].filter((one: { case: string }) => one.case === id).map(({ kind, at }: never) => [kind, at])
    return { due: found('due'), today: found('today'), later: found('later'), call: found('call') }
  }
  const remind = (id: string, given: object) => aino.json('POST', `cases/${id}/remind`, given)

  it('reminds at a time of day, which is today or else tomorrow, and on a day', async () => {
    const id = await held()
    await remind(id, { id: 'a', time: '16:00', note: 'Call the lawyer' })
    await remind(id, { id: 'b', time: '09:30' })
    await remind(id, { id: 'c', day: '2026-03-30', time: '10:00' })
    const found = await of(aino, id)
    assert.deepEqual(found.today, [['reminder', Date.parse('2026-03-02T14:00:00Z')]])
    assert.deepEqual(found.later, [
      ['reminder', Date.parse('2026-03-03T07:30:00Z')],
      // In summer time.
      ['reminder', Date.parse('2026-03-30T07:00:00Z')],
    ])
    assert.deepEqual(await of(bertta, id), { due: [], today: [], later: [], call: [] })
  })

  it('asked for twice under one id is there once; a time gone by is refused with words, and what was typed stays', async () => {
    const id = await held()
    for (const time of ['15:00', '16:00']) await remind(id, { id: 'x', time })
    assert.equal((await of(aino, id)).today.length, 1)
    const answer = await aino.form(`/console/cases/${id}/remind`, {
      ...{ day: '2026-02-01', time: '10:00', remindNote: 'the lawyer' },
    })
    assert.equal(answer.status, 400)
    assert.match(answer.text, /Give a time to come/)
    assert.match(answer.text, /value="the lawyer"/)
    assert.equal((await remind(id, { id: 'y', at: now + 400 * DAY })).status, 400)
  })

  it('is seen in the navigation and the lists from the moment it is due, until it is put off or done', async () => {
    const id = await held()
    await remind(id, { id: 'n', time: '15:00', note: 'Ask about the interpreter' })
    const page = async () => (await aino.get('/console')).text
    const badge = /id="to-today"[^>]*><span class="to">Today<\/span> <span class="count">1/
    assert.doesNotMatch(await page(), badge)
    assert.match(await page(), new RegExp(`data-until="${START + HOUR}"`))
    now = START + HOUR
    assert.match(await page(), badge)
    assert.match(await page(), /Reminder in your case/)
    assert.match((await aino.get('/console/today')).text, /Ask about the interpreter/)
    const [reminder] = (await aino.json('GET', `cases/${id}`)).body.reminders
    const later = { reminder: reminder.id, until: 'tomorrow', back: 'today' }
    const answer = await aino.form(`/console/cases/${id}/snooze`, later)
    assert.equal(answer.headers.get('location'), '/console/today')
    assert.doesNotMatch(await page(), badge)
    assert.deepEqual((await of(aino, id)).later, [['reminder', instant(dateAt(now + DAY), 9 * 60)]])
    for (let times = 0; times < 2; times += 1)
      assert.equal((await aino.json('POST', `cases/${id}/done`, { reminder: reminder.id })).status, 200)
    assert.deepEqual((await of(aino, id)).later, [])
  })

  it('rings at whoever has it, and at everybody else when that one is gone', async () => {
    const id = await held()
    await remind(id, { id: 'r', time: '15:00' })
    now = START + HOUR + MINUTE
    await desk.services.desk.here({ id: (await desk.services.cases.peek(id))!.assignee, name: 'Aino' })
    await desk.services.alarm.once()
    assert.equal((await desk.services.cases.peek(id))!.alarmed?.step, 'fitting')
    const rings = await calledAt(
      'fitting',
      (await desk.services.cases.peek(id))!,
      await desk.services.workers.onDuty(),
      async () => () => assert.fail('whom it fits does not matter'),
    )
    assert.deepEqual([...rings], [(await desk.services.cases.peek(id))!.assignee])
    const other = await held()
    await remind(other, { id: 's', time: '17:00' })
    now = START + 4 * HOUR
    await desk.services.alarm.once()
    assert.equal((await desk.services.cases.peek(other))!.alarmed?.step, 'supervisors')
  })

  it('lists what was asked for and has not come, the meeting, and when she may be called', async () => {
    const id = await held()
    const asked = await aino.json('POST', `cases/${id}/request`, {
      ...{ id: 'q', to: 'applicant', keys: ['where.places'] },
    })
    assert.equal(asked.status, 200)
    const found = await of(aino, id)
    assert.deepEqual(found.later, [['request', START + 7 * DAY]])
    const [{ id: request }] = (await aino.json('GET', `cases/${id}`)).body.requests
    await aino.json('POST', `cases/${id}/recall`, { request })
    assert.deepEqual((await of(aino, id)).later, [])
    const by = { id: 'w', name: 'Aino' }
    const meet = (date: string, time?: string) =>
      desk.services.cases.update(id, (found) => ({
        ...found,
        content: { ...found.content!, meeting: [{ division: {}, date, time, by, at: now }] },
      }))
    await meet('2026-03-02', '17:00')
    assert.deepEqual((await of(aino, id)).today, [['meeting', START + 3 * HOUR]])
    await meet('2026-03-01', '17:00')
    assert.deepEqual((await of(aino, id)).today, [])
    // She said: in the evening, which is from 16 to 20.
    assert.deepEqual(found.call, [['call', START + 2 * HOUR]])
    now = START + 3 * HOUR
    assert.match((await aino.get('/console/today')).text, /now, until 2 Mar 2026, 20:00/)
  })

  it('is a file for a calendar without anything that was said', async () => {
    const id = await held()
    await remind(id, { id: 'i', time: '16:00', note: 'Call the lawyer about Brno' })
    const { text, headers } = await aino.get('/console/api/today/calendar')
    assert.match(headers.get('content-type')!, /^text\/calendar/)
    assert.match(headers.get('content-disposition')!, /filename="silta\.ics"/)
    const unfolded = text.replaceAll('\r\n ', '')
    assert.match(unfolded, /DTSTART:20260302T140000Z\r\n/)
    assert.match(unfolded, new RegExp(`SUMMARY:Silta: Reminder\\\\, ${id.slice(0, 5)}`))
    assert.doesNotMatch(unfolded, /lawyer|Brno/)
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  })

  it('offers to remind where her hours forbid a contact, and of nothing where they allow it', async () => {
    const id = await held()
    const page = async () => (await aino.get(`/console/cases/${id}`)).text
    assert.match(await page(), /id="remind-then">Remind me 2 Mar 2026, 16:00/)
    const plan = { way: 'phone', words: 'neutral', language: 'en' }
    const refused = await aino.form(`/console/cases/${id}/may`, plan)
    assert.match(refused.text, /id="remind-instead"/)
    const given = { at: String(START + 2 * HOUR), note: 'Contact is allowed again', message: 'm.t' }
    assert.equal((await aino.form(`/console/cases/${id}/remind`, given)).status, 303)
    assert.deepEqual((await of(aino, id)).today, [['reminder', START + 2 * HOUR]])
    now = START + 2 * HOUR
    assert.match(await page(), /id="contact-now"/)
    assert.doesNotMatch(await page(), /remind-then|remind-instead/)
  })

  it('goes with the case to whoever has it then, and a closed case reminds of nothing', async () => {
    const id = await held()
    await remind(id, { id: 'g', time: '16:00' })
    assert.equal((await bertta.json('POST', `cases/${id}/done`, { reminder: 'g' })).status, 409)
    await aino.json('POST', `cases/${id}/release`, { to: 'queue', reason: 'shift' })
    await bertta.json('POST', `cases/${id}/claim`)
    assert.equal((await of(bertta, id)).today.length, 1)
    await bertta.json('POST', `cases/${id}/close`, { outcome: 'answered' })
    assert.deepEqual((await of(bertta, id)).today, [])
    assert.equal((await desk.services.cases.peek(id))!.alarm, undefined)
  })
})
