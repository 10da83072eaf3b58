import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import { Person } from '../../support/talk.ts'
import { askingPerson, Client, caseOf, type DeskServer, logOf, startDesk } from '../desk-server.ts'

const MINUTE = 60_000
const why = 'Sent by one program: the same words from all of them'
const WAVE = 10

for (const [name, open] of Object.entries(openStores))
  describe(`desk: a wave of look-alike strangers, ${name}`, () => {
    let now = Date.now()
    let desk: DeskServer
    let anna: Client
    let bea: Client
    let close: () => Promise<void>

    beforeEach(async () => {
      now = Date.now()
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store, () => now)
      anna = await Client.signedIn(desk, 'Anna')
      bea = await Client.signedIn(desk, 'Bea')
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    /** Nobody writes twice in one millisecond. */
    async function writes(person: Person, text: string): Promise<Person> {
      now += 1
      return person.says(text)
    }
    async function stranger(text: string, language = 'en'): Promise<Person> {
      const person = new Person(desk.services)
      await person.send({ question: 'control.language', value: [language] })
      await person.command('human')
      return writes(person, text)
    }
    /** Digits, capitals and signs make nobody another. */
    async function strangers(count: number, text = (n: number) => `Buy now ${n}!`): Promise<Person[]> {
      const all: Person[] = []
      for (let n = 0; n < count; n++) all.push(await stranger(text(n)))
      return all
    }
    const said = async (person: Person) => (await logOf(desk.services, person)).map(({ what }) => what)
    const queue = async (who = anna) => (await who.get('/console')).text
    const pathIn = (page: string) => /href="(\/console\/waves\/[\w-]+)"/.exec(page)?.[1]
    const rowOf = (person: Person) => `id="case-${caseOf(person)}"`
    const peek = async (person: Person) => (await desk.services.cases.peek(caseOf(person)))!
    const acted = async (person: Person) =>
      (await desk.services.audit.of(caseOf(person))).map(({ what }) => what)

    /** As the page of a wave sends it. */
    async function clears(who: Client, path: string, words = why): Promise<{ status: number; text: string }> {
      const { text } = await who.get(path)
      const ids = [...text.matchAll(/name="case" value="(\d{20})"/g)].map(([, id]) => id!)
      const csrf = /name="csrf" value="([^"]+)"/.exec(text)![1]!
      const body = new URLSearchParams([['csrf', csrf], ['words', words], ...ids.map((id) => ['case', id])])
      const answer = await who.send('POST', `${path}/clear`, String(body), {
        'content-type': 'application/x-www-form-urlencoded',
      })
      return answer.status === 303 ? who.get(answer.headers.get('location')!) : answer
    }

    it('is one row with its count, below whoever is somebody', async () => {
      const her = await stranger('He took my passport')
      const all = await strangers(WAVE - 1)
      assert.equal(pathIn(await queue()), undefined)
      all.push(await stranger('buy NOW'))
      const page = await queue()
      assert.match(page, /10 people who wait wrote the same words/)
      assert.ok(page.includes(rowOf(her)))
      for (const one of all) assert.ok(!page.includes(rowOf(one)), 'has no row of its own')
      assert.ok(page.indexOf(rowOf(her)) < page.indexOf('id="waves"'))
      assert.match(page, /<title>\(2\)/, 'one of them stands for all')
      const { text } = await anna.get(pathIn(page)!)
      assert.match(text, /<blockquote id="same-words" dir="auto"><p>buy now<\/p>/)
      for (const one of all) assert.ok(text.includes(`value="${caseOf(one)}"`))
      assert.deepEqual((await acted(all[0]!)).filter((what) => what === 'wave').length, 1)
    })

    it('nobody is in it of whom more is known, who wrote something else, or came later', async () => {
      const all = await strangers(WAVE)
      const others: Person[] = []
      others.push(await writes(await askingPerson(desk.services), 'Buy now'))
      others.push(await writes(await stranger('Buy now'), 'and help me'))
      const urgent = await stranger('Buy now')
      await desk.services.cases.apply(caseOf(urgent), { type: 'urgent' })
      others.push(urgent)
      const back = await stranger('Buy now')
      await desk.services.cases.update(caseOf(back), (one) => ({ ...one, watched: now }))
      others.push(back)
      now += 11 * MINUTE
      others.push(await stranger('Buy now'))
      const page = await queue()
      assert.ok(page.includes('10 people who wait'))
      for (const [i, one] of others.entries()) assert.ok(page.includes(rowOf(one)), String(i))
      for (const one of all) assert.ok(!page.includes(rowOf(one)))
    })

    it('of ten within more than ten minutes there is none', async () => {
      await strangers(WAVE - 1)
      now += 10 * MINUTE
      await strangers(1)
      assert.equal(pathIn(await queue()), undefined)
    })

    it('is cleared in one act with a reason, told to each kindly in her language, and to nobody before', async () => {
      const all = await strangers(WAVE)
      all.push(await stranger('Buy now', 'ar'))
      const path = pathIn(await queue())!
      const refused = await clears(anna, path, 'short')
      assert.equal(refused.status, 400)
      assert.match(refused.text, /role="alert">Nothing was closed/)
      assert.match(refused.text, />short<\/textarea>/)
      const before = await said(all[0]!)
      const done = await clears(anna, path)
      // Looking is no writing: she learns nothing by it.
      await all[1]!.command('help')
      assert.match(done.text, /You closed 11 of them/)
      assert.equal(pathIn(await queue()), undefined)
      await desk.services.desk.endDue(100)
      assert.deepEqual(await said(all[0]!), before)
      now += 6 * MINUTE
      await desk.services.desk.endDue(100)
      for (const one of all) {
        assert.ok((await said(one)).includes('talk.cleared'))
        assert.ok(!(await said(one)).includes('talk.joined'))
        assert.deepEqual(
          (await acted(one)).filter((what) => ['clear', 'end'].includes(what)),
          ['clear', 'end'],
        )
        const { application, outcome, waited } = await peek(one)
        assert.deepEqual([application, outcome, waited], ['closed', 'alike', undefined])
      }
      const { body } = await anna.json('GET', `cases/${caseOf(all[0]!)}`)
      assert.deepEqual(
        body.notes.map(({ on, text }: Record<string, string>) => [on, text]),
        [['close', why]],
      )
      const arabic = all.at(-1)!
      await arabic.arrives()
      assert.ok(arabic.words.some((words) => words.includes('546') && words.includes('أنهى موظف')))
    })

    it('cleared, she who asks again is nobody of a wave', async () => {
      const all = await strangers(WAVE)
      await clears(anna, pathIn(await queue())!)
      now += 6 * MINUTE
      await desk.services.desk.endDue(100)
      for (const one of all) await writes(await one.command('human'), 'Buy now')
      const page = await queue()
      assert.equal(pathIn(page), undefined)
      for (const one of all) assert.ok(page.includes(rowOf(one)))
    })

    it('leaves whoever changed before it was pressed, and says so', async () => {
      const all = await strangers(WAVE + 3)
      const path = pathIn(await queue())!
      const { text } = await anna.get(path)
      const csrf = /name="csrf" value="([^"]+)"/.exec(text)![1]!
      const [wrote, took, answered] = all as [Person, Person, Person]
      await writes(wrote, 'This is no joke')
      await bea.json('POST', `cases/${caseOf(took)}/claim`)
      // Her case knows nothing of what she answers while she waits: her conversation does.
      const { state, ...at } = (await desk.services.conversations.load(answered.id))!
      const answer = { status: 'answered', value: 'self', language: 'en', wording: '', at: 1 } as const
      const told = { ...state, answers: { 'role.who': answer } }
      await desk.services.conversations.commit(answered.id, told, at.due, at.key, at.etag)
      const late = await stranger('Buy now')
      const ids = all.map(caseOf)
      const body = new URLSearchParams([['csrf', csrf], ['words', why], ...ids.map((id) => ['case', id])])
      const { headers } = await anna.send('POST', `${path}/clear`, String(body), {
        'content-type': 'application/x-www-form-urlencoded',
      })
      const page = (await anna.get(headers.get('location')!)).text
      assert.match(page, /You closed 10 of them/)
      assert.match(page, /something had changed meanwhile: 3\./)
      assert.deepEqual(
        [await peek(wrote), await peek(took), await peek(answered), await peek(late)].map(({ talk }) => talk),
        ['waiting', 'claimed', 'waiting', 'waiting'],
      )
    })

    it('is undone as a whole: all of them wait as before, and nobody was told', async () => {
      const all = await strangers(WAVE)
      const path = pathIn(await queue())!
      const before = await Promise.all(all.map(peek))
      await clears(anna, path)
      assert.equal((await bea.form(`${path}/undo`, {})).status, 303)
      assert.equal((await peek(all[0]!)).talk, 'ending', 'a colleague undoes nothing of it')
      assert.equal((await anna.form(`${path}/undo`, {})).status, 303)
      const after = await Promise.all(all.map(peek))
      for (const [i, one] of after.entries())
        assert.deepEqual(
          [one.talk, one.assignee, one.rank, one.alike, one.toNotify, typeof one.alarm],
          ['waiting', '', before[i]!.rank, before[i]!.alike, undefined, 'number'],
        )
      now += 6 * MINUTE
      await desk.services.desk.endDue(100)
      assert.ok(!(await said(all[0]!)).includes('talk.cleared'))
      assert.equal(pathIn(await queue()), path)
      assert.ok((await acted(all[0]!)).includes('keep'))
    })

    it('who writes before she is told waits again, in nobody’s hands', async () => {
      const all = await strangers(WAVE)
      await clears(anna, pathIn(await queue())!)
      await writes(all[0]!, 'Please, I am real')
      const { talk, assignee } = await peek(all[0]!)
      assert.deepEqual([talk, assignee], ['waiting', ''])
      assert.ok((await queue()).includes(rowOf(all[0]!)))
    })

    it('an address that is none names nothing, and an empty one says so', async () => {
      assert.equal((await anna.get('/console/waves/x')).status, 404)
      assert.match((await anna.get(`/console/waves/${'a'.repeat(22)}`)).text, /Nobody waits here any more/)
    })
  })

describe('desk: a wave longer than a page', () => {
  it('hides nobody behind it', async () => {
    const desk = await startDesk()
    const all: Person[] = []
    for (let n = 0; n < 105; n++) {
      const person = new Person(desk.services)
      await person.send({ question: 'control.language', value: ['en'] })
      await person.command('human')
      all.push(await person.says(n < 104 ? 'Buy now' : 'He took my passport'))
    }
    const anna = await Client.signedIn(desk, 'Anna')
    const page = (await anna.get('/console')).text
    assert.match(page, /104 people who wait wrote the same words/)
    assert.ok(page.includes(`id="case-${caseOf(all.at(-1)!)}"`))
    await desk.close()
  })
})
