import assert from 'node:assert/strict'
import { show } from '../../../intake/conversation/transcript.ts'
import { contacts } from '../../../intake/form/contacts.ts'
import { phrases } from '../../../intake/form/phrases.ts'
import type { Person } from '../../support/talk.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const filled = { date: '2026-12-07', time: '14:30', place: 'Asema, ovi B' }

describe('desk: the phrasebook', () => {
  let desk: DeskServer
  let one: Client
  let now: number
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 15, 6)
    // A day of hers goes by within one sign-in.
    const day = { SESSION_IDLE_MINUTES: '720', SESSION_HOURS: '24' }
    desk = await startDesk(day, undefined, () => now)
    one = await Client.signedIn(desk, 'Aino')
  })
  afterEach(() => desk.close())

  const act = (id: string, name: string, body?: unknown) => one.json('POST', `cases/${id}/${name}`, body)
  async function claimed(language = 'ar'): Promise<[string, Person]> {
    const person = await askingPerson(desk.services, language)
    await act(caseOf(person), 'claim')
    return [caseOf(person), person]
  }
  /** The last thing that came, as a page in her language shows it. */
  async function reads(person: Person) {
    const { state } = (await desk.services.conversations.load(person.id))!
    const t = desk.services.speech.t(state.language!)
    return show(state.log.at(-1)!, { answers: state.answers, contacts, t })!
  }

  it('is listed in the language of the worker, each with what is to be filled in', async () => {
    const { groups } = (await one.json('GET', 'phrases?lang=sv')).body
    assert.deepEqual(groups[0].title, 'Fråga')
    const all = groups.flatMap((group: { phrases: { id: string }[] }) => group.phrases)
    // Without a translator nobody is asked whether one may translate.
    assert.deepEqual(
      [...phrases.keys()].filter((id) => !all.some((one: { id: string }) => one.id === id)),
      ['ask.machine'],
    )
    const propose = all.find(({ id }: { id: string }) => id === 'meeting.propose')
    assert.deepEqual(propose.places, [
      { name: 'date', title: 'datum' },
      { name: 'time', title: 'klockslag' },
      { name: 'place', title: 'plats' },
    ])
    assert.match(propose.text, /\[datum\].*\[klockslag\].*\[plats\]/)
    assert.equal((await new Client(desk.url).json('GET', 'phrases')).status, 401)
  })

  it('goes out in Arabic and is read in Finnish, kept as neither', async () => {
    const [id, person] = await claimed()
    const sent = { id: 'p1', phrase: 'meeting.agreed', with: filled }
    for (let time = 0; time < 3; time += 1) assert.equal((await act(id, 'message', sent)).status, 200)
    const hers = await reads(person)
    assert.equal(hers.language, 'ar')
    assert.match(hers.text, /اتفقنا على لقاء بتاريخ \u2068.*\u2069 في الساعة \u2066.*\u2069/)
    assert.match(hers.text, /\u2068Asema, ovi B\u2069/)

    const { messages } = (await one.json('GET', `cases/${id}?lang=fi`)).body
    assert.equal(messages.length, 1)
    assert.match(messages[0].text, /Olemme sopineet tapaamisen: \u2068maanantai.? 7\. joulukuuta 2026\u2069/)
    assert.deepEqual(
      [messages[0].language, messages[0].phrase, messages[0].sentIn, messages[0].filled],
      ['fi', 'meeting.agreed', 'ar', filled],
    )
    const page = await one.get(`/console/cases/${id}`, { 'accept-language': 'fi' })
    assert.match(page.text, /Valmis lause, lähetetty kielellä: arabia/)
    assert.match(page.text, /Olemme sopineet tapaamisen/)

    const { state } = (await desk.services.conversations.load(person.id))!
    const { from, phrase, filled: kept, text } = state.log.at(-1)!
    assert.deepEqual([from, phrase, kept, text], ['worker', 'meeting.agreed', filled, undefined])
  })

  it('is read anew in her language when she changes it', async () => {
    const [id, person] = await claimed()
    await act(id, 'message', { phrase: 'reassure.glad' })
    await person.send({ question: 'control.language', value: ['ru'] })
    const { state } = (await desk.services.conversations.load(person.id))!
    const line = state.log.find(({ phrase }) => phrase)!
    const t = desk.services.speech.t('ru')
    assert.equal(show(line, { answers: {}, contacts, t })!.text, 'Хорошо, что вы нам написали.')
    const looked = await one.form(`/console/cases/${id}/preview`, { phrase: 'reassure.glad' })
    assert.match(looked.text, /class="said" lang="ru"[^>]*>Хорошо, что вы нам написали/)
  })

  it('shows before sending what she will read', async () => {
    const asked = { phrase: 'call.propose', with: filled, language: 'ar' }
    const { status, body } = await one.json('POST', 'phrases?lang=fi', asked)
    assert.equal(status, 200)
    assert.match(body.text, /Olisiko tämä puheluaika sinulle turvallinen/)
    assert.match(body.hers.text, /هل إجراء مكالمة بتاريخ/)
    assert.deepEqual([body.hers.language, body.hers.dir], ['ar', 'rtl'])
    assert.equal((await one.json('POST', 'phrases', { phrase: 'call.propose', with: {} })).status, 400)
    assert.equal((await one.json('POST', 'phrases', { phrase: 'toString' })).status, 400)
  })

  it('refuses one that is none, and sends nothing', async () => {
    const [id] = await claimed()
    for (const body of [
      { phrase: 'no.such' },
      { phrase: '' },
      { phrase: 7 },
      { phrase: 'meeting.agreed' },
      { phrase: 'meeting.agreed', with: null },
      { phrase: 'meeting.agreed', with: { ...filled, date: 'soon' } },
      { phrase: 'meeting.agreed', with: { ...filled, place: { toString: 1 } } },
    ])
      assert.equal((await act(id, 'message', body)).status, 400, JSON.stringify(body))
    assert.deepEqual((await one.json('GET', `cases/${id}`)).body.messages, [])
  })

  it('is picked, looked at and sent by forms alone', async () => {
    const [id] = await claimed()
    const path = `/console/cases/${id}`
    const given = { phrase: 'call.agreed', ...filled, phone: '', message: 'f1' }
    const looked = await one.form(`${path}/preview`, given)
    assert.equal(looked.status, 200)
    assert.match(looked.text, /class="said" lang="ar" dir="rtl"[^>]*>[^<]*اتفقنا على مكالمة/)
    assert.match(looked.text, /<option value="call.agreed" selected/)
    assert.match(looked.text, /name="date"[^>]*value="2026-12-07"/)
    assert.deepEqual((await one.json('GET', `cases/${id}`)).body.messages, [])

    const lacking = await one.form(`${path}/message`, { ...given, date: '' })
    assert.equal(lacking.status, 400)
    assert.match(lacking.text, /<option value="call.agreed" selected/)
    assert.match(lacking.text, /value="14:30"/)
    assert.equal((await one.form(`${path}/message`, given)).status, 303)
    assert.equal((await one.json('GET', `cases/${id}`)).body.messages.length, 1)
  })

  it('lets a reply pass, and refuses what would ring outside her rules', async () => {
    // In the evening, with neutral words, by telephone: what `sentApplication` answers.
    const person = await sentApplication(desk.services)
    const id = caseOf(person)
    await act(id, 'claim')
    now += 5 * 3_600_000
    assert.equal((await act(id, 'message', { text: 'On the web she comes to read it' })).status, 200)

    await desk.services.cases.update(id, (at) => ({ ...at, channel: 'sms' }))
    const late = await act(id, 'message', { text: 'Hello' })
    assert.deepEqual([late.status, late.body.error.why], [403, 'otherWay'])

    const texted = async () => {
      await desk.services.cases.update(id, (at) => {
        const { record } = at.content!
        const answers = {
          ...record!.answers,
          'contact.way': { ...record!.answers['contact.way']!, value: 'sms' },
        }
        return { ...at, content: { ...at.content!, record: { ...record!, answers } } }
      })
    }
    await texted()
    assert.equal((await act(id, 'message', { text: 'Hello' })).body.error.why, 'hours')
    now = Date.UTC(2026, 0, 15, 15)
    assert.equal((await act(id, 'message', { text: 'About your case' })).body.error.why, 'neutralWords')
    const page = await one.form(`/console/cases/${id}/message`, { text: 'About your case', language: 'en' })
    assert.equal(page.status, 403)
    assert.match(page.text, /role="alert">The person asked for neutral words only/)
    assert.match(page.text, />About your case<\/textarea>/)
    assert.equal((await act(id, 'message', { phrase: 'ask.goodTime' })).status, 200)
    // She answers: from here on it is a conversation.
    await person.says('Yes')
    assert.equal((await act(id, 'message', { text: 'About your case' })).status, 200)
  })
})
