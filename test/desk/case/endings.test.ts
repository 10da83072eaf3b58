import assert from 'node:assert/strict'
import { minutesPass } from '../../support/ended.ts'
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
const why = 'The person called and has more to tell'

for (const [name, open] of Object.entries(openStores))
  describe(`desk: how a case ends, ${name}`, () => {
    let now = Date.now()
    let desk: DeskServer
    let anna: Client
    let bea: Client
    let sofia: Client
    let close: () => Promise<void>

    beforeEach(async () => {
      now = Date.now()
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store, () => now)
      const as = async (name: string, role: string) => {
        const client = new Client(desk.url)
        await client.get(`${desk.newest()}&name=${name}&role=${role}`)
        return client
      }
      anna = await as('Anna', 'caseworker')
      bea = await as('Bea', 'caseworker')
      sofia = await as('Sofia', 'supervisor')
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    const act = (who: Client, id: string, what: string, body: object = {}) =>
      who.json('POST', `cases/${id}/${what}`, body)
    const said = async (person: Person) => (await logOf(desk.services, person)).map(({ what }) => what)
    const listed = async (who: Client, status: string): Promise<string[]> =>
      (await who.json('GET', `cases?status=${status}`)).body.cases.map((one: { id: string }) => one.id)
    const sweeps = () => desk.services.reclaim()

    async function taken() {
      const person = await sentApplication(desk.services)
      const id = caseOf(person)
      await act(anna, id, 'claim')
      return { person, id, path: `/console/cases/${id}` }
    }

    it('is told to her only when it can no longer be undone', async () => {
      const { person, id, path } = await taken()
      const before = await said(person)
      assert.equal(
        (await act(anna, id, 'close', { outcome: 'answered', closeNote: 'All is done' })).status,
        200,
      )
      now += 4 * MINUTE
      await sweeps()
      assert.deepEqual(await said(person), before)
      assert.deepEqual([await listed(anna, 'mine'), await listed(anna, 'closed')], [[], [id]])
      assert.match((await anna.get(path)).text, /You closed this case\. Until/)
      assert.match((await bea.get(path)).text, /Anna closed this case\. The person is told at/)
      for (const name of ['claim', 'release', 'message', 'note'])
        assert.equal((await act(anna, id, name, { text: 'x' })).status, 410, name)
      now += 2 * MINUTE
      await sweeps()
      assert.ok((await said(person)).includes('talk.closed'))
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.deepEqual([body.application, body.outcome, body.ending], ['closed', 'answered', undefined])
      assert.deepEqual(
        body.endings.map(({ outcome, name: who }: Record<string, string>) => [outcome, who]),
        [['answered', 'Anna']],
      )
      assert.deepEqual(
        body.notes.map(({ on, text }: Record<string, string>) => [on, text]),
        [['close', 'All is done']],
      )
      assert.equal((await act(anna, id, 'keep')).status, 410)
    })

    it('undone, it is as it was: she was told nothing, and her answer is still waited for', async () => {
      const { person, id, path } = await taken()
      await person.says('Are you there?')
      const before = await said(person)
      await act(anna, id, 'close', { outcome: 'other' })
      // Once more, as after an answer that was lost.
      assert.equal((await act(anna, id, 'close', { outcome: 'other' })).status, 200)
      assert.equal((await act(bea, id, 'keep')).status, 410)
      assert.equal((await anna.form(`${path}/keep`, {})).status, 303)
      assert.equal((await act(anna, id, 'keep')).status, 200)
      now += 10 * MINUTE
      await desk.services.desk.endDue(100)
      assert.deepEqual(await said(person), before)
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.ok(body.unanswered)
      assert.deepEqual([body.talk, body.assignee.me, body.outcome], ['claimed', true, undefined])
      assert.equal((await act(anna, id, 'message', { text: 'Yes.', language: 'en' })).status, 200)
    })

    it('does not end when she writes before she is told, and who closed it sees why', async () => {
      const { person, id, path } = await taken()
      await act(anna, id, 'close', { outcome: 'answered' })
      await person.says('One more thing: he is at the door')
      now += 6 * MINUTE
      await desk.services.desk.endDue(100)
      assert.ok(!(await said(person)).includes('talk.closed'))
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.deepEqual(
        [body.talk, body.messages.at(-1).text],
        ['claimed', 'One more thing: he is at the door'],
      )
      assert.ok(body.unanswered)
      assert.deepEqual(await listed(anna, 'mine'), [id])
      assert.match((await anna.get(path)).text, /It stayed open/)
    })

    it('is opened again with a reason: she is told, and messages go both ways', async () => {
      const { person, id, path } = await taken()
      await act(anna, id, 'close', { outcome: 'answered' })
      await minutesPass(desk.services)
      assert.equal(person.last.state.case?.id, id)
      for (const reopenNote of [undefined, '', 'again'])
        assert.equal((await act(anna, id, 'reopen', { reopenNote })).status, 400)
      const done = await anna.form(`${path}/reopen`, { reopenNote: why, message: 'm' })
      assert.equal(done.status, 303)
      // Done again, it changes nothing.
      assert.equal((await act(anna, id, 'reopen', { reopenNote: why, id: 'm' })).status, 200)
      assert.deepEqual((await said(person)).slice(-2), ['talk.reopened', 'talk.joined'])
      assert.equal((await act(anna, id, 'message', { text: 'Tell me more.', language: 'en' })).status, 200)
      await person.says('He has my passport')
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.deepEqual(
        body.messages.map(({ text }: { text: string }) => text),
        ['Tell me more.', 'He has my passport'],
      )
      assert.deepEqual([body.application, body.closed, body.outcome], ['sent', 0, undefined])
      assert.ok(body.notes.some((one: Record<string, string>) => one.on === 'reopen' && one.text === why))
      const lines = (await desk.services.audit.of(id)).map(({ what }) => what)
      assert.deepEqual(
        lines.filter((what) => ['claim', 'close', 'end', 'reopen'].includes(what)),
        ['claim', 'close', 'end', 'reopen'],
      )
      // And given back, it rings like any other.
      await act(anna, id, 'message', { text: 'Keep safe.', language: 'en' })
      await act(anna, id, 'release', { to: 'bot' })
      assert.equal((await desk.services.cases.peek(id))?.alarm, now)
    })

    it('is opened again by nobody who did not have it, nor when she withdrew, deleted it, or has a newer one', async () => {
      const { person, id } = await taken()
      await act(anna, id, 'close', { outcome: 'withdrawn' })
      await minutesPass(desk.services)
      const reopen = (who: Client) => act(who, id, 'reopen', { reopenNote: why })
      assert.equal((await reopen(bea)).status, 403)
      assert.equal((await act(bea, id, 'correct', { outcome: 'answered' })).status, 403)
      assert.equal((await reopen(anna)).body.error.why, 'withdrawn')
      await act(anna, id, 'correct', { outcome: 'answered' })
      await person.command('human')
      const newer = caseOf(person)
      assert.notEqual(newer, id)
      const refused = await anna.form(`/console/cases/${id}/reopen`, { reopenNote: why })
      assert.equal(refused.status, 409)
      assert.match(refused.text, new RegExp(`newer case, .*${newer.slice(0, 5)}`))
      assert.match(refused.text, new RegExp(`>${why}</textarea>`))
      await person.command('delete')
      await person.picks('yes')
      for (const who of [anna, sofia]) assert.equal((await reopen(who)).status, 410)
    })

    it('a supervisor opens what a colleague closed, also while that can be undone: she is told of another worker', async () => {
      const { person, id } = await taken()
      await act(anna, id, 'close', { outcome: 'answered' })
      assert.equal((await act(sofia, id, 'reopen', { reopenNote: why })).status, 200)
      assert.deepEqual((await said(person)).at(-1), 'talk.changed')
      assert.ok(!(await said(person)).includes('talk.closed'))
      assert.equal((await act(anna, id, 'keep')).status, 409)
    })

    it('corrects how it ended, and keeps what was written before with who and when', async () => {
      const { id, path } = await taken()
      await act(anna, id, 'close', { outcome: 'other' })
      assert.equal((await act(anna, id, 'correct', { outcome: 'referred' })).status, 409)
      await minutesPass(desk.services)
      now += MINUTE
      assert.equal(
        (await act(sofia, id, 'correct', { outcome: 'referred', correctNote: 'To Pakolaisneuvonta' })).status,
        200,
      )
      assert.equal((await act(sofia, id, 'correct', { outcome: 'referred' })).status, 200)
      assert.equal((await act(anna, id, 'correct', { outcome: 'admitted' })).status, 400)
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.deepEqual(
        body.endings.map(({ outcome, name: who, at, corrected }: Record<string, unknown>) => [
          outcome,
          who,
          at === now,
          corrected,
        ]),
        [
          ['other', 'Anna', false, undefined],
          ['referred', 'Sofia', true, true],
        ],
      )
      assert.equal((await desk.services.cases.peek(id))?.outcome, 'referred')
      const list = await anna.get('/console?status=closed')
      assert.match(list.text, /Referred to another service \(correction\)/)
      assert.match(list.text, new RegExp(`href="${path}"[^>]*>Open again<`))
      assert.match((await anna.get(path)).text, /Sofia · /)
    })

    it('lists what is erased without a way to open it', async () => {
      const { id, path } = await taken()
      await act(anna, id, 'close', { outcome: 'other' })
      await minutesPass(desk.services)
      await desk.services.cases.erase(id)
      const list = await anna.get('/console?status=closed')
      assert.match(list.text, new RegExp(`href="${path}"`))
      assert.doesNotMatch(list.text, /Open again/)
    })

    it('of a talk alone is opened again as it was', async () => {
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await act(anna, id, 'claim')
      await act(anna, id, 'close', { outcome: 'answered' })
      await minutesPass(desk.services)
      await act(anna, id, 'reopen', { reopenNote: why })
      await person.says('Hello again')
      const { body } = await anna.json('GET', `cases/${id}`)
      assert.deepEqual(
        [body.application, body.talk, body.messages.at(-1).text],
        ['draft', 'claimed', 'Hello again'],
      )
    })
  })
