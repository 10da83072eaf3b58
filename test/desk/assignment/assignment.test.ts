import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import type { Person } from '../../support/talk.ts'
import {
  askingPerson,
  Client,
  caseOf,
  type DeskServer,
  logOf,
  sentApplication,
  startDesk,
} from '../desk-server.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

for (const [name, open] of Object.entries(openStores))
  describe(`desk: a case changes hands, on ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let now: number
    let one: Client
    let two: Client

    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      now = Date.now()
      desk = await startDesk({ SESSION_IDLE_MINUTES: '720' }, opened.store, () => now)
      one = await Client.signedIn(desk, 'Aino')
      two = await Client.signedIn(desk, 'Bertta')
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    const act = (client: Client, id: string, what: string, body?: unknown) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const colleague = async (client: Client, who: string) => {
      const { colleagues } = (await client.json('GET', 'colleagues')).body
      return colleagues.find(({ name }: { name: string }) => name === who).id as string
    }
    const said = async (person: Person) => (await logOf(desk.services, person)).map(({ what }) => what)
    const read = async (client: Client, id: string) => (await client.json('GET', `cases/${id}`)).body
    const audit = async (id: string) =>
      (await desk.services.audit.of(id)).map(({ who, what }) => `${who === 'silta' ? 'silta ' : ''}${what}`)
    const later = async (by: number, ...here: Client[]) => {
      now += by
      for (const client of here) await client.get('/console')
      await desk.services.sweep.once()
    }
    /** Asks for a person, and Aino takes it. */
    async function talking() {
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await act(one, id, 'claim')
      return { person, id }
    }

    it('is offered with a note, kept until it is accepted, and she is told once, without a name', async () => {
      const { person, id } = await talking()
      const to = await colleague(one, 'Bertta')
      const note = { to, note: 'She calls back at six.', id: 'n1' }
      assert.equal((await act(one, id, 'transfer', note)).status, 200)
      assert.deepEqual((await read(one, id)).offer.to, 'Bertta')
      assert.equal((await read(two, id)).offered, 'toMe')
      assert.match((await two.get('/console')).text, /id="offers-title"/)
      assert.doesNotMatch((await one.get('/console')).text, /id="offers-title"/)

      // Until then it is Aino who writes, and nobody else.
      assert.equal((await act(one, id, 'message', { text: 'Still here', language: 'en' })).status, 200)
      assert.equal((await act(two, id, 'message', { text: 'Already?', language: 'en' })).status, 409)
      const before = await said(person)
      assert.ok(!before.includes('talk.changed'))

      for (let time = 0; time < 2; time += 1) assert.equal((await act(two, id, 'accept')).status, 200)
      assert.deepEqual((await said(person)).slice(before.length), ['talk.changed'])
      assert.equal((await act(one, id, 'message', { text: 'Too late', language: 'en' })).status, 409)
      assert.equal((await act(two, id, 'message', { text: 'Hello', language: 'en' })).status, 200)
      const { notes, assignee } = await read(two, id)
      assert.deepEqual(
        [assignee.name, notes[0].text, notes[0].on, notes[0].name],
        ['Bertta', note.note, 'transfer', 'Aino'],
      )
      await person.says('Are you somebody else?')
      assert.deepEqual(person.keys, [], 'the bot stays silent throughout')
      const words = (await desk.services.conversations.load(person.id))!.state
      assert.doesNotMatch(JSON.stringify(words.log), /Aino|Bertta|calls back/)
      assert.deepEqual(
        (await audit(id)).filter((what) => /transfer|accept/.test(what)),
        ['transfer', 'accept'],
      )
    })

    it('is not taken, with a reason that the sender reads', async () => {
      const { person, id } = await talking()
      await act(one, id, 'transfer', { to: await colleague(one, 'Bertta'), note: 'Please' })
      now += 1
      assert.equal((await act(two, id, 'decline', {})).status, 400)
      assert.equal((await act(one, id, 'decline', { note: 'Not mine to say' })).status, 409)
      assert.equal((await act(two, id, 'decline', { note: 'I know the family.' })).status, 200)
      const { offerEnded, offered, assignee, notes } = await read(one, id)
      assert.deepEqual(
        [offerEnded.how, offerEnded.name, offered, assignee.me],
        ['declined', 'Bertta', undefined, true],
      )
      assert.equal(notes.at(-1).text, 'I know the family.')
      assert.match((await one.get(`/console/cases/${id}`)).text, /Bertta did not accept the case/)
      assert.equal((await act(two, id, 'accept')).body.error.why, 'stale')
      assert.ok(!(await said(person)).includes('talk.changed'))
    })

    it('comes back by itself when nobody answers the offer, or when it is withdrawn', async () => {
      const { id } = await talking()
      await act(one, id, 'message', { text: 'Hello', language: 'en' })
      const to = await colleague(one, 'Bertta')
      await act(one, id, 'transfer', { to, note: 'Please' })
      await later(5 * MINUTE, one, two)
      assert.equal((await read(one, id)).offered, 'byMe')
      await later(MINUTE, one, two)
      assert.equal((await read(one, id)).offerEnded.how, 'lapsed')
      assert.match((await one.get(`/console/cases/${id}`)).text, /Bertta did not answer in time/)
      assert.equal((await act(two, id, 'accept')).body.error.why, 'stale')
      await act(one, id, 'transfer', { to, note: 'Again' })
      assert.equal((await act(one, id, 'withdraw')).status, 200)
      assert.equal((await act(two, id, 'accept')).body.error.why, 'stale')
      assert.deepEqual(
        (await audit(id)).filter((what) => /withdraw/.test(what)),
        ['silta withdraw', 'withdraw'],
      )
    })

    it('is offered to nobody who may not see cases, nor to oneself, nor without a note', async () => {
      const { id } = await talking()
      const auditor = new Client(desk.url)
      await auditor.get(`${desk.newest()}&name=Cecilia&role=auditor`)
      const all = await desk.services.workers.list(10)
      const of = (who: string) => all.find(({ name }) => name === who)!.id
      const listed = (await one.json('GET', 'colleagues')).body.colleagues
      assert.deepEqual(
        listed.map(({ name }: { name: string }) => name),
        ['Bertta'],
      )
      for (const to of [of('Cecilia'), of('Aino'), 'nobody', '', 7]) {
        const { status, body } = await act(one, id, 'transfer', { to, note: 'x' })
        assert.deepEqual([status, body.error.why], [400, 'receiver'], String(to))
      }
      for (const note of ['', '  ', undefined, 'x'.repeat(4001)])
        assert.equal((await act(one, id, 'transfer', { to: of('Bertta'), note })).status, 400)
      assert.equal((await act(two, id, 'transfer', { to: of('Aino'), note: 'x' })).body.error.by, 'Aino')
      assert.deepEqual((await read(one, id)).notes, [])
    })

    it('gives back on the page what was typed when it could not be done', async () => {
      const { id } = await talking()
      const self = (await desk.services.cases.get(id))!.assignee
      const wrong = await one.form(`/console/cases/${id}/transfer`, {
        to: self,
        transferNote: 'A long <story>',
      })
      assert.equal(wrong.status, 400)
      assert.match(wrong.text, /choose a colleague who may see cases/)
      assert.match(wrong.text, /<details id="transferring" class="act" open>/)
      assert.match(wrong.text, /<textarea id="transferNote"[^>]*>A long &lt;story><\/textarea>/)
      const stale = await two.form(`/console/cases/${id}/decline`, { declineNote: 'Typed in vain' })
      assert.equal(stale.status, 409)
      assert.match(stale.text, /this offer is no longer open/)
      assert.match(stale.text, /readonly[^>]*>Typed in vain<\/textarea>/)
      const late = await two.form(`/console/cases/${id}/release`, {
        to: 'queue',
        reason: 'shift',
        releaseNote: 'Mine?',
      })
      assert.match(late.text, /another caseworker has this case \(Aino\)/)
      assert.match(late.text, /readonly[^>]*>Mine\?<\/textarea>/)
    })

    it('is given back with a reason, to the queue or to the bot', async () => {
      const { person, id } = await talking()
      for (const body of [{ to: 'police' }, { reason: 'tired' }])
        assert.equal((await act(one, id, 'release', body)).status, 400)
      await act(one, id, 'transfer', { to: await colleague(one, 'Bertta'), note: 'Or you?' })
      const why = { to: 'queue', reason: 'language', note: 'Sorani is needed.' }
      assert.equal((await act(one, id, 'release', why)).status, 200)
      assert.deepEqual((await said(person)).slice(-2), ['talk.requeued', 'control.waiting'])
      const [waiting] = (await two.json('GET', 'cases?status=waiting')).body.cases
      assert.deepEqual([waiting.id, waiting.since, waiting.assignee], [id, now, null])
      assert.equal((await act(two, id, 'accept')).body.error.why, 'stale')
      assert.doesNotMatch((await two.get('/console')).text, /id="offers-title"/)
      const page = (await two.get(`/console/cases/${id}`)).text
      assert.match(page, /Given back: Another language is needed/)
      assert.doesNotMatch(page, /Sorani is needed\./, 'whose case it is reads it in words')
      await act(two, id, 'claim')
      assert.match((await two.get(`/console/cases/${id}`)).text, /Sorani is needed\./)
      now += 1
      assert.equal((await said(person)).at(-1), 'talk.joined')
      await act(two, id, 'message', { text: 'Hello', language: 'en' })
      await act(two, id, 'release', { to: 'bot', reason: 'answered' })
      assert.deepEqual((await said(person)).slice(-2), ['talk.returned', 'what.forms'])
      assert.equal((await read(two, id)).notes.at(-1).reason, 'answered')
    })

    it('is given back once, however often it is pressed after a failure, and goes to a worker by itself', async () => {
      const { person, id } = await talking()
      const { turns } = desk.services
      const whole = turns.sync
      turns.sync = () => Promise.reject(new Error('the process is gone'))
      const why = { reason: 'shift', note: 'Half done', id: 'n1' }
      assert.equal((await act(one, id, 'release', why)).status, 500)
      turns.sync = whole
      for (let time = 0; time < 2; time += 1) assert.equal((await act(one, id, 'release', why)).status, 200)
      assert.deepEqual((await said(person)).slice(-2), ['talk.requeued', 'control.waiting'])
      assert.equal((await act(two, id, 'release')).status, 409, 'not by whoever did not have it')
      assert.equal((await audit(id)).filter((what) => what === 'release').length, 1)
      await act(two, id, 'claim')
      assert.equal((await read(two, id)).notes.length, 1)
      assert.equal((await act(one, id, 'release', why)).status, 409, 'a colleague has it by now')
    })

    it('is not made to wait for a talk that whoever sent it never asked for', async () => {
      const id = caseOf(await sentApplication(desk.services))
      await act(one, id, 'claim')
      const page = (await one.get(`/console/cases/${id}`)).text
      assert.match(
        page,
        /value="bot" required checked\/?><span>Nobody just now: the case waits among those sent/,
      )
      assert.doesNotMatch(page, /value="queue" required checked/)
      await one.form(`/console/cases/${id}/release`, { to: 'bot', reason: 'shift' })
      assert.equal((await desk.services.cases.get(id))!.talk, 'bot')
      const { cases } = (await two.json('GET', 'cases?status=open')).body
      assert.deepEqual(
        cases.map((found: { id: string }) => found.id),
        [id],
      )
    })

    it('does not go to the bot while she waits for an answer', async () => {
      const { person, id } = await talking()
      await act(one, id, 'message', { text: 'Hello', language: 'en' })
      now += 1
      for (const text of ['Are you there?', 'Please']) await person.says(text)
      const page = (await one.get(`/console/cases/${id}`)).text
      assert.match(page, /value="queue" required checked/)
      assert.match(page, /value="bot" required disabled/)
      assert.match(page, /id="release-waits"/)
      assert.match(page, /<q>The worker is no longer in this conversation\./)
      const form = { to: 'bot', reason: 'answered', releaseNote: 'Done' }
      const refused = await one.form(`/console/cases/${id}/release`, form)
      assert.equal(refused.status, 409)
      assert.match(refused.text, /the person is waiting for an answer/)
      assert.match(refused.text, /<textarea id="releaseNote"[^>]*>Done</)
      assert.equal((await desk.services.cases.get(id))!.talk, 'claimed')
      assert.equal((await act(one, id, 'release', { others: true, to: 'bot', reason: 'other' })).status, 409)
      assert.equal((await act(one, id, 'release')).status, 200)
      assert.equal((await desk.services.cases.get(id))!.talk, 'waiting')
    })

    it('goes back to the queue when its worker signs out in the middle of a talk', async () => {
      const { person, id } = await talking()
      await act(one, id, 'message', { text: 'Hello', language: 'en' })
      await one.form('/console/me/sign-out', {}).catch(() => {})
      await desk.services.workers.left((await desk.services.cases.get(id))!.assignee)
      await later(0, two)
      const found = (await desk.services.cases.get(id))!
      assert.deepEqual([found.talk, found.assignee, found.toNotify], ['waiting', '', undefined])
      assert.deepEqual((await said(person)).slice(-2), ['talk.requeued', 'control.waiting'])
      assert.ok((await audit(id)).includes('silta requeue'))
      assert.equal((await act(two, id, 'claim')).status, 200)
    })

    it('tells her the truth when nobody is left to come, and keeps her urgent', async () => {
      const { person, id } = await talking()
      await person.command('danger')
      await later(16 * MINUTE)
      assert.deepEqual((await said(person)).slice(-3), ['talk.requeued', 'talk.nobody', 'control.waiting'])
      const found = (await desk.services.cases.get(id))!
      assert.deepEqual([found.talk, found.urgent, found.rank[0]], ['waiting', 1, '0'])
    })

    it('goes back when a worker who is here leaves her without an answer, and not when she has one', async () => {
      const { person, id } = await talking()
      await act(one, id, 'message', { text: 'Hello', language: 'en' })
      await person.says('Can you help me?')
      await later(10 * MINUTE, one)
      await person.says('Are you there?')
      await later(5 * MINUTE, one)
      assert.equal((await desk.services.cases.get(id))!.talk, 'claimed')
      await act(one, id, 'message', { text: 'Yes', language: 'en' })
      await later(20 * MINUTE, one)
      assert.equal((await desk.services.cases.get(id))!.talk, 'claimed')
      await person.says('Thank you')
      await later(15 * MINUTE + 1, one)
      assert.equal((await desk.services.cases.get(id))!.talk, 'waiting')
      // Whoever slept is told to claim it first, and may.
      assert.equal((await act(one, id, 'message', { text: 'Sorry', language: 'en' })).status, 409)
      assert.equal((await act(one, id, 'claim')).status, 200)
    })

    it('stays with a worker who acts at that moment', async () => {
      const { id } = await talking()
      now += 16 * MINUTE
      await one.get('/console')
      const [, answer] = await Promise.all([
        desk.services.sweep.once(),
        act(one, id, 'message', { text: 'Here I am', language: 'en' }),
      ])
      const found = (await desk.services.cases.get(id))!
      if (answer.status === 200) assert.deepEqual([found.talk, found.unanswered], ['claimed', undefined])
      else assert.equal(found.talk, 'waiting')
    })

    it('is freed quietly a day after its worker left, when nobody was talking', async () => {
      const person = await sentApplication(desk.services)
      const id = caseOf(person)
      await act(one, id, 'claim')
      const before = (await said(person)).length
      await later(23 * HOUR, two)
      assert.notEqual((await desk.services.cases.get(id))!.assignee, '')
      await later(2 * HOUR)
      await later(MINUTE)
      two = await Client.signedIn(desk, 'Bertta')
      const found = (await desk.services.cases.get(id))!
      assert.deepEqual([found.assignee, found.talk, found.application], ['', 'bot', 'sent'])
      assert.equal((await said(person)).length, before)
      const [free] = (await two.json('GET', 'cases?status=sent')).body.cases
      assert.equal(free.assignee, null)
      assert.ok((await audit(id)).includes('silta free'))

      // What she then writes to the worker is no answer to the bot: somebody shall read it.
      await person.says('I have a new telephone number')
      assert.deepEqual([person.keys[0], person.open], ['talk.waiting', 'control.waiting'])
      const again = (await desk.services.cases.get(id))!
      assert.equal(again.talk, 'waiting')
      await act(two, id, 'claim')
      assert.equal((await read(two, id)).messages.at(-1).text, 'I have a new telephone number')
    })

    it('shows her the bot again when she comes back to it after that and does not write', async () => {
      const person = await sentApplication(desk.services)
      await act(one, caseOf(person), 'claim')
      await later(26 * HOUR, two)
      await person.command('start')
      assert.equal(person.keys[0], 'talk.returned')
    })

    it('tells her in the end, whatever was lost after the change was written', async () => {
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      const { turns, desk: office } = desk.services
      const whole = turns.sync
      turns.sync = () => Promise.reject(new Error('the process is gone'))
      await assert.rejects(office.claim(id, { id: 'gone', name: 'Dagmar' }))
      turns.sync = whole
      assert.equal((await desk.services.cases.get(id))!.toNotify, 1)
      assert.ok(!(await said(person)).includes('talk.joined'))
      await desk.services.workers.seen('gone', 'Dagmar')
      await desk.services.sweep.once()
      assert.equal((await said(person)).at(-1), 'talk.joined')
      assert.equal((await desk.services.cases.get(id))!.toNotify, undefined)
    })
  })
