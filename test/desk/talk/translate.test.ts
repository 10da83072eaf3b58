import assert from 'node:assert/strict'
import type { EntryDoc } from '../../../intake/case/entries.ts'
import { openStores } from '../../support/open-stores.ts'
import { KEY, refuse, startTranslator } from '../../support/translator-server.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const said = 'SecretCanary: أنا خائفة'

/** Of the case page: her answers name the machine too, as what she said of it. */
const talkOf = (page: string) => page.slice(page.indexOf('<section id="talk"'))

for (const [name, open] of Object.entries(openStores))
  describe(`desk: a machine between two languages, on ${name}`, () => {
    let service: Awaited<ReturnType<typeof startTranslator>>
    let kept: Awaited<ReturnType<typeof open>>
    let desk: DeskServer
    let one: Client
    let person: Awaited<ReturnType<typeof sentApplication>>
    let id: string

    before(async () => {
      kept = await open()
      service = await startTranslator()
    })
    after(async () => {
      await service.close()
      await kept.close()
    })
    beforeEach(async () => {
      service.asked.length = 0
      desk = await startDesk({ TRANSLATOR_ENDPOINT: service.url, TRANSLATOR_KEY: KEY }, kept.store)
      one = await Client.signedIn(desk, 'Aino')
      person = await sentApplication(desk.services, 'ar')
      id = caseOf(person)
      await person.command('human')
      await act('claim')
      await person.says(said)
    })
    afterEach(() => desk.services.watch.stop())

    const act = (what: string, body: unknown = {}) => one.json('POST', `cases/${id}/${what}`, body)
    const detail = async () => (await one.json('GET', `cases/${id}`)).body
    const consents = (value: string) => person.send({ question: 'consent.machine', value: [value] })
    const order = async () => (await detail()).messages.at(-1).order
    const acts = async () => (await desk.services.audit.of(id)).map(({ what }) => what)

    it('sends nothing of hers without her yes, says why, and follows what she said last', async () => {
      const asked = { order: await order() }
      for (const say of [undefined, 'askWorker', 'no']) {
        if (say) await consents(say)
        for (const [what, body] of [
          ['translate', asked],
          ['draft', { text: 'Hei', language: 'fi' }],
        ] as const) {
          const { status, body: answer } = await act(what, body)
          assert.deepEqual([status, answer.error.why], [403, 'consent'], `${say} ${what}`)
        }
      }
      assert.deepEqual(service.asked, [])
      assert.deepEqual((await detail()).machine, { may: false })
      await consents('yes')
      assert.deepEqual((await detail()).machine, { may: true })
      assert.equal((await act('translate', asked)).status, 200)
      await consents('no')
      await person.says('More')
      assert.equal((await act('translate', { order: await order() })).body.error.why, 'consent')
      assert.deepEqual(service.texts(), [said])
    })

    it('translates one message when asked to, keeps it sealed, and never asks for it twice', async () => {
      await consents('yes')
      const at = await order()
      for (let time = 0; time < 2; time += 1)
        assert.equal((await act('translate', { order: at })).status, 200)
      assert.deepEqual(service.texts(), [said])
      const [message] = (await detail()).messages.slice(-1)
      assert.equal(message.text, said)
      assert.deepEqual(message.machine, { text: `[en] ${said}`, language: 'en', from: 'ar' })
      const docs = await desk.services.store.collection<EntryDoc>('entries').find({ limit: 100 })
      assert.equal(docs.filter(({ part, kind }) => part === id && kind === 'translation').length, 1)
      assert.doesNotMatch(JSON.stringify(docs), /SecretCanary/)
      assert.equal((await acts()).filter((what) => what === 'translate').length, 1)
      const page = talkOf((await one.get(`/console/cases/${id}`)).text)
      const original = page.indexOf('class="said" lang="ar"')
      assert.ok(original > 0 && original < page.indexOf('Machine translation'), 'the original comes first')
    })

    it('is erased with the case', async () => {
      await consents('yes')
      await act('translate', { order: await order() })
      await person.command('delete')
      await person.picks('yes')
      const docs = await desk.services.store
        .collection<EntryDoc>('entries')
        .find({ where: { part: id }, limit: 10 })
      assert.deepEqual(docs, [])
    })

    it('sends what a worker wrote with the machine after it, in the very words that were looked at', async () => {
      await consents('yes')
      const { body } = await act('draft', { text: 'Hei <b>sinä</b>', language: 'fi' })
      assert.deepEqual(body.drafted.machine, { text: '[ar] Hei <b>sinä</b>', language: 'ar' })
      assert.equal(body.drafted.back, '[fi] [ar] Hei <b>sinä</b>')
      const before = (await detail()).messages.length
      const { draft } = body.drafted
      for (let time = 0; time < 2; time += 1)
        assert.equal((await act('message', { id: 'm', draft, text: 'Something else' })).status, 200)
      const { messages } = await detail()
      assert.equal(messages.length, before + 1)
      const { text, language, machine } = messages.at(-1)
      assert.deepEqual(
        [text, language, machine],
        ['Hei <b>sinä</b>', 'fi', { text: '[ar] Hei <b>sinä</b>', language: 'ar' }],
      )
      const log = (await desk.services.conversations.load(person.id))!.state.log.at(-1)!
      assert.deepEqual([log.text, log.machine?.language], ['Hei <b>sinä</b>', 'ar'])
      assert.deepEqual((await acts()).filter((what) => what === 'draft').length, 1)
    })

    it('sends no draft that was changed, that is of another case or worker, or after her no', async () => {
      await consents('yes')
      const { draft } = (await act('draft', { text: 'Hei', language: 'fi' })).body.drafted
      const before = (await detail()).messages.length
      const [head, , tail] = draft.split('.')
      const forged = Buffer.from(JSON.stringify({ case: id, text: 'x', machine: 'y' })).toString('base64url')
      for (const wrong of ['', 'x', `${head}.${forged}.${tail}`])
        assert.equal((await act('message', { draft: wrong })).body.error.why, 'stale')
      const other = caseOf(await sentApplication(desk.services, 'ar'))
      await one.json('POST', `cases/${other}/claim`)
      assert.equal((await one.json('POST', `cases/${other}/message`, { draft })).body.error.why, 'stale')
      const two = await Client.signedIn(desk, 'Bertta')
      assert.equal((await two.json('POST', `cases/${id}/message`, { draft })).status, 400)
      await consents('no')
      assert.equal((await act('message', { draft })).body.error.why, 'consent')
      assert.equal((await detail()).messages.length, before)
    })

    it('translates no sentence of the phrasebook, no words of a worker, and nothing for whoever has not the case', async () => {
      await consents('yes')
      const hers = await order()
      await act('message', { phrase: 'ask.machine' })
      assert.equal((await act('translate', { order: await order() })).status, 400)
      for (const wrong of [-1, 9999, 'x', null])
        assert.equal((await act('translate', { order: wrong })).status, 400)
      assert.equal((await act('draft', { text: 'مرحبا', language: 'ar' })).body.error.why, 'same')
      assert.equal((await act('draft', { text: '', language: 'fi' })).status, 400)
      const two = await Client.signedIn(desk, 'Bertta')
      assert.equal((await two.json('POST', `cases/${id}/translate`, { order: hers })).status, 409)
      assert.deepEqual(service.asked, [])
    })

    it('says that the service does not answer, and in its own words nothing', async () => {
      await consents('yes')
      const asked = { order: await order() }
      service.next.push(refuse(401, 401000))
      const failed = await act('translate', asked)
      assert.deepEqual([failed.status, failed.body.error.why], [503, 'failed'])
      service.next.push(refuse(429, 429001, { 'Retry-After': '60' }))
      const busy = await act('translate', asked)
      assert.deepEqual([busy.status, busy.body.error.why], [503, 'busy'])
      assert.doesNotMatch(JSON.stringify([failed, busy]), /SecretCanary/)
      const page = await one.form(`/console/cases/${id}/translate`, { message: 'x' })
      assert.equal(page.status, 400)
      assert.equal((await act('translate', asked)).status, 200)
    })

    it('is off unless it is configured', async () => {
      const plain = await startDesk({}, kept.store)
      const worker = await Client.signedIn(plain)
      const her = await sentApplication(plain.services, 'ar')
      await her.send({ question: 'consent.machine', value: ['yes'] })
      await worker.json('POST', `cases/${caseOf(her)}/claim`)
      const path = `cases/${caseOf(her)}`
      assert.equal((await worker.json('POST', `${path}/translate`, { order: 1 })).body.error.why, 'off')
      assert.equal((await worker.json('GET', path)).body.machine, null)
      assert.doesNotMatch(talkOf((await worker.get(`/console/cases/${caseOf(her)}`)).text), /achine/)
      plain.services.watch.stop()
    })
  })
