import assert from 'node:assert/strict'
import { openStore } from '../../../intake/store/open.ts'
import { readConfig } from '../../../platform/config.ts'
import { storeSettings } from '../../support/stores.ts'
import { codeFor, Person, walkTo, withCode } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, logOf, sentApplication, startDesk } from '../desk-server.ts'

const HOSTILE = '<img src=x onerror=alert(1)></p><script>alert("هنا")</script>'

for (const [name, open] of Object.entries(storeSettings))
  describe(`desk: more information, on ${name}`, () => {
    let desk: DeskServer
    let one: Client
    let person: Person
    let id: string
    let release: () => Promise<void>
    const past = { ms: 0 }

    before(async () => {
      const setting = await open()
      release = setting.close
      const store = await openStore(readConfig({ NODE_ENV: 'test', ...setting.env }))
      desk = await startDesk(setting.env, store, () => Date.now() + past.ms)
    })
    after(async () => {
      await desk.close()
      await release()
    })
    beforeEach(async () => {
      past.ms = 0
      one = await Client.signedIn(desk, 'Aino')
      person = await sentApplication(desk.services, 'ar')
      id = caseOf(person)
      await act('claim')
    })

    const act = (what: string, body?: unknown, client = one) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const seen = async () => (await one.json('GET', `cases/${id}`)).body
    const ask = (...keys: string[]) => act('request', { to: 'applicant', keys })
    const said = async () => (await logOf(desk.services, person)).map(({ what }) => what)
    const row = async (key: string) => (await seen()).rows.find((one: { key: string }) => one.key === key)

    describe('of the applicant', () => {
      it('is asked in her language while the worker is there, and comes to the case when she sends it', async () => {
        const { status, body } = await ask('where.countries', 'where.when')
        assert.equal(status, 200)
        assert.ok(body.request)
        assert.equal((await seen()).application, 'moreInfo')
        assert.deepEqual((await said()).slice(-2), ['talk.asked', 'where.countries'])

        await person.send({ question: 'where.countries', text: 'المغرب وإسبانيا' })
        assert.deepEqual(person.keys, ['where.when'])
        assert.equal(await row('where.countries'), undefined, 'nothing before she sends')
        await person.picks('ongoing')
        assert.equal(person.open, 'control.handIn')
        assert.equal(await row('where.when'), undefined)
        await person.picks('yes')

        const found = await seen()
        assert.equal(found.application, 'sent')
        assert.equal(found.record.revision, 2)
        assert.deepEqual(
          [found.requests[0].status, found.requests[0].to, found.requests[0].by],
          ['answered', 'applicant', 'Aino'],
        )
        const words = await row('where.countries')
        assert.deepEqual([words.text, words.language, words.verbatim], ['المغرب وإسبانيا', 'ar', true])
        assert.match(
          (await one.get(`/console/cases/${id}`, { 'accept-language': 'fi' })).text,
          /Jatkuu edelleen|jatkuu/i,
        )
        // She writes with the worker again.
        await person.says('شكرا')
        assert.equal((await seen()).messages.at(-1).text, 'شكرا')
      })

      it('may be passed over, and kept to herself', async () => {
        await ask('where.countries')
        await person.send({ question: 'where.countries', value: ['inPerson'] })
        assert.equal(person.open, 'control.handIn')
        await person.picks('no')
        assert.deepEqual(person.keys, ['talk.notHandedIn'])
        assert.equal((await seen()).application, 'moreInfo')
        assert.equal(await row('where.countries'), undefined)
        await act('release', { to: 'bot' })
        assert.equal((await said()).at(-1), 'control.review')
        await person.send({ question: 'control.review', value: ['send'] })
        assert.equal((await seen()).application, 'sent')
        assert.equal((await row('where.countries')).status, 'inPerson')
      })

      it('waits for her after the worker has gone, and when she comes back with a code', async () => {
        await ask('where.countries')
        await act('release', { to: 'bot' })
        assert.deepEqual((await said()).slice(-2), ['talk.returned', 'where.countries'])
        const code = await codeFor(person, 'bluebell')
        assert.equal(person.open, 'where.countries')
        const again = await withCode(desk.services, code, 'bluebell')
        assert.deepEqual(again.keys, ['say.checked', 'talk.asked', 'where.countries'])
      })

      it('is answered, not sent to the queue, when the case was freed meanwhile', async () => {
        await ask('where.countries')
        const { assignee: of } = (await desk.services.cases.peek(id))!
        const limits = { leaver: 1, sleeper: 1, offer: 1, keep: 1 }
        await desk.services.desk.timeOut(id, { of, step: 'free', who: null, limits })
        await person.says('المغرب')
        assert.equal(person.open, 'control.handIn')
        assert.equal((await seen()).talk, 'bot')
      })

      it('asks again what is answered already, and gives way to what the worker writes', async () => {
        await ask('identity.name', 'where.countries')
        assert.equal((await said()).at(-1), 'identity.name')
        await act('message', { text: 'مرحبا', language: 'ar' })
        await person.says('نعم')
        assert.equal((await seen()).messages.at(-1).text, 'نعم')
        await act('message', { text: 'شكرا', language: 'ar' })
        await act('release', { to: 'bot' })
        assert.equal((await said()).at(-1), 'identity.name')
        await person.send({ question: 'identity.name', text: 'ليلى' })
        await person.send({ question: 'where.countries', text: 'تونس' })
        await person.picks('yes')
        await act('claim')
        assert.equal((await row('identity.name')).text, 'ليلى')
      })

      it('is told when it is pressed again because telling her failed, and once', async () => {
        const { turns } = desk.services
        const whole = turns.sync
        const failing = async (what: string, body: unknown) => {
          turns.sync = () => Promise.reject(new Error('the process is gone'))
          assert.equal((await act(what, body)).status, 500)
          turns.sync = whole
          for (let time = 0; time < 2; time += 1) assert.equal((await act(what, body)).status, 200)
        }
        const times = async (word: string) => (await said()).filter((what) => what === word).length
        await failing('request', { id: 'r1', to: 'applicant', keys: ['where.countries'] })
        assert.equal(await times('talk.asked'), 1)
        const { id: request } = (await seen()).requests[0]
        await failing('recall', { request })
        assert.equal(await times('talk.askedNoMore'), 1)
        assert.equal((await desk.services.cases.peek(id))!.toNotify, undefined)
      })

      it('is told by the sweep when the process that wrote it is gone, by her rules', async () => {
        const { turns } = desk.services
        const whole = turns.sync
        turns.sync = () => Promise.reject(new Error('the process is gone'))
        assert.equal((await ask('where.countries')).status, 500)
        turns.sync = whole
        await desk.services.desk.notifyOwed(10)
        assert.deepEqual((await said()).slice(-2), ['talk.asked', 'where.countries'])
        assert.equal((await desk.services.cases.peek(id))!.toNotify, undefined)
      })

      it('is withdrawn: she is told once, and nothing more is asked', async () => {
        const { request } = (await ask('where.countries')).body
        assert.equal((await act('recall', { request })).status, 200)
        assert.equal((await said()).filter((what) => what === 'talk.askedNoMore').length, 1)
        assert.equal((await seen()).application, 'sent')
        assert.equal((await act('recall', { request })).status, 200)
        assert.equal((await said()).filter((what) => what === 'talk.askedNoMore').length, 1)
        await act('release', { to: 'bot' })
        assert.equal((await said()).at(-1), 'control.sent')
      })

      it('makes room for what she had changed herself: all of it is shown before it is sent', async () => {
        await act('release', { to: 'bot' })
        await person.send({ question: 'control.sent', value: ['more'] })
        await person.picks('more.what')
        // Who may see is asked again before it.
        await person.picks('no')
        await person.picks('cleaning')
        await act('claim')
        await ask('where.countries')
        await person.send({ question: 'where.countries', text: 'تونس' })
        assert.equal(person.open, 'control.review')
        await person.picks('send')
        assert.equal((await seen()).application, 'sent')
      })

      it('is refused with the reason', async () => {
        const why = async (body: object) => {
          const { status, body: told } = await act('request', body)
          return [status, told.error.why ?? told.error.code]
        }
        const to = 'applicant'
        assert.deepEqual(await why({ to, keys: ['no.such'] }), [400, 'unknownQuestion'])
        assert.deepEqual(await why({ to, keys: [] }), [400, 'noQuestion'])
        assert.deepEqual(await why({ to, keys: ['centre.place'] }), [400, 'offRoute'])
        assert.deepEqual(await why({ to, keys: ['role.who'] }), [400, 'notTheirs'])
        assert.deepEqual(await why({ to: 'referrer', keys: ['contact.value'] }), [400, 'notTheirs'])
        assert.deepEqual(await why({ to: 'police', keys: ['where.when'] }), [400, 'BAD_REQUEST'])
        assert.deepEqual(await why({ to: 'authority', keys: ['where.when'] }), [400, 'noAuthority'])
        assert.deepEqual(await why({ to: 'authority', authority: 'police', keys: ['where.when'] }), [
          400,
          'noBasis',
        ])
        const form = await one.form(`/console/cases/${id}/request`, { to, 'key:no.such': 'on' })
        assert.equal(form.status, 400)
        assert.match(form.text, /There is no such question/)
        assert.equal((await seen()).application, 'sent')
        const two = await Client.signedIn(desk, 'Bertta')
        assert.equal((await act('request', { to, keys: ['where.when'] }, two)).status, 409)
        await act('close', { outcome: 'answered' })
        assert.equal((await act('request', { to, keys: ['where.when'] })).status, 410)
      })

      it('is one request, however often the same is posted', async () => {
        const body = { to: 'applicant', keys: ['where.when'], id: 'r1' }
        await act('request', body)
        await act('request', body)
        assert.equal((await seen()).requests.length, 1)
        assert.equal((await said()).filter((what) => what === 'talk.asked').length, 1)
      })
    })

    it('waits, where telling it now would break her rules, until she writes again', async () => {
      const texting = await walkTo(new Person(desk.services, 'msteams'), 'en', 'contact.way')
      await texting.picks('codeOnly')
      await texting.writes('Noor')
      await texting.picks('send')
      const hers = caseOf(texting)
      await one.json('POST', `cases/${hers}/claim`)
      past.ms = 40 * 60_000
      const { status } = await one.json('POST', `cases/${hers}/request`, {
        to: 'applicant',
        keys: ['where.countries'],
      })
      assert.equal(status, 200)
      const keys = async () => (await logOf(desk.services, texting)).map(({ what }) => what)
      assert.equal((await keys()).at(-1), 'talk.joined')
      assert.equal((await desk.services.cases.peek(hers))!.toNotify, undefined, 'owed by no sweep')
      await desk.services.cases.update(hers, (now) => ({ ...now, toNotify: 1, notifyByRules: 1 }))
      await desk.services.desk.notifyOwed(10)
      assert.equal((await keys()).at(-1), 'talk.joined')
      assert.match((await one.get(`/console/cases/${hers}`)).text, /do not contact them now/)
      await texting.says('Hello?')
      // Her code had no word yet: she is told before she goes on.
      const told = ['talk.asked', 'say.codeNoWord', 'where.countries', 'Hello?']
      assert.deepEqual((await keys()).slice(-4), told)
      assert.equal(texting.answer('where.countries'), undefined, 'no answer to what she had not seen')
      assert.equal((await one.json('GET', `cases/${hers}`)).body.messages.at(-1).text, 'Hello?')
    })

    describe('of an authority', () => {
      const wish = { to: 'authority', authority: 'police', basis: 'act615s13', name: `Helsinki ${HOSTILE}` }

      it('is told to her, written down with what it rests on, and stands beside her own answer', async () => {
        await person.says('')
        const { request } = (await act('request', { ...wish, keys: ['needs.crime', 'identity.name'] })).body
        assert.equal((await said()).at(-1), 'talk.askedAuthority')
        assert.equal((await said()).filter((what) => what === 'talk.askedAuthority').length, 1)
        const wrong = { request, on: '2026-11-20', answers: { 'needs.crime': 'maybe' } }
        assert.equal((await act('record', wrong)).body.error.why, 'option')
        assert.equal((await act('record', { request, on: 'yesterday', answers: {} })).status, 400)
        const right = {
          request,
          on: '2026-11-20',
          answers: { 'needs.crime': 'reported', 'identity.name': HOSTILE },
        }
        assert.equal((await act('record', right)).status, 200)
        assert.equal((await act('record', right)).status, 409)

        const found = await seen()
        assert.equal(found.application, 'sent')
        assert.equal((await row('identity.name')).text, 'Noor', 'hers stays')
        const { source, text } = found.others['needs.crime'][0]
        assert.equal(text, 'It has been reported')
        assert.deepEqual(
          [source.from, source.authority, source.basis, source.on, source.askedBy, source.writtenBy],
          ['authority', 'police', 'act615s13', '2026-11-20', 'Aino', 'Aino'],
        )
        const { text: page } = await one.get(`/console/cases/${id}`)
        assert.doesNotMatch(page, /<img|<script>alert/)
        assert.match(page, /Act 615\/2020, section 13\(4\)\(3\)/)
        const two = await Client.signedIn(desk, 'Bertta')
        const masked = (await two.json('GET', `cases/${id}`)).body
        assert.deepEqual([masked.requests, masked.others, masked.consents], [[], {}, []])
        assert.doesNotMatch((await two.get(`/console/cases/${id}`)).text, /Helsinki|has been reported/)
        await person.command('know')
        assert.ok(person.keys.includes('say.know.askedAuthority'))
      })

      it('is not asked on a consent that was not given, or refused', async () => {
        const on = (basis: string) => act('request', { ...wish, basis, keys: ['needs.crime'] })
        assert.equal((await on('consent')).body.error.why, 'noConsent')
        const shown = async () =>
          (await seen()).consents.find(({ label }: { label: string }) => /other authorities/.test(label))
        assert.deepEqual([(await shown()).text, (await shown()).yes], ['Not asked', false])
        await ask('consent.authorities')
        await person.send({ question: 'consent.authorities', value: ['no'] })
        await person.picks('yes')
        assert.equal((await on('consent')).body.error.why, 'noConsent')
        assert.deepEqual([(await shown()).text, (await shown()).yes], ['No', false])
        assert.equal((await on('act746s58')).status, 200)
      })

      it('is exported with its source, as a newer state than the one before it', async () => {
        const before = (await one.json('GET', `cases/${id}/export`)).body
        const { request } = (await act('request', { ...wish, keys: ['needs.crime'] })).body
        await act('record', { request, on: '2026-11-20', answers: { 'needs.crime': 'reported' } })
        const after = (await one.json('GET', `cases/${id}/export`)).body
        assert.ok(after.revision > before.revision)
        assert.equal(after.source, 'applicant')
        assert.equal(after.requests[0].answers['needs.crime'].value, 'reported')
        assert.equal(after.requests[0].basis, 'act615s13')
        assert.equal(after.answers['needs.crime'], undefined)
        const csv = (await one.get(`/console/api/cases/${id}/export?format=csv`)).text
        assert.match(csv, /"authority police act615s13 2026-11-20"/)
      })
    })
  })
