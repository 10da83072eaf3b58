import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`desk/queue: what waits for a worker is shown, on ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let now: number
    let aino: Client
    let bertta: Client

    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      now = Date.now()
      desk = await startDesk({}, opened.store, () => now)
      aino = await Client.signedIn(desk, 'Aino')
      bertta = await Client.signedIn(desk, 'Bertta')
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    const act = (client: Client, id: string, what: string, body: unknown = {}) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const titleOf = (page: string) => /<title>([^<]*)/.exec(page)![1]
    const mine = async () => (await aino.json('GET', 'cases?status=mine')).body.cases
    const order = (page: string) => [...page.matchAll(/id="case-(\d{20})"/g)].map(([, id]) => id)

    /** Aino has a talk, and a case in which nothing waits. */
    async function two() {
      const quiet = caseOf(await sentApplication(desk.services))
      await act(aino, quiet, 'claim')
      now += 1000
      const person = await askingPerson(desk.services)
      const id = caseOf(person)
      await act(aino, id, 'claim')
      await act(aino, id, 'message', { text: 'Hello', language: 'en' })
      now += 1000
      return { person, id, quiet }
    }

    it('a message of hers: in the row, first of all, in the way there, in the title, and told', async () => {
      const { person, id, quiet } = await two()
      assert.doesNotMatch((await aino.get('/console')).text, /class="badge waits"/)
      assert.equal(titleOf((await aino.get('/console')).text), 'Queue – Silta')
      await person.says('Are you there?')
      now += 120_000
      const page = (await aino.get('/console')).text
      assert.equal(titleOf(page), '(1) Queue – Silta')
      assert.match(page, /id="to-mine".*?class="count">1 /s)
      assert.match(page, /<strong class="badge waits">Waits for an answer<\/strong> <time[^>]*>2 min</)
      assert.match(page, /data-talk="own"[^>]*>Your case [\d ]+ waits for an answer</)
      assert.deepEqual(order(page).slice(0, 2), [id, quiet])
      assert.deepEqual(
        (await mine()).map((one: { unanswered?: number }) => one.unanswered !== undefined).sort(),
        [false, true],
      )
      const other = (await bertta.get('/console')).text
      assert.match(other, /A colleague has it \(Aino\)/)
      assert.equal(titleOf(other), 'Queue – Silta', 'what waits for a colleague is not counted')
    })

    it('how long she has waited, which no claim restarts, also after it was given back', async () => {
      const id = caseOf(await askingPerson(desk.services))
      const waits = async (who: Client) =>
        /id="waits".*?<time[^>]*>(\d+ \w+)</s.exec((await who.get(`/console/cases/${id}`)).text)?.[1]
      now += 13 * 60_000
      await act(aino, id, 'claim')
      assert.equal(await waits(aino), '13 min')
      now += 60_000
      await act(aino, id, 'release', { to: 'queue' })
      await act(bertta, id, 'claim')
      assert.equal(await waits(bertta), '14 min')
      assert.match((await bertta.get('/console')).text, /Waits for an answer<\/strong> <time[^>]*>14 min</)
      await act(bertta, id, 'settle')
    })

    it('not any more once it is answered, or needs no answer', async () => {
      const { person, id } = await two()
      await person.says('Thank you!')
      assert.match((await aino.get(`/console/cases/${id}`)).text, /id="do-settle"/)
      assert.equal((await aino.form(`/console/cases/${id}/settle`, {})).status, 303)
      assert.doesNotMatch((await aino.get(`/console/cases/${id}`)).text, /id="do-settle"|badge waits/)
      assert.equal((await act(aino, id, 'settle')).status, 200)
      assert.equal((await act(bertta, id, 'settle')).status, 409)
      const audit = (await desk.services.audit.of(id)).map(({ what }) => what)
      assert.equal(audit.filter((what) => what === 'settle').length, 1)
      assert.equal((await act(aino, id, 'release', { to: 'bot' })).status, 200)
    })

    it('still, after a message that failed half-way, and after one she wrote on beside', async () => {
      const { person, id } = await two()
      await person.says('Are you there?')
      const { turns } = desk.services
      const whole = turns.fromWorker
      turns.fromWorker = () => Promise.reject(new Error('the process is gone'))
      const answer = { id: 'm2', text: 'Yes', language: 'en' }
      assert.equal((await act(aino, id, 'message', answer)).status, 500)
      assert.notEqual((await desk.services.cases.get(id))!.unanswered, undefined)
      turns.fromWorker = async (...given) => {
        const done = await whole(...given)
        now += 1000
        await person.says('One more thing')
        return done
      }
      assert.equal((await act(aino, id, 'message', answer)).status, 200)
      assert.notEqual((await desk.services.cases.get(id))!.unanswered, undefined)
      turns.fromWorker = whole
      now += 1000
      assert.equal((await act(aino, id, 'message', { ...answer, id: 'm3' })).status, 200)
      assert.equal((await desk.services.cases.get(id))!.unanswered, undefined)
    })

    it("a referrer's answer, until it was seen", async () => {
      const { quiet } = await two()
      const yes = { status: 'answered', value: 'yes', language: 'en', wording: '', at: 1 } as const
      await desk.services.cases.update(quiet, ({ content, ...found }) => {
        const record = content!.record!
        const answers = { ...record.answers, 'consent.askReferrer': yes }
        return { ...found, content: { ...content!, record: { ...record, answers } } }
      })
      const made = await act(aino, quiet, 'request', { to: 'referrer', keys: ['needs.health'] })
      const token = made.body.link.split('/').at(-1)
      now += 1000
      await desk.services.linked.answer(token, {})
      assert.match((await aino.get('/console')).text, /<strong class="badge waits">New answer</)
      assert.equal(titleOf((await aino.get('/console')).text), '(1) Queue – Silta')
      await bertta.get(`/console/cases/${quiet}`)
      assert.equal(titleOf((await aino.get('/console')).text), '(1) Queue – Silta')
      await aino.get(`/console/cases/${quiet}`)
      assert.equal(titleOf((await aino.get('/console')).text), '(1) Queue – Silta')
      await act(aino, quiet, 'seen', { requests: now })
      assert.equal(titleOf((await aino.get('/console')).text), 'Queue – Silta')
    })

    it('when somebody whom nobody has yet last wrote', async () => {
      const person = await askingPerson(desk.services)
      await person.says('Please come')
      now += 5 * 60_000
      const page = (await aino.get(`/console/cases/${caseOf(person)}`)).text
      assert.match(page, /Last wrote <time[^>]*>5 min</)
    })
  })
