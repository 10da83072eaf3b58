import assert from 'node:assert/strict'
import type { Services } from '../../../bot/services.ts'
import type { Skills } from '../../../intake/case/workers.ts'
import type { Effect } from '../../../intake/conversation/conversation.ts'
import type { Answer } from '../../../intake/form/answers.ts'
import { openStores } from '../../support/open-stores.ts'
import { Person, walkTo } from '../../support/talk.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const idOf = async ({ workers }: Services, name: string) =>
  (await workers.list(50)).find((one) => one.name === name)!.id

/** Somebody who sent an application and wishes for a woman as interpreter. */
async function wishing(services: Services): Promise<string> {
  const person = await sentApplication(services, 'fi')
  const id = caseOf(person)
  await services.cases.update(id, (now) => ({ ...now, wish: 'woman' }))
  return id
}

describe('desk: what is for whom', () => {
  let desk: DeskServer
  let aino: Client
  let otto: Client
  beforeEach(async () => {
    desk = await startDesk()
    aino = await Client.signedIn(desk, 'Aino')
    otto = await Client.signedIn(desk, 'Otto')
  })
  afterEach(() => desk.close())

  async function can(name: string, skills: Partial<Skills>, capacity = 0): Promise<void> {
    const { workers } = desk.services
    const whole: Skills = { languages: [], children: false, gender: '', ...skills }
    await workers.work(await idOf(desk.services, name), { capacity, shortcuts: true, skills: whole })
  }
  const fits = async (client: Client): Promise<string[]> =>
    (await client.json('GET', 'cases?fits=yes')).body.cases.map(({ id }: { id: string }) => id)
  const whyOf = async (client: Client, id: string) =>
    (await client.json('GET', 'cases')).body.cases.find((one: { id: string }) => one.id === id)?.fit.against

  /** The part of the queue's page under a heading. */
  const part = (page: string, title: string) =>
    page.split('<table').find((table) => table.includes(`<caption>${title} `)) ?? ''

  it('shows first what fits, then the rest with the reason, and hides nothing', async () => {
    await can('Aino', { languages: ['fi'], gender: 'woman' })
    await can('Otto', { languages: ['ar'], gender: 'man' })
    const arabic = caseOf(await askingPerson(desk.services, 'ar'))
    const wished = await wishing(desk.services)
    assert.deepEqual(await fits(aino), [wished])
    assert.deepEqual(await fits(otto), [arabic])
    assert.deepEqual(await whyOf(aino, arabic), ['language'])
    assert.deepEqual(await whyOf(otto, wished), ['wish', 'language'])
    const page = (await otto.get('/console')).text
    // Who waits to talk is on top for everybody, with what speaks against it.
    assert.ok(part(page, 'Waiting to talk now').includes(arabic))
    assert.ok(part(page, 'Others that nobody has').includes(wished))
    assert.match(part(page, 'Others that nobody has'), /wishes to talk with a woman/)
    const ainos = part((await aino.get('/console')).text, 'Waiting to talk now')
    assert.match(ainos, /a colleague on duty speaks the language/)
  })

  it('puts who waits to talk on top, however many applications came before, and pins what is urgent', async () => {
    await can('Aino', { languages: ['fi'] })
    await can('Otto', { languages: ['ar'] })
    const template = (await desk.services.cases.get(caseOf(await sentApplication(desk.services, 'ar'))))!
    for (let n = 0; n < 120; n += 1) {
      const { etag, ...one } = template
      await desk.services.store
        .collection('cases')
        .create({ ...one, id: `1${String(n).padStart(19, '0')}`, part: 'x', sealed: '' } as never)
    }
    const late = caseOf(await askingPerson(desk.services, 'ar'))
    const page = (await aino.get('/console')).text
    assert.match(page.split('<table')[1]!, new RegExp(late))
    const why = { note: 'Her child is ill.' }
    assert.equal((await aino.json('POST', `cases/${template.id}/raise`, {})).status, 400)
    for (let time = 0; time < 2; time += 1)
      assert.equal((await aino.json('POST', `cases/${template.id}/raise`, why)).status, 200)
    assert.ok(
      part((await aino.get('/console')).text, 'For you').includes(template.id),
      'whatever its language',
    )
    const done = (await desk.services.audit.of(template.id)).map(({ what }) => what)
    assert.equal(done.filter((what) => what === 'raise').length, 1)
    // Nor can anybody write into it by saying again why what is raised should be.
    const { notes } = await desk.services.fileOf((await desk.services.cases.get(template.id))!)
    assert.deepEqual(
      notes.map(({ text }) => text),
      [why.note],
    )
  })

  it('keeps since when she first waited, also when she is given back', async () => {
    const id = caseOf(await askingPerson(desk.services))
    const { waitingSince } = (await desk.services.cases.get(id))!
    await aino.json('POST', `cases/${id}/claim`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await aino.json('POST', `cases/${id}/release`)
    assert.equal((await desk.services.cases.get(id))!.waitingSince, waitingSince)
  })

  it('gives an urgent case that fits nobody on duty to everybody, and takes it back when one comes on duty', async () => {
    const wished = await wishing(desk.services)
    await desk.services.cases.update(wished, (now) => ({ ...now, urgent: 1 }))
    assert.deepEqual(await fits(otto), [wished])
    assert.match((await otto.get('/console')).text, /urgent and fits nobody who is on duty: for everybody/)
    await can('Aino', { gender: 'woman' })
    assert.deepEqual(await fits(otto), [])
    await desk.services.workers.duty(await idOf(desk.services, 'Aino'), true)
    assert.deepEqual(await fits(otto), [wished])
  })

  it('counts a colleague at the limit as nobody for an urgent case', async () => {
    await can('Aino', { gender: 'woman' }, 1)
    const wished = await wishing(desk.services)
    await desk.services.cases.update(wished, (now) => ({ ...now, urgent: 1 }))
    assert.deepEqual(await fits(otto), [])
    const other = caseOf(await askingPerson(desk.services))
    assert.equal((await aino.json('POST', `cases/${other}/claim`)).status, 200)
    assert.deepEqual(await fits(otto), [wished])
  })

  it('asks once before a claim past her wish, by form and by JSON, and writes it down', async () => {
    await can('Otto', { gender: 'man' })
    const id = await wishing(desk.services)
    const refused = await otto.json('POST', `cases/${id}/claim`)
    assert.equal(refused.status, 409)
    assert.deepEqual(refused.body.error.why, ['wish'])
    for (const anyway of ['no', 1, false, 'true'])
      assert.equal((await otto.json('POST', `cases/${id}/claim`, { anyway })).status, 409)
    const page = await otto.form(`/console/cases/${id}/claim`, {})
    assert.equal(page.status, 409)
    assert.match(page.text, /The person wishes to talk with a woman/)
    assert.equal((await desk.services.cases.get(id))!.assignee, '')
    const confirm = /<form[^>]*>(?:(?!<\/form>).)*name="anyway" value="yes"/s.exec(page.text)![0]
    assert.match(confirm, new RegExp(`action="/console/cases/${id}/claim"`))
    assert.equal((await otto.form(`/console/cases/${id}/claim`, { anyway: 'yes' })).status, 303)
    const acts = (await desk.services.audit.of(id)).map(({ what }) => what)
    assert.deepEqual(
      acts.filter((what) => what.startsWith('claim')),
      ['claimAnyway'],
    )
    // One has it by now: claimed again, nothing is asked and nothing changes.
    assert.equal((await otto.json('POST', `cases/${id}/claim`)).status, 200)
    assert.deepEqual((await aino.json('POST', `cases/${id}/claim`, { anyway: true })).body.error.by, 'Otto')
  })

  it('asks once before a claim past the limit, and never takes away what one has', async () => {
    await can('Aino', {}, 1)
    const [first, second] = [
      caseOf(await askingPerson(desk.services)),
      caseOf(await askingPerson(desk.services)),
    ]
    assert.equal((await aino.json('POST', `cases/${first}/claim`)).status, 200)
    assert.equal((await aino.json('POST', `cases/${first}/claim`)).status, 200)
    assert.deepEqual((await aino.json('POST', `cases/${second}/claim`)).body.error.why, ['full'])
    assert.deepEqual(await whyOf(aino, second), ['full'])
    assert.equal((await aino.json('POST', `cases/${second}/claim`, { anyway: true })).status, 200)
    await can('Aino', {}, 1)
    await desk.services.workers.duty(await idOf(desk.services, 'Aino'), true)
    const mine = (await aino.json('GET', 'cases?status=mine')).body.cases
    assert.equal(mine.length, 2)
  })

  for (const [name, open] of Object.entries(openStores))
    it(`asks before a claim past the limit also when several come at one moment, on ${name}`, async () => {
      const { store, close } = await open()
      await desk.close()
      desk = await startDesk({}, store)
      aino = await Client.signedIn(desk, 'Aino')
      await can('Aino', {}, 1)
      const ids: string[] = []
      for (let n = 0; n < 4; n += 1) ids.push(caseOf(await askingPerson(desk.services)))
      const answers = await Promise.all(ids.map((id) => aino.json('POST', `cases/${id}/claim`)))
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409])
      for (const { status, body } of answers) if (status === 409) assert.deepEqual(body.error.why, ['full'])
      await close()
    })

  it('lets a worker say what can be asked for, reads it strictly, and keeps it', async () => {
    const given = { capacity: '3', languages: 'ar', gender: 'woman', children: 'yes' }
    assert.equal((await aino.form('/console/me/work', given)).headers.get('location'), '/console/me')
    const known = (await desk.services.workers.get(await idOf(desk.services, 'Aino')))!
    assert.deepEqual(known.skills, { languages: ['ar'], children: true, gender: 'woman' })
    assert.deepEqual([known.capacity, known.shortcuts], [3, false])
    const page = (await aino.get('/console/me')).text
    assert.match(page, /name="capacity"[^>]* value="3"/)
    assert.match(page, /name="languages" value="ar"[^>]*checked/)
    assert.match(page, /data-keys="off"/)
    for (const wrong of [
      { capacity: '-1' },
      { capacity: '2.5' },
      { capacity: '1e9' },
      { languages: 'xx' },
      { gender: 'x' },
    ]) {
      const refused = await aino.form('/console/me/work', { ...given, ...wrong })
      assert.equal(refused.status, 400, JSON.stringify(wrong))
      assert.match(refused.text, /Not kept/)
    }
    assert.equal((await aino.form('/console/me/work', { ...given, csrf: 'forged' })).status, 403)
    assert.equal((await desk.services.workers.get(known.id))!.capacity, 3)
  })

  it('switches duty on every page, leads back to it and to no stranger’s, and tells the rest of the program', async () => {
    const id = caseOf(await askingPerson(desk.services))
    for (const path of ['/console', '/console/me', '/console/stats', `/console/cases/${id}`])
      assert.match((await aino.get(path)).text, /action="\/console\/me\/duty".*Mark me away/s, path)
    const duty = async (fields: Record<string, string>) =>
      (await aino.form('/console/me/duty', fields)).headers.get('location')
    assert.equal(await duty({ away: 'yes', back: '/console?language=ar' }), '/console?language=ar')
    const here = async () => (await desk.services.workers.onDuty()).map(({ name }) => name)
    assert.deepEqual(await here(), ['Otto'])
    assert.match((await aino.get('/console')).text, /You are marked as away/)
    for (const back of [
      'https://evil.example/console',
      '//evil.example/console',
      '/console/../v3',
      'x:y',
      '',
    ])
      assert.match((await duty({ away: 'no', back }))!, /^\/console$/, back)
    assert.deepEqual((await here()).sort(), ['Aino', 'Otto'])
    const acts = (await desk.services.audit.of('desk')).map(({ what }) => what)
    assert.ok(acts.includes('duty'))
  })

  it('takes her wish from what she answers when she sends, and forgets it with the answer', async () => {
    const { services } = desk
    const person = await walkTo(new Person(services), 'fi')
    await person.picks('send')
    const id = caseOf(person)
    const wishOf = async () => (await services.cases.get(id))!.wish
    assert.equal(await wishOf(), '')
    const { state } = person.last
    const answer: Answer = { status: 'answered', value: ['woman'], language: 'fi', wording: 'w', at: 1 }
    const effects = { ...state, answers: { ...state.answers, 'needs.interpreterWish': answer } }
    const loaded = (await services.conversations.load(person.id))!
    const submit = { kind: 'submit', case: id, revision: 2 } as const
    const { due, key, etag } = loaded
    await services.conversations.commit(person.id, { ...effects, effects: [submit] }, due, key, etag)
    await services.turns.finish(person.id)
    assert.equal(await wishOf(), 'woman')
    const again = (await services.conversations.load(person.id))!
    const retract: Effect = { kind: 'retract', case: id, keys: ['needs.interpreterWish'] }
    const next = { ...again.state, effects: [retract] }
    await services.conversations.commit(person.id, next, again.due, again.key, again.etag)
    await services.turns.finish(person.id)
    assert.equal(await wishOf(), '')
    await services.cases.update(id, (now) => ({ ...now, wish: 'woman' }))
    await services.cases.erase(id)
    assert.equal(await wishOf(), '')
  })
})
