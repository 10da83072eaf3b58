import assert from 'node:assert/strict'
import type { EntryDoc } from '../../../intake/case/entries.ts'
import { show } from '../../../intake/conversation/transcript.ts'
import { contacts } from '../../../intake/form/contacts.ts'
import { questions } from '../../../intake/form/form.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: the case page', () => {
  let desk: DeskServer
  let one: Client
  let two: Client
  beforeEach(async () => {
    desk = await startDesk()
    one = await Client.signedIn(desk, 'Aino')
    two = await Client.signedIn(desk, 'Bertta')
  })
  afterEach(() => desk.close())

  const note = (client: Client, id: string, body: unknown) => client.json('POST', `cases/${id}/note`, body)
  const kept = () => desk.services.store.collection<EntryDoc>('entries')

  it('keeps what workers note beside a case, in order, each once, with who wrote it', async () => {
    const id = caseOf(await askingPerson(desk.services))
    for (let time = 0; time < 2; time += 1)
      assert.equal((await note(one, id, { id: 'n1', text: 'Rang the centre' })).status, 200)
    await note(two, id, { id: 'n1', text: 'They rang back' })
    await two.json('POST', `cases/${id}/claim`)
    const { notes } = (await two.json('GET', `cases/${id}`)).body
    assert.deepEqual(
      notes.map(({ text, name, me }: Record<string, unknown>) => [text, name, me]),
      [
        ['Rang the centre', 'Aino', false],
        ['They rang back', 'Bertta', true],
      ],
    )
    assert.deepEqual((await two.json('GET', `cases/${id}`)).body.messages, [])
    const done = (await desk.services.audit.of(id)).filter(({ what }) => what === 'note')
    assert.equal(done.length, 3)
  })

  it('never shows a note to the person, nor writes one down readably', async () => {
    const person = await sentApplication(desk.services)
    const id = caseOf(person)
    await note(one, id, { text: 'NoteCanary' })
    await person.command('know')
    await person.command('copy')
    const loaded = (await desk.services.conversations.load(person.id))!
    const t = desk.services.speech.t('en')
    const page = loaded.state.log.map(
      (line) => show(line, { answers: loaded.state.answers, contacts, t })?.text,
    )
    assert.doesNotMatch(JSON.stringify([loaded, page]), /NoteCanary/)
    const stored = [...(await kept().find({ limit: 10 })), ...(await desk.services.audit.of(id))]
    assert.ok(stored.length > 0)
    assert.doesNotMatch(JSON.stringify(stored), /NoteCanary/)
  })

  it('erases notes with the case, also one that was being written', async () => {
    const person = await askingPerson(desk.services)
    const id = caseOf(person)
    await note(one, id, { text: 'Gone soon' })
    const { key } = (await desk.services.cases.get(id))!
    await desk.services.cases.erase(id)
    assert.deepEqual(await kept().find({ where: { part: id }, limit: 10 }), [])
    assert.deepEqual((await one.json('GET', `cases/${id}`)).body.notes, [])
    assert.equal((await note(one, id, { text: 'Too late' })).status, 410)
    assert.equal(await desk.services.store.collection('keys').read(key), null)

    const other = caseOf(await askingPerson(desk.services))
    const { notes } = desk.services
    const add = notes.add
    notes.add = async (...given) => {
      await desk.services.cases.erase(other)
      await add(...given)
    }
    assert.equal((await note(one, other, { text: 'Written while it was erased' })).status, 410)
    notes.add = add
    assert.deepEqual(await kept().find({ where: { part: other }, limit: 10 }), [])
    assert.equal(await desk.services.store.collection('keys').read(`case.${other}`), null)
  })

  it('takes a note by a form, and refuses an empty one and one on a closed case', async () => {
    const id = caseOf(await askingPerson(desk.services))
    const path = `/console/cases/${id}/note`
    assert.equal((await one.form(path, { note: 'Käy <b>näin</b>', message: 'x' })).status, 303)
    assert.match((await two.get(`/console/cases/${id}`)).text, /Hidden notes: 1/)
    assert.match((await one.get(`/console/cases/${id}`)).text, /Käy &lt;b>näin&lt;\/b>/)
    assert.equal((await one.form(path, { note: ' ' })).status, 400)
    for (const body of [{}, { text: 5 }, { text: 'x'.repeat(4001) }, { text: 'x', id: '../x' }])
      assert.equal((await note(one, id, body)).status, 400)
    await one.json('POST', `cases/${id}/claim`)
    await one.json('POST', `cases/${id}/close`, { outcome: 'answered' })
    assert.equal((await note(one, id, { text: 'x' })).status, 410)
  })

  it('shows the question as she read it, in her language, in the words of that time', async () => {
    await desk.services.archiveWordings()
    const person = await sentApplication(desk.services, 'ar')
    const id = caseOf(person)
    const { asked, rows } = (await one.json('GET', `cases/${id}?lang=fi`)).body
    const t = desk.services.speech.t('ar')
    assert.deepEqual(asked['where.places'], { text: t('where.places.ask'), language: 'ar' })
    for (const { key } of rows) assert.ok(asked[key].text && questions.has(key), key)
    const page = await one.get(`/console/cases/${id}`, { 'accept-language': 'fi' })
    assert.ok(page.text.includes(`<p lang="ar" dir="rtl" translate="no">${t('where.places.ask')}</p>`))

    // The words changed since: the archive still has those she saw.
    const archive = desk.services.store.collection('wordings')
    const old = { 'where.places': { ask: 'كيف كان السؤال سابقًا؟' } }
    await archive.create({
      id: 'ar.old',
      part: 'ar.old',
      changed: 0,
      language: 'ar',
      questions: old,
    } as never)
    await desk.services.cases.update(id, (now) => {
      const record = now.content!.record!
      const answers = Object.fromEntries(
        Object.entries(record.answers).map(([key, one]) => [key, { ...one!, wording: 'old' }]),
      )
      return { ...now, content: { ...now.content!, record: { ...record, answers } } }
    })
    const later = (await one.json('GET', `cases/${id}`)).body.asked
    assert.deepEqual(later, { 'where.places': { text: 'كيف كان السؤال سابقًا؟', language: 'ar' } })
  })

  it('puts what the rules allow now on top, and lets nobody read there what she did not give', async () => {
    const sent = caseOf(await sentApplication(desk.services, 'ar'))
    const { contact } = (await one.json('GET', `cases/${sent}`)).body
    assert.deepEqual(contact.advice[0], { may: true, what: 'reply' })
    assert.equal(contact.advice[1].way, 'phone')
    const page = (await one.get(`/console/cases/${sent}`)).text
    assert.ok(page.indexOf('id="contact-now"') < page.indexOf('id="answers"'))
    assert.match(page, /You may not:<\/strong> +use any other way than the one the person chose/)

    const hidden = caseOf(await askingPerson(desk.services, 'ar', 'identity.name'))
    const other = (await one.json('GET', `cases/${hidden}`)).body
    assert.deepEqual(other.contact.advice, [
      { may: true, what: 'reply' },
      { may: false, what: 'contact', why: 'noWay' },
    ])
    assert.deepEqual([other.indicators, other.asked], [[], {}])
  })

  it('names indicators to the worker, closed and with what they are not, and to nobody else', async () => {
    const person = await sentApplication(desk.services, 'en')
    const id = caseOf(person)
    const { indicators } = (await one.json('GET', `cases/${id}`)).body
    assert.deepEqual(
      indicators.map(({ dimension }: { dimension: string }) => dimension),
      ['exploitation'],
    )
    const page = (await one.get(`/console/cases/${id}`)).text
    assert.match(page, /<details><summary><h2>Answers that may point to trafficking<\/h2><\/summary>/)
    assert.match(page, /They prove nothing/)
    assert.match(page, /Because the question “[^”]+” was answered: /)
    const { state } = (await desk.services.conversations.load(person.id))!
    const t = desk.services.speech.t('en')
    const hers = state.log.map((line) => show(line, { answers: state.answers, contacts, t })?.text).join('\n')
    assert.doesNotMatch(hers, /may point to trafficking|indicator/i)
  })
})
