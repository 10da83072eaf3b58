import assert from 'node:assert/strict'
import type { Clock } from '../../../intake/store/ports.ts'
import { referring } from '../../support/essential.ts'
import { openStores } from '../../support/open-stores.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const HOUR = 3_600_000

for (const [name, open] of Object.entries(openStores))
  describe(`desk: the case page, ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let aino: Client
    let bertta: Client
    let now = Date.UTC(2026, 4, 4, 8, 0)
    const clock: Clock = () => now

    before(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({ SESSION_IDLE_MINUTES: '600' }, opened.store, clock)
      aino = await Client.signedIn(desk, 'Aino')
      bertta = await Client.signedIn(desk, 'Bertta')
    })
    after(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    const act = (client: Client, id: string, what: string, body: unknown = {}) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const seen = async (client: Client, id: string) => (await client.json('GET', `cases/${id}`)).body
    const audited = async (id: string) => (await desk.services.audit.of(id)).map(({ what }) => what)
    const rowOf = (body: { rows: Record<string, unknown>[] }, key: string) =>
      body.rows.find((row) => row.key === key)

    /** Sent in Arabic, with a name and a number, and a message to a worker. */
    async function arabic(): Promise<{ id: string; person: Person }> {
      const person = await walkTo(new Person(desk.services), 'ar', 'identity.name')
      await person.writes('نور الكناري')
      await person.picks('send')
      return { id: caseOf(person), person }
    }
    async function taken() {
      const { id, person } = await arabic()
      await act(aino, id, 'claim')
      return { id, person }
    }

    describe('entries', () => {
      it('stand beside her answer with who and when, and overwrite nothing', async () => {
        const { id } = await taken()
        const before = await desk.services.cases.get(id)
        const given = { id: 'e1', key: 'identity.name', value: '  Noor Kanari\u0007 ', note: 'Passport' }
        for (let time = 0; time < 2; time += 1) assert.equal((await act(aino, id, 'edit', given)).status, 200)
        const body = await seen(aino, id)
        assert.equal(rowOf(body, 'identity.name')!.text, 'نور الكناري')
        const [one, ...none] = body.readings['identity.name']
        assert.deepEqual(none, [])
        assert.deepEqual(
          [one.text, one.name, one.at, one.note, one.own, one.outdated],
          ['Noor Kanari', 'Aino', now, 'Passport', true, false],
        )
        assert.deepEqual((await desk.services.cases.get(id))!.content, before!.content)
        const fi = (await aino.get(`/console/cases/${id}`, { 'accept-language': 'fi' })).text
        assert.match(fi, /<dd class="own" lang="ar" dir="auto" translate="no">نور الكناري<\/dd>/)
        assert.ok(fi.indexOf('نور الكناري') < fi.indexOf('Noor Kanari'))
        assert.match(fi, /Työntekijän kirjaus:<\/span> <span dir="auto" translate="no">Noor Kanari/)
        assert.ok((await audited(id)).includes('edit'))
        assert.doesNotMatch(JSON.stringify(await desk.services.audit.of(id)), /Kanari|Passport|identity/)
      })

      it('are shown in the reader’s language when chosen, of every kind', async () => {
        const { id } = await taken()
        for (const [key, value] of [
          ['what.forms', ['domestic', 'debt']],
          ['identity.age', '15to17'],
          ['identity.birth', { year: 2009, month: 2 }],
        ] as const)
          assert.equal((await act(aino, id, 'edit', { key, value })).status, 200, key)
        const { readings, unasked } = await seen(aino, id)
        assert.match(readings['what.forms'][0].text, / · /)
        assert.equal(readings['identity.birth'][0].text, 'February 2009')
        assert.ok(unasked.some(({ key }: { key: string }) => key === 'identity.birth'))
        const { text } = await aino.get(`/console/cases/${id}`)
        assert.match(text, /February 2009/)
      })

      it('are taken back by an entry of their own, and what stood before stands again', async () => {
        const { id } = await taken()
        await act(aino, id, 'edit', { key: 'identity.name', value: 'Nur' })
        await act(aino, id, 'edit', { key: 'identity.name', value: 'Noor' })
        const [newest] = (await seen(aino, id)).readings['identity.name']
        for (let time = 0; time < 2; time += 1)
          assert.equal((await act(aino, id, 'undo', { edit: newest.id })).status, 200)
        const [undone, standing] = (await seen(aino, id)).readings['identity.name']
        assert.equal(undone.text, 'Noor')
        assert.equal(undone.undone.name, 'Aino')
        assert.equal(standing.undone, undefined)
        assert.equal((await audited(id)).filter((what) => what === 'undo').length, 1)
        assert.equal((await act(aino, id, 'undo', { edit: 'none' })).status, 404)
        assert.equal((await act(aino, id, 'undo', {})).status, 404)
      })

      it('are refused with the reason when they are none', async () => {
        const { id } = await taken()
        for (const [body, status, message] of [
          [{ key: 'no.such', value: 'x' }, 404, 'there is no such question'],
          [{ value: 'x' }, 404, 'there is no such question'],
          [{ key: ['role.who'], value: 'self' }, 404, 'there is no such question'],
          [{ key: '__proto__', value: 'x' }, 404, 'there is no such question'],
          [{ key: 'role.who', value: 'boss' }, 400, 'value is no answer to this question'],
          [{ key: 'role.who' }, 400, 'value is no answer to this question'],
          [{ key: 'identity.birth', value: { year: 2001, month: 2, day: 31 } }, 400, 'value is no answer'],
          [{ key: 'identity.name', value: 'x'.repeat(121) }, 400, 'value is no answer'],
          [{ key: 'identity.name', value: ' \u0000 ' }, 400, 'value is no answer'],
          [{ key: 'identity.name', value: 'x', note: 'x'.repeat(1001) }, 400, 'note is too long'],
          [{ key: 'identity.name', value: 'x', id: '../x' }, 400, 'id is not usable'],
          [{ key: 'referrer.organisation', value: 'x' }, 400, 'this question does not belong to this case'],
        ] as const) {
          const answer = await act(aino, id, 'edit', body)
          assert.equal(answer.status, status, JSON.stringify(body).slice(0, 60))
          assert.ok(answer.body.error.message.startsWith(message), answer.body.error.message)
        }
        assert.deepEqual((await seen(aino, id)).readings, {})
        assert.equal((await act(bertta, id, 'edit', { key: 'identity.name', value: 'x' })).status, 409)
        await act(aino, id, 'close', { outcome: 'answered' })
        assert.equal((await act(aino, id, 'edit', { key: 'identity.name', value: 'x' })).status, 410)
      })

      it('stay with her next revision, and say when she has answered anew', async () => {
        const { id, person } = await taken()
        await act(aino, id, 'edit', { key: 'identity.name', value: 'Noor' })
        await act(aino, id, 'edit', { key: 'role.who', value: 'self' })
        await act(aino, id, 'release', { to: 'bot' })
        now += 60_000
        await person.picks('review')
        await person.picks('change')
        await person.picks('identity.name')
        await person.writes('نورة')
        await person.picks('send')
        await act(aino, id, 'claim')
        const body = await seen(aino, id)
        assert.equal(body.record.revision, 2)
        assert.equal(rowOf(body, 'identity.name')!.text, 'نورة')
        assert.equal(body.readings['identity.name'][0].outdated, true)
        assert.equal(body.readings['role.who'][0].outdated, false)
        assert.match((await aino.get(`/console/cases/${id}`)).text, /has since answered again/)
      })

      it('leave with an answer that she takes back, and with the case', async () => {
        const { id, person } = await taken()
        await act(aino, id, 'edit', { key: 'identity.name', value: 'CanaryName' })
        await act(aino, id, 'edit', { key: 'role.who', value: 'child' })
        await act(aino, id, 'release', { to: 'bot' })
        await person.picks('review')
        await person.picks('remove')
        await person.picks('identity.name')
        await act(aino, id, 'claim')
        assert.deepEqual(Object.keys((await seen(aino, id)).readings), ['role.who'])
        await person.command('delete')
        await person.picks('yes')
        assert.deepEqual((await seen(aino, id)).readings, {})
        for (const kept of ['entries', 'duplicateHints'] as const)
          assert.deepEqual(
            await desk.services.store.collection(kept).find({ where: { part: id }, limit: 10 }),
            [],
            kept,
          )
      })

      it('go out with the case, her answer first, as the published schema says', async () => {
        const { id } = await taken()
        await act(aino, id, 'edit', { key: 'identity.name', value: '=Noor' })
        await act(aino, id, 'edit', { key: 'what.forms', value: ['debt'], note: 'told by phone' })
        const [last] = (await seen(aino, id)).readings['what.forms']
        await act(aino, id, 'undo', { edit: last.id })
        const path = `/console/api/cases/${id}/export`
        const { text } = await aino.get(path)
        const one = JSON.parse(text)
        assert.equal(one.answers['identity.name'].value, 'نور الكناري')
        assert.deepEqual(one.answers['what.forms'].value, ['labour', 'debt'])
        assert.deepEqual(
          one.edits.map(({ question, value, by, undone }: Record<string, { by?: string }>) => [
            question,
            value,
            by,
            undone?.by,
          ]),
          [
            ['identity.name', '=Noor', 'Aino', undefined],
            ['what.forms', ['debt'], 'Aino', 'Aino'],
          ],
        )
        assert.ok(text.indexOf('"answers"') < text.indexOf('"edits"'))
        const schema = JSON.parse((await aino.get('/console/api/schema')).text)
        assert.match(one.schema, /^silta-case\/2-/)
        const { z } = await import('zod')
        z.fromJSONSchema(schema).parse(one)
        assert.throws(() =>
          z.fromJSONSchema(schema).parse({ ...one, edits: [{ ...one.edits[0], value: 5 }] }),
        )
        const sheet = (await aino.get(`${path}?format=csv`)).text
        assert.match(sheet, /identity\.name: =Noor \(Aino\)/)
        assert.doesNotMatch(sheet, /what\.forms: debt/)
      })

      it('are written by a form, one question at a time, and what was typed is given back', async () => {
        const { id } = await taken()
        const path = (key: string) => `/console/cases/${id}/edit/${key}`
        const page = await aino.get(path('what.forms'))
        assert.equal(page.status, 200)
        assert.match(
          page.text,
          /type="checkbox" [^>]*name="a:what\.forms:labour" value="labour" [^>]*checked/,
        )
        const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)![1]!
        const type = { 'content-type': 'application/x-www-form-urlencoded' }
        const post = (key: string, fields: Record<string, string>, client = aino) =>
          client.send('POST', path(key), String(new URLSearchParams({ csrf, ...fields })), type)
        const saved = await post('what.forms', {
          'a:what.forms:debt': 'debt',
          'a:what.forms:begging': 'begging',
          note: 'n',
        })
        assert.equal(saved.status, 303)
        assert.equal(saved.headers.get('location'), `/console/cases/${id}#answer-what.forms`)
        assert.equal(
          (await post('identity.birth', { 'a:identity.birth:year': '١٩٩٩', 'a:identity.birth:month': '' }))
            .status,
          303,
        )
        const wrong = await post('identity.birth', {
          'a:identity.birth:year': '1999',
          'a:identity.birth:day': '<b>',
        })
        assert.equal(wrong.status, 400)
        assert.match(wrong.text, /Not saved/)
        assert.match(wrong.text, /value="&lt;b>"/)
        assert.equal((await post('what.forms', {})).status, 400)
        assert.equal((await post('role.who', { value: 'self', csrf: 'x' })).status, 403)
        assert.equal((await post('no.such', { value: 'x' })).status, 404)
        assert.equal((await aino.get(path('no.such'))).status, 404)
        const { readings } = await seen(aino, id)
        assert.deepEqual(Object.keys(readings).sort(), ['identity.birth', 'what.forms'])
        // Another worker gets no form, and nothing of hers.
        const other = await bertta.get(path('identity.name'))
        assert.equal(other.headers.get('location'), `/console/cases/${id}`)
        const token = /name="csrf" value="([^"]+)"/.exec((await bertta.get('/console')).text)![1]!
        const late = await post('identity.name', { 'a:identity.name': 'Typed', csrf: token }, bertta)
        assert.equal(late.status, 409)
        assert.match(late.text, /value="Typed"/)
        assert.doesNotMatch(late.text, /نور/)
      })
    })

    describe('the status of every answer', () => {
      it('tells passed over, not known, in person, not safe and not asked apart', async () => {
        const person = await walkTo(new Person(desk.services), 'en', 'where.inFinland')
        for (const [key, pass] of [
          ['where.inFinland', 'unsafe'],
          ['identity.age', 'inPerson'],
          ['what.forms', 'skipped'],
          ['where.places', 'inPerson'],
          ['needs.help', 'unsafe'],
        ] as const) {
          assert.equal(person.open, key)
          await person.picks(pass)
          if (pass !== 'unsafe') continue
          await person.picks('goOn')
          await person.picks('skipped')
        }
        await person.picks('codeOnly')
        await person.command('skip')
        assert.equal(person.open, 'control.review')
        await person.picks('send')
        const id = caseOf(person)
        await act(aino, id, 'claim')
        const body = await seen(aino, id)
        const status = (key: string) => rowOf(body, key)?.status
        assert.equal(status('where.inFinland'), 'unsafe')
        assert.equal(status('identity.age'), 'inPerson')
        assert.equal(status('what.forms'), 'skipped')
        const keys = body.unasked.map(({ key }: { key: string }) => key)
        // Left to the worker where the role says it: never counted as her answer.
        assert.ok(status('eligibility.class') === undefined && keys.includes('eligibility.class'))
        assert.ok(keys.includes('identity.birth') && !keys.includes('what.forms'))
        // What does not belong to this person is neither.
        assert.ok(!keys.includes('referrer.name') && status('referrer.name') === undefined)
        const { text } = await aino.get(`/console/cases/${id}`)
        for (const words of ['Not safe to answer here', 'To be told in person', 'Skipped'])
          assert.match(text, new RegExp(`<dd class="passed">${words}</dd>`))
        assert.match(text, new RegExp(`Not asked \\(${keys.length}\\)`))
      })
    })

    it('of somebody whom only the helper reaches, says how to reach the helper where it is looked for first', async () => {
      const person = new Person(desk.services)
      await person.send({ question: 'control.language', value: ['en'] })
      const rest = [
        ['referrer.name', 'Hanna Helper'],
        ['referrer.organisation', 'skipped'],
        ['referrer.contact', '045 555 1234'],
        ['where.inFinland', 'skipped'],
        ['identity.age', 'skipped'],
        ['eligibility.class', 'notSure'],
        ['what.forms', 'skipped'],
        ['where.places', 'skipped'],
        ['referral.observations', 'skipped'],
        ['needs.help', 'skipped'],
        ['contact.way', 'viaReferrer'],
        ['identity.name', 'skipped'],
      ] as const
      for (const [key, given] of [...referring('inPerson'), ...rest]) {
        assert.equal(person.open, key)
        await (/\d|Hanna/.test(given) ? person.writes(given) : person.picks(given))
      }
      assert.equal(person.open, 'control.review')
      await person.picks('send')
      const id = caseOf(person)
      await act(aino, id, 'claim')
      const { text } = await aino.get(`/console/cases/${id}`)
      const [first] = text.slice(text.indexOf('<dl class="identity"')).split('</dl>')
      assert.match(first!, /The helper's contact details<\/dt><dd>.*045 555 1234/)
    })

    describe('who does not have a case', () => {
      const SECRET = /نور|الكناري|040 ?123|SecretCanary|NoteCanary|EditCanary/

      it('reads what is needed to decide, and no identity, on any page or JSON address', async () => {
        const { id, person } = await taken()
        await act(aino, id, 'message', { text: 'سر SecretCanary', language: 'en' })
        await person.says('SecretCanary too')
        await act(aino, id, 'note', { text: 'NoteCanary' })
        await act(aino, id, 'edit', { key: 'identity.name', value: 'EditCanary' })
        assert.match((await aino.get(`/console/cases/${id}`)).text, SECRET)

        const gets = desk.routes.filter((route) => /^GET .*:id/.test(route))
        assert.ok(gets.length >= 4, gets.join('\n'))
        for (const route of gets) {
          const path = route.slice(4).replace(':id', id).replace(':key', 'identity.name')
          const answer = await bertta.get(path)
          assert.doesNotMatch(answer.text, SECRET, route)
        }
        const form = await bertta.form(`/console/cases/${id}/preview`, { phrase: 'x' })
        assert.doesNotMatch(form.text, SECRET)
        assert.doesNotMatch((await bertta.form(`/console/cases/${id}/claim`, {})).text, SECRET)

        const body = await seen(bertta, id)
        assert.deepEqual(body.masked, { messages: 2, notes: 1 })
        assert.deepEqual([body.messages, body.notes, body.readings], [[], [], {}])
        assert.deepEqual(rowOf(body, 'identity.name')!.masked, true)
        assert.equal(rowOf(body, 'needs.help')!.text, 'Lawyer or legal advice · A safe place to live')
        assert.equal(rowOf(body, 'contact.way')!.text, 'Phone call')
        assert.equal(body.language, 'ar')
        assert.equal(body.contact.advice.length > 0, true)
        const refused = await bertta.json('GET', `cases/${id}/export`)
        assert.equal(refused.status, 403)
        assert.equal(refused.body.error.message, 'claim the case, or open it with a reason')
        assert.match((await bertta.get(`/console/cases/${id}`)).text, /A colleague has this case/)
      })

      it('reads it once it is theirs, and no longer when it is given back', async () => {
        const { id } = await arabic()
        const name = async () => rowOf(await seen(bertta, id), 'identity.name')!.text
        assert.equal(await name(), 'Hidden')
        await act(bertta, id, 'claim')
        assert.equal(await name(), 'نور الكناري')
        await act(bertta, id, 'release', { to: 'bot' })
        assert.equal(await name(), 'Hidden')
      })

      it('opens it with a reason for an hour, written down without content, and told to supervisors', async () => {
        const { id } = await taken()
        for (const body of [
          {},
          { why: 'curious' },
          { why: 'other' },
          { why: 'other', words: ' ' },
          { why: 'danger' },
          { why: 'danger', words: 'danger' },
          { why: 'danger', words: 5 },
          { why: 'danger', words: 'x'.repeat(501) },
        ])
          assert.equal((await act(bertta, id, 'open', body)).status, 400, JSON.stringify(body).slice(0, 40))
        assert.equal(rowOf(await seen(bertta, id), 'identity.name')!.masked, true)
        const words = { why: 'cover', words: 'WordsCanary, Aino is ill' }
        assert.equal((await act(bertta, id, 'open', words)).status, 200)
        const body = await seen(bertta, id)
        assert.equal(rowOf(body, 'identity.name')!.text, 'نور الكناري')
        assert.equal(body.until, now + HOUR)
        // To read is not to have: nothing is taken out, no message, no entry.
        assert.equal((await bertta.get(`/console/api/cases/${id}/export`)).status, 403)
        assert.equal((await act(bertta, id, 'message', { text: 'x' })).status, 409)
        assert.equal((await act(bertta, id, 'edit', { key: 'identity.name', value: 'x' })).status, 409)
        assert.doesNotMatch((await bertta.get(`/console/cases/${id}`)).text, /class="edit"/)

        const { accessGrants } = await seen(aino, id)
        assert.deepEqual(accessGrants, [{ name: 'Bertta', ...words, at: now }])
        const lines = await desk.services.audit.of(id)
        assert.equal(lines.filter(({ what }) => what === 'open.cover').length, 1)
        assert.doesNotMatch(JSON.stringify(lines), /WordsCanary/)
        const kept = await desk.services.store.collection('entries').find({ limit: 100 })
        assert.doesNotMatch(JSON.stringify(kept), /WordsCanary/)
        const told = (await bertta.json('GET', 'overview')).body.accessGrants
        assert.deepEqual(
          [told[0].case, told[0].name, told[0].why, told[0].at],
          [id, 'Bertta', 'cover', new Date(now).toISOString()],
        )
        assert.doesNotMatch(JSON.stringify(told), /WordsCanary/)

        now += HOUR - 1
        assert.equal(rowOf(await seen(bertta, id), 'identity.name')!.text, 'نور الكناري')
        now += 1
        assert.equal(rowOf(await seen(bertta, id), 'identity.name')!.text, 'Hidden')
        assert.equal((await bertta.get(`/console/api/cases/${id}/export`)).status, 403)
      })

      it('is everybody once the case is closed, and opening works by a form too', async () => {
        const { id } = await taken()
        await act(aino, id, 'close', { outcome: 'answered' })
        assert.equal(rowOf(await seen(bertta, id), 'identity.name')!.text, 'Hidden')
        // Whoever closed it has it before the eyes a while longer.
        assert.equal(rowOf(await seen(aino, id), 'identity.name')!.text, 'نور الكناري')
        now += 15 * 60_000
        assert.equal(rowOf(await seen(aino, id), 'identity.name')!.text, 'Hidden')
        const path = `/console/cases/${id}`
        assert.match((await aino.get(path)).text, /The case is closed/)
        const wrong = await aino.form(`${path}/open`, { why: 'other', words: '' })
        assert.equal(wrong.status, 400)
        assert.match(wrong.text, /Not opened: choose a reason/)
        assert.equal(
          (await aino.form(`${path}/open`, { why: 'request', words: 'She asked for it' })).status,
          303,
        )
        assert.match((await aino.get(path)).text, /نور الكناري/)
      })

      it('opens nothing that is erased', async () => {
        const { id } = await taken()
        await desk.services.cases.erase(id)
        assert.equal(
          (await act(bertta, id, 'open', { why: 'danger', words: 'Somebody is in danger' })).status,
          410,
        )
        assert.deepEqual(await audited(id).then((all) => all.filter((what) => what.startsWith('open'))), [])
        // Erased while it was being opened.
        const other = await taken()
        const { accessGrants } = desk.services
        const { add } = accessGrants
        accessGrants.add = async (...given) => {
          await desk.services.cases.erase(other.id)
          await add(...given)
        }
        assert.equal(
          (await act(bertta, other.id, 'open', { why: 'danger', words: 'Somebody is in danger' })).status,
          410,
        )
        accessGrants.add = add
        assert.equal(await desk.services.store.collection('keys').read(`case.${other.id}`), null)
      })
    })

    describe('perhaps the same person', () => {
      it('is told to who has the case, with because, and can be said not to be so', async () => {
        const first = caseOf(await sentApplication(desk.services))
        const { id } = await taken()
        const same = async (client: Client, of: string) =>
          (await seen(client, of)).same.find((one: { case: string }) => one.case === first)
        const hint = await same(aino, id)
        assert.deepEqual(hint.because, ['contact'])
        assert.equal(hint.number.replace(/ /g, ''), first)
        assert.match((await aino.get(`/console/cases/${id}`)).text, /the same phone number or e-mail address/)
        assert.equal(await same(bertta, id), undefined)
        await act(bertta, id, 'open', { why: 'samePerson', words: 'Are they the same?' })
        assert.equal(await same(bertta, id), undefined)
        assert.equal((await act(bertta, id, 'dismiss', { other: first })).status, 409)
        assert.equal((await act(aino, id, 'dismiss', { other: '1'.repeat(20) })).status, 404)
        assert.equal((await act(aino, id, 'dismiss', { other: 'x' })).status, 404)
        assert.equal((await act(aino, id, 'dismiss', { other: first })).status, 200)
        assert.deepEqual((await same(aino, id)).dismissed, { name: 'Aino', at: now })
        // Nothing was joined: both are there as they were.
        assert.equal((await desk.services.cases.get(first))!.application, 'sent')
        await act(aino, first, 'claim')
        const back = (await seen(aino, first)).same.find((one: { case: string }) => one.case === id)
        assert.deepEqual(back.dismissed, { name: 'Aino', at: now })
      })
    })
  })
