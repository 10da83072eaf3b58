import assert from 'node:assert/strict'
import { publishedSchema } from '../../../intake/case/export.ts'
import { openStore } from '../../../intake/store/open.ts'
import { readConfig } from '../../../platform/config.ts'
import { storeSettings } from '../../support/stores.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const HOSTILE = '<b onclick=alert(1)>Huone 2</b>'
const agreed = {
  ...{ date: '2026-12-03', time: '13:30', place: HOSTILE, participants: 'Aino, centre, interpreter' },
  ...{ interpreter: 'booked', interpreterLanguage: 'Arabic' },
  division: {
    legal: { who: 'nas' },
    healthServices: { who: 'centre', note: 'nurse' },
    socialServices: { who: 'county' },
  },
}

/** Somebody at a reception centre, with wishes for the meeting. */
async function atCentre(desk: DeskServer): Promise<Person> {
  const person = await walkTo(new Person(desk.services), 'ar', 'contact.way')
  await person.picks('viaCentre')
  await person.writes('لامي')
  await person.writes('نور')
  await person.picks('more')
  await person.picks('more.centre')
  while (person.open !== 'control.more')
    await (person.open === 'centre.meetingWithout'
      ? person.writes('المدير')
      : person.open === 'centre.meetingWish'
        ? person.writes('في الصباح')
        : person.picks('skipped'))
  await person.picks('done')
  await person.picks('send')
  return person
}

for (const [name, open] of Object.entries(storeSettings))
  describe(`desk: the joint meeting, on ${name}`, () => {
    let desk: DeskServer
    let one: Client
    let id: string
    let release: () => Promise<void>

    before(async () => {
      const setting = await open()
      release = setting.close
      desk = await startDesk(setting.env, await openStore(readConfig({ NODE_ENV: 'test', ...setting.env })))
      one = await Client.signedIn(desk, 'Aino')
      id = caseOf(await atCentre(desk))
      await one.json('POST', `cases/${id}/claim`)
    })
    after(async () => {
      await desk.close()
      await release()
    })
    const act = (body: unknown, client = one, on = id) => client.json('POST', `cases/${on}/meeting`, body)
    const seen = async () => (await one.json('GET', `cases/${id}`)).body

    it('shows her wishes, who must not be there among them', async () => {
      const { meeting } = await seen()
      assert.deepEqual(
        meeting.wishes.map(({ key, text }: Record<string, string>) => [key, text]),
        [
          ['centre.meetingWish', 'في الصباح'],
          ['centre.meetingDates', 'Skipped'],
          ['centre.meetingWithout', 'المدير'],
        ],
      )
      const { text } = await one.get(`/console/cases/${id}`)
      assert.match(text, /id="meeting"[\s\S]*المدير[\s\S]*Nothing is agreed yet/)
    })

    it('keeps what is agreed and who arranges what, with who wrote it; what was before stays', async () => {
      assert.equal((await act({ seen: 0, ...agreed })).status, 200)
      const stale = await act({ seen: 0, place: 'elsewhere' })
      assert.deepEqual([stale.status, stale.body.error.why], [409, 'stale'])
      assert.equal((await act({ seen: 1, ...agreed, date: '2026-12-04' })).status, 200)
      const { meeting } = await seen()
      assert.deepEqual(
        meeting.agreed.map(({ date, by, me }: Record<string, unknown>) => [date, by, me]),
        [
          ['2026-12-03', 'Aino', true],
          ['2026-12-04', 'Aino', true],
        ],
      )
      const { text } = await one.get(`/console/cases/${id}`)
      assert.doesNotMatch(text, /<b onclick/)
      assert.match(text, /Wellbeing services county/)
      assert.match(text, /Agreed before \(1\)/)
      assert.match(text, /name="seen" value="2"/)
      const lines = await desk.services.audit.of(id)
      assert.equal(lines.filter(({ what }) => what === 'meeting').length, 2)
    })

    it('is written by a form alone, and what does not fit is given back', async () => {
      const form = {
        date: '2026-12-05',
        time: '09:00',
        place: 'Joutseno',
        'who:legal': 'nas',
        'note:legal': 'RIKU',
        interpreter: '',
      }
      const wrong = await one.form(`/console/cases/${id}/meeting`, { seen: '2', ...form, time: '25:00' })
      assert.equal(wrong.status, 400)
      assert.match(wrong.text, /value="Joutseno"/)
      assert.equal((await one.form(`/console/cases/${id}/meeting`, { seen: '2', ...form })).status, 303)
      const { agreed: all } = (await seen()).meeting
      assert.deepEqual(all.at(-1).division, { legal: { who: 'nas', note: 'RIKU' } })
    })

    it('is exported, and by the published shape', async () => {
      const { body } = await one.json('GET', `cases/${id}/export`)
      assert.equal(body.meeting.length, (await seen()).meeting.agreed.length)
      assert.equal(body.meeting[0].division.socialServices.who, 'county')
      assert.ok(JSON.stringify(publishedSchema).includes('"county"'))
      assert.doesNotMatch(JSON.stringify(body.meeting), /Aino"\s*,\s*"id"|"by"/)
    })

    it('refuses what is none, a colleague, and a case without a centre', async () => {
      const count = (await seen()).meeting.agreed.length
      for (const body of [
        {},
        { seen: -1 },
        { seen: count, division: { wishes: { who: 'nas' } } },
        { seen: count, division: { legal: { who: 'police' } } },
        { seen: count, date: '2026-02-31' },
        { seen: count, place: 'x'.repeat(201) },
        { seen: count, place: 'a\u202eb' },
      ])
        assert.ok([400, 409].includes((await act(body)).status), JSON.stringify(body).slice(0, 40))
      const two = await Client.signedIn(desk, 'Bertta')
      assert.equal((await act({ seen: count, place: 'x' }, two)).status, 409)
      assert.equal((await seen()).meeting.agreed.length, count)
      const other = caseOf(await sentApplication(desk.services))
      await one.json('POST', `cases/${other}/claim`)
      const refused = await act({ seen: 0, place: 'x' }, one, other)
      assert.deepEqual([refused.status, refused.body.error.why], [400, 'noCentre'])
      assert.equal((await one.json('GET', `cases/${other}`)).body.meeting, null)
      assert.doesNotMatch((await one.get(`/console/cases/${other}`)).text, /id="meeting-title"/)
    })
  })
