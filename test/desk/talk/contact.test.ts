import assert from 'node:assert/strict'
import type { EntryDoc } from '../../../intake/case/entries.ts'
import { openStores } from '../../support/open-stores.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

/** Of the short path: by telephone, in the evening (16 to 20 in Finland), neutral words, in English. */
const evening = Date.parse('2026-06-01T14:00:00Z')
const tooEarly = Date.parse('2026-06-01T12:59:00Z')
const plan = { way: 'phone', words: 'neutral', language: 'en' }

for (const [name, open] of Object.entries(openStores))
  describe(`desk: a contact that the desk starts, on ${name}`, () => {
    let now = evening
    let kept: Awaited<ReturnType<typeof open>>
    let desk: DeskServer
    let one: Client
    let id: string
    let person: Awaited<ReturnType<typeof sentApplication>>

    before(async () => {
      kept = await open()
    })
    after(() => kept.close())
    beforeEach(async () => {
      now = evening
      desk = await startDesk({}, kept.store, () => now)
      one = await Client.signedIn(desk, 'Aino')
      person = await sentApplication(desk.services)
      id = caseOf(person)
      await one.json('POST', `cases/${id}/claim`)
    })
    afterEach(() => desk.services.watch.stop())

    const may = (more = {}) => one.json('POST', `cases/${id}/may`, { ...plan, ...more })
    const contact = (body: unknown, by = one) => by.json('POST', `cases/${id}/contact`, body)
    const attempts = async () => (await one.json('GET', `cases/${id}`)).body.attempts

    it('is refused with the reason when it would break what she asked, for whoever asks', async () => {
      for (const [more, why] of [
        [{ way: 'email' }, 'otherWay'],
        [{ way: 'viaReferrer' }, 'otherWay'],
        [{ words: 'open' }, 'neutralWords'],
        [{ language: 'fi' }, 'language'],
      ] as const) {
        const { status, body } = await may(more)
        assert.deepEqual([status, body.error.why], [403, why])
      }
      now = tooEarly
      // The supervisor that the printed address makes of everybody is refused like anybody.
      assert.equal((await may()).body.error.why, 'hours')
      const lines = (await desk.services.audit.of(id)).map(({ what }) => what)
      assert.equal(lines.filter((what) => what === 'refuseContact').length, 5)
      assert.equal(lines.includes('askContact'), false)
      assert.deepEqual(await attempts(), [])
    })

    it('heeds that no message is left, that nobody else is spoken to, and a code only', async () => {
      const change = async (key: string, ...value: string[]) => {
        await one.json('POST', `cases/${id}/release`, { to: 'bot' })
        await person.send({ question: key, value })
        await person.picks('review')
        await person.picks('send')
        await one.json('POST', `cases/${id}/claim`)
      }
      await change('contact.rules', 'evening', 'noMessages', 'onlyToMe')
      assert.equal((await may({ left: true })).body.error.why, 'noMessages')
      assert.equal((await may({ other: 'yes' })).body.error.why, 'onlyToMe')
      assert.equal((await may()).status, 200)
      await change('contact.way', 'codeOnly')
      assert.equal((await may()).body.error.why, 'codeOnly')
    })

    it('is written down with its result, attributed, once, sealed, and only after it was allowed', async () => {
      const { permit } = (await may()).body
      assert.equal(permit.until, Date.parse('2026-06-01T15:00:00Z'))
      now += 600_000
      for (let time = 0; time < 2; time += 1)
        assert.equal(
          (
            await contact({
              permit: permit.permit,
              result: 'other',
              text: ' \u001bSecretCanary\u0000\r\n',
            })
          ).status,
          200,
        )
      const [attempt, ...more] = await attempts()
      assert.deepEqual(more, [])
      assert.deepEqual(
        [
          attempt.name,
          attempt.me,
          attempt.way,
          attempt.words,
          attempt.language,
          attempt.result,
          attempt.text,
        ],
        ['Aino', true, 'phone', 'neutral', 'en', 'other', 'SecretCanary'],
      )
      assert.deepEqual([attempt.order, attempt.at], [evening, now])
      const docs = await desk.services.store
        .collection<EntryDoc>('entries')
        .find({ where: { part: id }, limit: 9 })
      assert.equal(docs.length, 1)
      assert.doesNotMatch(JSON.stringify(docs), /SecretCanary|phone|Aino/)
      const state = JSON.stringify((await desk.services.conversations.load(person.id))!.state)
      assert.doesNotMatch(state, /SecretCanary/)
      await desk.services.cases.erase(id)
      assert.equal(
        (await desk.services.store.collection('entries').find({ where: { part: id }, limit: 9 })).length,
        0,
      )
    })

    it('cannot be written down without having been asked about, by another, of another case, or too late', async () => {
      const { permit } = (await may()).body.permit
      for (const body of [
        {},
        { result: 'reached' },
        { permit: 'x', result: 'reached' },
        { permit, result: 'maybe' },
        { permit, result: 'reached', text: 'x'.repeat(2001) },
      ])
        assert.equal((await contact(body)).status, 400, JSON.stringify(body))
      const two = await Client.signedIn(desk, 'Bertta')
      assert.equal((await contact({ permit, result: 'reached' }, two)).status, 409)
      const other = caseOf(await sentApplication(desk.services))
      await one.json('POST', `cases/${other}/claim`)
      const there = await one.json('POST', `cases/${other}/contact`, { permit, result: 'reached' })
      assert.equal(there.status, 400)
      now += 13 * 3_600_000
      assert.equal((await one.json('POST', `cases/${id}/contact`, { permit, result: 'reached' })).status, 401)
      await Client.signedIn(desk, 'Aino').then((again) => {
        one = again
      })
      assert.deepEqual(await attempts(), [])
    })

    it('is asked about in a form: ways, hours and words that there are', async () => {
      for (const wrong of [
        { way: 'codeOnly' },
        { way: 'pigeon' },
        { words: 'loud' },
        { language: 'x y' },
        { language: 7 },
        { left: 'maybe' },
      ])
        assert.equal((await may(wrong)).status, 400, JSON.stringify(wrong))
    })

    it('works on the page without a script: asked, answered, written down, shown', async () => {
      const asked = await one.form(`/console/cases/${id}/may`, plan)
      assert.equal(asked.status, 200)
      assert.match(asked.text, /You may: [^<]+\. Begin before 18:00\./)
      const permit = /name="permit" value="([^"]+)"/.exec(asked.text)![1]!
      const done = await one.form(`/console/cases/${id}/contact`, {
        permit,
        result: 'notReached',
        text: '<b>x</b>',
      })
      assert.equal(done.status, 303)
      const page = (await one.get(`/console/cases/${id}`)).text
      assert.match(page, /Nobody answered/)
      assert.match(page, /&lt;b>x&lt;\/b>/)
      const refused = await one.form(`/console/cases/${id}/may`, { ...plan, words: 'open' })
      assert.equal(refused.status, 403)
      assert.match(refused.text, /The person asked for neutral words only/)
      assert.doesNotMatch(refused.text, /name="permit"/)
    })
  })
