import assert from 'node:assert/strict'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: who has what', () => {
  let desk: DeskServer
  let anna: Client
  let boss: Client
  beforeEach(async () => {
    desk = await startDesk()
    const as = async (name: string, role: string) => {
      const client = new Client(desk.url)
      await client.get(`${desk.newest()}&name=${name}&role=${role}`)
      return client
    }
    anna = await as('Anna', 'caseworker')
    boss = await as('Boss', 'supervisor')
  })
  afterEach(() => desk.close())

  async function held(by: Client): Promise<string> {
    const id = caseOf(await sentApplication(desk.services))
    assert.equal((await by.json('POST', `cases/${id}/claim`)).status, 200)
    return id
  }
  const annas = async () => (await desk.services.workers.list(9)).find(({ name }) => name === 'Anna')!.id
  const rows = (page: string) => [...page.matchAll(/<tr[^>]*>.*?id="case-(\d{20})"/g)].map(([, id]) => id)

  it('what is urgent of one’s own stands before all else, and a supervisor sees that there is some', async () => {
    const calm = await held(anna)
    const free = caseOf(await sentApplication(desk.services))
    const urgent = await held(anna)
    await desk.services.cases.apply(urgent, { type: 'urgent' })
    assert.deepEqual(rows((await anna.get('/console')).text), [urgent, free, calm])
    const { body } = await boss.json('GET', 'overview')
    const of = (name: string) => body.workers.find((one: { name: string }) => one.name === name)
    assert.deepEqual([of('Anna').cases, of('Anna').urgent, of('Boss').urgent], [2, 1, 0])
  })

  it('the list is narrowed to what one worker has or had, from the overview too', async () => {
    const hers = await held(anna)
    const ended = await held(anna)
    await anna.json('POST', `cases/${ended}/close`, { outcome: 'other' })
    await held(boss)
    await sentApplication(desk.services)
    const id = await annas()
    const link = `/console?worker=${id}`
    assert.ok((await boss.get('/console/overview')).text.includes(`href="${link}">Anna</a>`))
    const { text } = await boss.get(link)
    assert.deepEqual(rows(text), [hers])
    assert.ok(text.includes(`<option value="${id}" selected>Anna</option>`))
    assert.deepEqual(rows((await boss.get(`${link}&status=closed`)).text), [ended])
    assert.deepEqual(rows((await boss.get(`${link}&status=waiting`)).text), [])
    assert.deepEqual(rows((await boss.get(`${link}&whose=colleague&language=en`)).text), [hers])
    assert.deepEqual(
      (await boss.json('GET', `cases?worker=${id}`)).body.cases.map((one: { id: string }) => one.id),
      [hers],
    )
  })

  it('an offer shows who asks and why, and is answered beside that', async () => {
    const asked = [await held(anna), await held(anna)] as const
    const theirs = (await desk.services.workers.list(9)).find(({ name }) => name === 'Boss')!.id
    for (const id of asked)
      await anna.json('POST', `cases/${id}/transfer`, { to: theirs, note: `She speaks with you ${id}` })
    const page = (await boss.get('/console')).text
    const offers = page.slice(page.indexOf('id="offers"'), page.indexOf('class="filters"'))
    for (const id of asked) {
      assert.ok(offers.includes(`She speaks with you ${id}`))
      assert.ok(offers.includes(`action="/console/cases/${id}/accept"`))
    }
    assert.ok(offers.includes('Anna'))
    assert.ok(!(await anna.get('/console')).text.includes('She speaks with you'))
    const no = await boss.form(`/console/cases/${asked[0]}/decline`, {
      declineNote: 'On leave',
      back: 'queue',
    })
    assert.deepEqual([no.status, no.headers.get('location')], [303, '/console'])
    assert.equal((await boss.form(`/console/cases/${asked[1]}/accept`, {})).status, 303)
    assert.ok(!(await boss.get('/console')).text.includes('She speaks with you'))
    const { body } = await boss.json('GET', `cases/${asked[1]}`)
    assert.equal(body.assignee.me, true)
  })
})
