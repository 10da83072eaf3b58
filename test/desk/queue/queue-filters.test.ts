import assert from 'node:assert/strict'
import { PAGE } from '../../../desk/queue/queue.ts'
import type { CaseDoc } from '../../../intake/case/case.ts'
import { idOf, someCase } from '../../support/seed.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: narrowing the queue, and finding a case in it', () => {
  let desk: DeskServer
  let client: Client
  beforeEach(async () => {
    desk = await startDesk()
    client = await Client.signedIn(desk, 'Aino')
  })
  afterEach(() => desk.close())

  async function seed(count: number, more: Partial<CaseDoc> = {}): Promise<void> {
    const kept = desk.services.store.collection<CaseDoc>('cases')
    for (let n = 0; n < count; n += 1) await kept.create(someCase(n, Date.now() - 4e6, more))
  }
  const shown = (page: string) => [...page.matchAll(/id="case-(\d{20})"/g)].map(([, id]) => id)

  it('keeps every filter in the address, on the page and for a program alike', async () => {
    await seed(140)
    const query = 'whose=free&urgent=no&language=ar'
    const { body } = await client.json('GET', `cases?${query}`)
    assert.ok(body.cases.length > 3)
    for (const one of body.cases) {
      assert.deepEqual([one.language, one.urgent, one.assignee], ['ar', false, null])
      assert.ok(one.fit)
    }
    const page = (await client.get(`/console?${query}`)).text
    assert.deepEqual(
      shown(page),
      body.cases.map(({ id }: { id: string }) => id),
    )
    // What is chosen is chosen in the form, and a status keeps it.
    assert.match(page, /<option value="ar" selected[^>]*>Arabic/)
    assert.match(page, /href="\/console\?status=sent&amp;urgent=no&amp;language=ar"/)
    for (const [name, value] of [
      ['kind', 'child'],
      ['channel', 'sms'],
      ['wish', 'man'],
    ] as const) {
      const found = (await client.json('GET', `cases?${name}=${value}`)).body.cases
      assert.ok(found.length > 0, name)
      for (const one of found) assert.equal(one[name], value)
    }
  })

  it('gives a program the rest by a cursor, each case once, and refuses what is no filter', async () => {
    await seed(140)
    const ids: string[] = []
    let cursor = ''
    do {
      const { body } = await client.json('GET', `cases?limit=33&cursor=${cursor}`)
      ids.push(...body.cases.map(({ id }: { id: string }) => id))
      cursor = body.next ?? ''
    } while (cursor)
    assert.equal(ids.length, 120)
    assert.equal(new Set(ids).size, 120)
    for (const wrong of [
      'status=x',
      'whose=x',
      'urgent=1',
      'language=a%20b',
      'wish=x',
      'fits=1',
      'cursor=x',
      'limit=0',
      'limit=201',
      'kind=%3Cscript%3E',
    ])
      assert.equal((await client.json('GET', `cases?${wrong}`)).status, 400, wrong)
    // A page is for people: what cannot be read is left out.
    assert.equal((await client.get('/console?status=x&language=%3Cb%3E')).status, 200)
  })

  it('goes through a long list page by page, and back to its beginning', async () => {
    await seed(230, { application: 'draft', talk: 'waiting', assignee: '' })
    const first = (await client.get('/console')).text
    assert.match(first, /<title>\(99\+\) Queue/)
    const to = (page: string, id: string) =>
      new RegExp(`href="([^"]+)" id="${id}"`).exec(page)?.[1]?.replaceAll('&amp;', '&')
    const ids: string[] = []
    let pages = 0
    for (let address: string | undefined = '/console?whose=free'; address; pages += 1) {
      const page: string = (await client.get(address)).text
      ids.push(...(shown(page) as string[]))
      assert.equal(to(page, 'to-first'), pages ? '/console?whose=free' : undefined)
      address = to(page, 'to-next')
    }
    assert.equal(pages, Math.ceil(230 / PAGE))
    assert.deepEqual(
      [...ids].sort(),
      Array.from({ length: 230 }, (_, n) => idOf(n)),
    )
    // The first page shows the beginning, and where the rest is.
    for (const group of first.split('<table').slice(1)) assert.ok(shown(group).length <= 50)
    assert.match(first, /href="\/console\?status=waiting">Show all: Waiting to talk now/)
  })

  it('says that there is more to look through, when what was looked through has nothing', async () => {
    const kept = desk.services.store.collection<CaseDoc>('cases')
    await seed(1300, { application: 'draft', talk: 'waiting', assignee: '', kind: 'unknown', urgent: 0 })
    const last = someCase(5000, Date.now(), {
      application: 'draft',
      talk: 'waiting',
      assignee: '',
      urgent: 0,
    })
    await kept.create({ ...last, kind: 'child' })
    const first = await client.json('GET', 'cases?kind=child')
    assert.deepEqual(first.body.cases, [])
    assert.ok(first.body.next)
    const page = (await client.get('/console?kind=child')).text
    assert.match(page, /There are more to look through/)
    assert.match(page, /id="to-next"/)
    const second = await client.json('GET', `cases?kind=child&cursor=${first.body.next}`)
    assert.deepEqual(
      second.body.cases.map(({ id }: { id: string }) => id),
      [last.id],
    )
    assert.equal(second.body.next, null)
  })

  it('says what is not there in words of its own', async () => {
    assert.match((await client.get('/console')).text, /Nothing is open\./)
    assert.match((await client.get('/console?language=ar')).text, /No case is like this\./)
    assert.match((await client.get('/console?fits=yes')).text, /nothing that nobody has fits you/)
    assert.match((await client.get('/console?status=moreInfo')).text, /No case waits for more information/)
  })

  it('finds a case by its number however it is written, by POST only', async () => {
    const id = caseOf(await sentApplication(desk.services))
    const arabic = id.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
    for (const typed of [id, id.replace(/(.{5})/g, '$1 '), `\u2066${id}\u2069`, arabic, `nro ${id}`]) {
      const answer = await client.form('/console/find', { number: typed })
      assert.equal(answer.headers.get('location'), `/console/cases/${id}`, typed)
    }
    assert.equal((await client.get(`/console/find?number=${id}`)).status, 404)
    assert.equal((await client.form('/console/find', { number: id, csrf: 'forged' })).status, 403)
  })

  it('says kindly that there is none, with what was typed, and never in an address', async () => {
    const none = await client.form('/console/find', { number: '1'.repeat(20) })
    assert.equal(none.status, 404)
    assert.match(none.text, /There is no case with this number/)
    assert.match(none.text, /data-self="\/console"/)
    const short = await client.form('/console/find', { number: '12 34 <b>' })
    assert.match(short.text, /A case number has 20 digits, or give the last five; this has 4\./)
    assert.match(short.text, /value="12 34 &lt;b>"/)
    assert.match((await client.form('/console/find', { number: '' })).text, /this has 0/)
  })
})
