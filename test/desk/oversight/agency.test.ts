import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { show } from '../../../intake/conversation/transcript.ts'
import { contactsOf } from '../../../intake/form/contacts.ts'
import { freshDir } from '../../support/process.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { askingPerson, Client, caseOf, type DeskServer, startDesk } from '../desk-server.ts'

const example = join(import.meta.dirname, '../../../docs/agency')

describe('desk: an agency’s own files', () => {
  let folder: string
  let desk: DeskServer
  let one: Client
  beforeEach(async () => {
    folder = freshDir()
    cpSync(example, folder, { recursive: true })
    // A Saturday that is no holiday, at noon.
    const now = Date.UTC(2026, 10, 28, 10)
    desk = await startDesk({ AGENCY_DIR: folder, OFFICE_HOURS: 'sat 08:00-16:00' }, undefined, () => now)
    one = await Client.signedIn(desk, 'Aino')
  })
  afterEach(() => desk.close())

  const write = (file: string, ...lines: string[]) => writeFileSync(join(folder, file), lines.join('\n'))
  const act = (id: string, name: string, body?: unknown) => one.json('POST', `cases/${id}/${name}`, body)
  async function claimed(language: string): Promise<[string, Person]> {
    const person = await askingPerson(desk.services, language)
    assert.equal((await act(caseOf(person), 'claim')).status, 200)
    return [caseOf(person), person]
  }
  /** Her conversation as a page in this language shows it. */
  async function reads(person: Person, language: string) {
    const { state } = (await desk.services.conversations.load(person.id))!
    const t = desk.services.speech.t(language)
    return state.log.flatMap(
      (line) => show(line, { answers: state.answers, contacts: contactsOf(t), t }) ?? [],
    )
  }
  const page = async (path: string, lang = 'en') => (await one.get(path, { 'accept-language': lang })).text
  const words = (text: string) =>
    text
      .replace(/<[^>]+>/g, ' ')
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')

  it('names the service to her, in the languages it has a name in, and the agency at the desk', async () => {
    write('names.yaml', 'agency:', '  sv: Byrån', 'system:', '  ar: خدمتنا')
    assert.match(await page('/console/agency', 'sv'), /<p class="brand">Byrån: /)
    assert.match(await page('/console', 'en'), /<p class="brand">Silta: /)
    const said = async (language: string) => {
      const person = await walkTo(new Person(desk.services), language, 'role.who')
      return (await reads(person, language)).map(({ text }) => text).join('\n')
    }
    assert.match(await said('ar'), /خدمتنا/)
    const english = await said('en')
    assert.match(english, /I belong to the Assistance System/)
    assert.doesNotMatch(english, /خدمتنا/)
  })

  it('offers a sentence first where both read it, sends it in hers, and names how many are held back', async () => {
    const [id, person] = await claimed('ar')
    const text = await page(`/console/cases/${id}`)
    assert.match(
      text,
      /<optgroup label="The agency&#39;s own">\s*<option value="agency.officeNumber"|<optgroup label="The agency's own">\s*<option value="agency.officeNumber"/,
    )
    assert.doesNotMatch(text, /value="agency.lobby"/)
    assert.match(words(text), /not in both languages \(Arabic, English\) and are not offered here: 1/)
    const { groups } = (await one.json('GET', 'phrases?lang=sv')).body
    assert.deepEqual(
      groups[0].phrases.map(({ id }: { id: string }) => id),
      ['agency.officeNumber', 'agency.lobby'],
    )
    assert.deepEqual(groups[0].phrases[1].languages, ['fi', 'sv', 'en'])

    assert.equal((await act(id, 'message', { id: 'p1', phrase: 'agency.officeNumber' })).status, 200)
    const last = (await reads(person, 'ar')).at(-1)!
    assert.equal(last.language, 'ar')
    assert.match(last.text, /مكتبنا .*\+358 29 500 0000/)
    const told = (await one.json('GET', `cases/${id}?lang=fi`)).body.messages.at(-1)
    assert.match(told.text, /^Voit soittaa toimistoomme/)
    assert.deepEqual([told.language, told.sentIn], ['fi', 'ar'])
  })

  it('refuses a sentence that is not in her language, in preview and in sending, and sends no other', async () => {
    const [id, person] = await claimed('ar')
    const before = (await reads(person, 'ar')).length
    const filled = { date: '2026-12-07', time: '14:30' }
    const refused = await act(id, 'message', { id: 'p1', phrase: 'agency.lobby', with: filled })
    assert.equal(refused.status, 400)
    assert.equal(refused.body.error.language, 'ar')
    assert.equal(
      (await one.json('POST', 'phrases', { phrase: 'agency.lobby', with: filled, language: 'ar' })).status,
      400,
    )
    const form = await one.form(`/console/cases/${id}/message`, { phrase: 'agency.lobby', ...filled })
    assert.match(form.text, /This sentence is not in the language that is read here/)
    assert.equal((await reads(person, 'ar')).length, before)
  })

  it('keeps what was sent as it was, when the file says something else and when she changes language', async () => {
    const [id, person] = await claimed('fi')
    const filled = { date: '2026-12-07', time: '14:30' }
    assert.equal((await act(id, 'message', { id: 'p1', phrase: 'agency.lobby', with: filled })).status, 200)
    const sent = (await reads(person, 'fi')).at(-1)!.text
    assert.match(sent, /^Tulen sinua vastaan aulaan/)
    write('phrases.yaml', '- id: other', '  words:', '    fi: Aivan muuta.')
    await page('/console/agency')
    assert.equal((await act(id, 'message', { id: 'p2', phrase: 'agency.lobby', with: filled })).status, 400)
    assert.equal((await reads(person, 'fi')).at(-1)!.text, sent)
    // Read in Swedish it has its words; in Arabic it has none, and stays what it was, named as that.
    assert.match((await reads(person, 'sv')).at(-1)!.text, /^Jag möter dig i aulan/)
    const arabic = (await reads(person, 'ar')).at(-1)!
    assert.deepEqual([arabic.text, arabic.language], [sent, 'fi'])
  })

  it('closes a case for a reason of its own, offered where it has words, and kept when it is retired', async () => {
    const [id] = await claimed('en')
    assert.match(await page(`/console/cases/${id}`, 'fi'), /Ohjattiin oman kunnan palveluihin/)
    write('closing.yaml', '- id: localServices', '  title:', '    fi: Kuntaan')
    await page('/console/agency')
    assert.doesNotMatch(await page(`/console/cases/${id}`, 'en'), /value="agency.localServices"/)
    assert.equal((await act(id, 'close', { outcome: 'agency.none' })).status, 400)
    assert.equal((await act(id, 'close', { outcome: 'agency.localServices' })).status, 200)
    assert.equal((await desk.services.cases.get(id))!.content!.ending!.outcome, 'agency.localServices')
    write('closing.yaml', '- id: localServices', '  offered: no', '  title:', '    fi: Kuntaan')
    await page('/console/agency')
    const [other] = await claimed('en')
    assert.equal((await act(other, 'close', { outcome: 'agency.localServices' })).status, 400)
    assert.match((await one.json('GET', `cases/${id}?lang=fi`)).body.ending.outcome, /localServices/)
  })

  it('tells people its hours instead of those of the settings', async () => {
    const opens = async (...lines: string[]) => {
      write('hours.yaml', ...lines)
      await page('/console/agency')
      return (await desk.services.presence()).open
    }
    assert.equal((await desk.services.presence()).open, false, 'as the example says')
    assert.equal(await opens('week: sat 10:00-14:00'), true)
    assert.equal(await opens('week: sat 10:00-14:00', 'closed:', '  - 2026-11-28'), false)
    assert.match(words(await page('/console/agency')), /From hours\.yaml\. Saturday 10:00–14:00/)
    assert.match(words(await page('/console/agency')), /Closed also on: 28 Nov 2026/)
    assert.equal(await opens('# none'), true, 'the settings again')
    assert.match(words(await page('/console/agency')), /From the settings OFFICE_HOURS/)
  })

  describe('sets of questions', () => {
    /** Sent, with what was passed over on the way. */
    async function sent(...passed: string[]): Promise<[string, Person]> {
      const person = await walkTo(new Person(desk.services), 'en')
      for (const question of passed) await person.send({ question, value: ['skipped'] })
      await person.picks('send')
      await act(caseOf(person), 'claim')
      return [caseOf(person), person]
    }
    const asked = async (id: string) => (await one.json('GET', `cases/${id}`)).body.requests.at(-1)
    const keys = async (id: string) => (await asked(id)).questions.map(({ key }: { key: string }) => key)

    it('ask by one choice what of them has no answer', async () => {
      const [id] = await sent()
      const text = words(await page(`/console/cases/${id}`))
      assert.match(text, /Several questions at once .*For the decision \(3\) Countries/)
      assert.equal((await act(id, 'request', { to: 'applicant', sets: ['agency.decision'] })).status, 200)
      assert.deepEqual(await keys(id), ['where.countries', 'where.when', 'identity.birth'])
    })

    it('are ticked beside single questions, and each is asked once, and not what is answered', async () => {
      const [id] = await sent('where.countries')
      const lines = ['- id: decision', '  title:', '    en: Decision', '  questions:']
      write('requests.yaml', ...lines, ...['where.countries', 'where.places'].map((key) => `    - ${key}`))
      await page('/console/agency')
      const form = {
        to: 'applicant',
        'set:agency.decision': 'on',
        'key:where.countries': 'on',
        'key:where.when': 'on',
      }
      assert.equal((await one.form(`/console/cases/${id}/request`, form)).status, 303)
      assert.deepEqual([...(await keys(id))].sort(), ['where.countries', 'where.when'])
    })

    it('are not offered with nothing in them, in a language they lack, and refused when they are gone', async () => {
      const [id] = await sent()
      write('requests.yaml', '- id: none', '  title:', '    en: None', '  questions:', '    - where.places')
      await page('/console/agency')
      assert.doesNotMatch(await page(`/console/cases/${id}`), /name="set:/)
      assert.equal((await act(id, 'request', { to: 'applicant', sets: ['agency.none'] })).status, 400)
      write(
        'requests.yaml',
        '- id: decision',
        '  title:',
        '    fi: Päätös',
        '  questions:',
        '    - where.when',
      )
      await page('/console/agency')
      assert.match(await page(`/console/cases/${id}`, 'fi'), /name="set:agency\.decision"/)
      assert.doesNotMatch(await page(`/console/cases/${id}`, 'en'), /name="set:agency\.decision"/)
      write('requests.yaml', '# none')
      await page('/console/agency')
      assert.equal((await act(id, 'request', { to: 'applicant', sets: ['agency.decision'] })).status, 400)
    })

    it('stand above single questions, of which those without an answer come first', async () => {
      const [id] = await sent()
      const text = await page(`/console/cases/${id}`)
      const at = (what: string) => text.indexOf(what)
      const order = [
        'Several questions at once',
        'Questions without an answer',
        'key:where.countries',
        'Questions answered already',
        'key:where.places',
      ]
      assert.deepEqual(
        [...order].sort((a, b) => at(a) - at(b)),
        order,
      )
      assert.ok(order.every((what) => at(what) > 0))
    })
  })

  it('calls its own number on her page, and 112 stays', async () => {
    write(
      'contacts.yaml',
      'helpline:',
      '  value: 09 123 456',
      '  source: example.fi',
      '  checked: 2026-11-02',
    )
    write('phrases.yaml', '# none')
    await page('/console/agency')
    const t = desk.services.speech.t('fi')
    assert.equal(contactsOf(t).helpline, '\u206609 123 456\u2069')
    assert.equal(contactsOf(t).emergency, '\u2066112\u2069')
    const table = words(await page('/console/agency'))
    assert.match(
      table,
      /09 123 456 helpline example\.fi .*2 Nov 2026 .*the agency&#39;s file|09 123 456 helpline .*the agency's file/,
    )
    assert.match(table, /112 emergency .*not yet compared .*Silta/)
  })

  it('is shown to supervisors: what, from which file, since when, and where it is not offered', async () => {
    const text = words(await page('/console/agency', 'en'))
    for (const file of ['closing', 'contacts', 'hours', 'names', 'phrases', 'requests'])
      assert.match(text, new RegExp(`${file}\\.yaml`))
    assert.match(
      text,
      /agency\.lobby .*I will meet you in the lobby.*Not in these languages, and not offered in them: Arabic, Russian/,
    )
    assert.match(text, /Referred to the services of the home municipality/)
    assert.match(text, /For the decision/)
    const auditor = new Client(desk.url)
    await auditor.get(`${desk.newest()}&role=caseworker`)
    assert.equal((await auditor.get('/console/agency')).status, 403)
    assert.match(await page('/console/overview'), /href="\/console\/agency"/)
  })

  it('names a broken file with line and cause in the reader’s language, and goes on with the old ones', async () => {
    write('closing.yaml', '- id: localServices', '  title:', '    fi: Kuntaan', '    de: Gemeinde')
    const fi = words(await page('/console/agency', 'fi'))
    assert.match(fi, /closing\.yaml, rivi 4: de ei ole mikään tässä mahdollisista kielistä/)
    assert.match(fi, /Ohjattiin oman kunnan palveluihin/)
    assert.match(words(await page('/console/agency', 'sv')), /closing\.yaml, rad 4: de är inget av de språk/)
    const [id] = await claimed('en')
    assert.match(await page(`/console/cases/${id}`, 'fi'), /Ohjattiin oman kunnan palveluihin/)
    write('closing.yaml', '- id: localServices', '  title:', '    fi: Kuntaan')
    assert.doesNotMatch(await page('/console/agency', 'fi'), /id="agency-trouble"/)
    assert.match(await page(`/console/cases/${id}`, 'fi'), /Kuntaan/)
  })
})
