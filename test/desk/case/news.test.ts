import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import type { Person } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const yes = { status: 'answered', value: 'yes', language: 'en', wording: '', at: 1 } as const

for (const [name, open] of Object.entries(openStores))
  describe(`desk/case: what is new is marked until it was seen, on ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let now: number
    let aino: Client
    let person: Person
    let id: string

    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      now = Date.now()
      desk = await startDesk({}, opened.store, () => now)
      aino = await Client.signedIn(desk, 'Aino')
      person = await sentApplication(desk.services)
      id = caseOf(person)
      now += 1000
      await act(aino, 'claim')
      await act(aino, 'message', { text: 'Hello', language: 'en' })
      now += 1000
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    const act = (client: Client, what: string, body: unknown = {}) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const page = async (client = aino) => (await client.get(`/console/cases/${id}`)).text
    const part = (text: string, from: string) => text.slice(text.indexOf(`id="${from}"`))
    const fresh = /class="badge fresh"/
    const tab = (text: string, which: string) =>
      fresh.test(new RegExp(`id="to-${which}".*?</a>`, 's').exec(text)![0])
    const waits = async () => /class="badge waits">New answer/.test((await aino.get('/console')).text)
    /** The button of a part, pressed as a browser without a script does. */
    async function press(which: string) {
      const form = new RegExp(`id="${which}-new".*?</form>`, 's').exec(await page())![0]
      const fields = [...form.matchAll(/name="(answers|requests|talk)" value="(\d+)"/g)]
      assert.ok(fields.length > 0, form)
      const given = Object.fromEntries(fields.map(([, field, at]) => [field, at!]))
      assert.equal((await aino.form(`/console/cases/${id}/seen`, given)).status, 303)
    }

    async function referrerAnswers() {
      await desk.services.cases.update(id, ({ content, ...found }) => {
        const record = content!.record!
        const answers = { ...record.answers, 'consent.askReferrer': yes }
        return { ...found, content: { ...content!, record: { ...record, answers } } }
      })
      const made = await act(aino, 'request', { to: 'referrer', keys: ['needs.health'] })
      now += 1000
      await desk.services.linked.answer(made.body.link.split('/').at(-1), {})
      now += 1000
    }
    /** She changes an answer and sends anew. */
    async function sendsAnew(key: string) {
      const { record } = (await desk.services.cases.get(id))!.content!
      const answers = { ...record!.answers, [key]: { ...record!.answers[key]!, at: now } }
      now += 1000
      const again = { ...record!, answers, revision: record!.revision + 1, at: now }
      await desk.services.cases.apply(id, { type: 'sent', record: again, danger: false, answered: [] })
      now += 1000
    }

    it('nothing, in a case that was just taken', async () => {
      assert.doesNotMatch(await page(), fresh)
      assert.equal(await waits(), false)
    })

    it('an answer to a request: at it and in its tab, however often the case is opened, until it was seen', async () => {
      await referrerAnswers()
      for (let opened = 0; opened < 3; opened++) {
        const text = await page()
        assert.equal(tab(text, 'tasks-part'), true)
        assert.match(part(text, 'requests-list').split('</li>')[0]!, fresh)
        assert.equal(await waits(), true)
      }
      await press('requests')
      const text = await page()
      assert.doesNotMatch(text, fresh)
      assert.equal(await waits(), false)
    })

    it('an answer she changed: that one and no other, and what is seen of one part is not seen of another', async () => {
      await referrerAnswers()
      await sendsAnew('identity.name')
      const text = await page()
      assert.match(part(text, 'answer-identity.name').split('</dt>')[0]!, fresh)
      assert.doesNotMatch(part(text, 'answer-identity.age').split('</dt>')[0]!, fresh)
      await press('requests')
      assert.equal(tab(await page(), 'tasks-part'), false)
      assert.equal(tab(await page(), 'answers-part'), true)
      assert.equal(await waits(), true)
      await press('answers')
      assert.doesNotMatch(await page(), fresh)
      assert.equal(await waits(), false)
    })

    it('what came since the page was drawn stays new', async () => {
      await sendsAnew('identity.name')
      const { unseen } = (await aino.json('GET', `cases/${id}`)).body
      await sendsAnew('identity.age')
      assert.equal((await act(aino, 'seen', unseen)).status, 200)
      const text = await page()
      assert.match(part(text, 'answer-identity.age').split('</dt>')[0]!, fresh)
      assert.doesNotMatch(part(text, 'answer-identity.name').split('</dt>')[0]!, fresh)
    })

    it('a message of hers, until it was seen or answered', async () => {
      await person.says('Are you there?')
      now += 1000
      assert.equal(tab(await page(), 'talk'), true)
      assert.match(part(await page(), 'log').split('</ol>')[0]!, fresh)
      await press('talk')
      assert.doesNotMatch(await page(), fresh)
      await person.says('Hello?')
      now += 1000
      assert.match(await page(), fresh)
      await act(aino, 'message', { id: 'm2', text: 'Yes', language: 'en' })
      assert.doesNotMatch(await page(), fresh)
    })

    it('a page that stays open keeps its marks, while the way to them is none any more', async () => {
      await referrerAnswers()
      const self = /data-self="([^"]+)"/.exec(await page())![1]!
      await press('requests')
      const { text } = await aino.send('GET', self, undefined, { 'x-live': '1' })
      assert.match(part(text, 'requests-list').split('</li>')[0]!, fresh)
      assert.equal(tab(text, 'tasks-part'), false)
    })

    it('of each worker: a colleague goes on from what was seen, and who takes it back from what that one saw', async () => {
      await referrerAnswers()
      const bertta = await Client.signedIn(desk, 'Bertta')
      assert.doesNotMatch(await page(bertta), fresh, 'nobody else has it')
      assert.equal((await act(bertta, 'seen', { requests: now })).status, 409)
      await act(aino, 'release', { to: 'queue' })
      await act(bertta, 'claim')
      assert.match(await page(bertta), fresh)
      const { unseen } = (await bertta.json('GET', `cases/${id}`)).body
      await act(bertta, 'seen', unseen)
      assert.doesNotMatch(await page(bertta), fresh)
      await act(bertta, 'release', { to: 'queue' })
      await act(aino, 'claim')
      assert.match(await page(), fresh)
      assert.notEqual((await desk.services.cases.get(id))!.news, undefined)
    })
  })
