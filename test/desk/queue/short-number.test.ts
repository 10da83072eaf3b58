import assert from 'node:assert/strict'
import { newCase } from '../../../intake/case/steps/draft.ts'
import { openStores } from '../../support/open-stores.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`desk: the end of a case's number, on ${name}`, () => {
    let desk: DeskServer
    let kept: Awaited<ReturnType<typeof open>>
    let client: Client
    before(async () => {
      kept = await open()
      desk = await startDesk({}, kept.store)
      client = await Client.signedIn(desk, 'Aino')
    })
    after(async () => {
      await desk.close()
      await kept.close()
    })
    const find = (number: string) => client.form('/console/find', { number })

    it('leads to the one case there is, however it is written', async () => {
      const id = caseOf(await sentApplication(desk.services))
      const short = id.slice(-5)
      const arabic = short.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
      for (const typed of [short, `${short.slice(0, 2)} ${short.slice(2)}`, arabic])
        assert.equal((await find(typed)).headers.get('location'), `/console/cases/${id}`, typed)
      assert.match((await client.get('/console')).text, new RegExp(`<b class="short">${short}</b></a>`))
    })

    it('lists all that end alike, and says so where none does', async () => {
      for (const id of ['00000000000000099999', '11111111111111199999']) {
        const given = { id, language: 'fi', channel: 'web', conversation: 'c', urgent: false }
        await desk.services.cases.begin(newCase(given, 1), { type: 'waits', danger: false, alone: false })
      }
      const { status, text } = await find('99999')
      assert.equal(status, 200)
      assert.match(text, /Several cases end in these digits/)
      const list = text.slice(text.indexOf('id="found"'), text.indexOf('<nav class="filters"'))
      assert.equal(list.match(/href="\/console\/cases\/\d+99999"/g)?.length, 2)
      assert.equal((await find('00000')).status, 404)
    })
  })

describe('desk: the case before and the next', () => {
  let desk: DeskServer
  let aino: Client
  before(async () => {
    desk = await startDesk()
    aino = await Client.signedIn(desk, 'Aino')
  })
  after(() => desk.close())

  const beside = async (id: string) => {
    const { text } = await aino.get(`/console/cases/${id}`)
    const of = (name: string) => new RegExp(`href="/console/cases/(\\d+)" id="case-${name}"`).exec(text)?.[1]
    return [of('before'), of('after')]
  }

  it('are those of the same list: of what nobody has, and of what one has', async () => {
    const [one, two, three] = [
      caseOf(await sentApplication(desk.services)),
      caseOf(await sentApplication(desk.services)),
      caseOf(await sentApplication(desk.services)),
    ]
    assert.deepEqual(await beside(two), [one, three])
    assert.deepEqual(await beside(one), [undefined, two])
    await aino.json('POST', `cases/${two}/claim`)
    assert.deepEqual(await beside(one), [undefined, three])
    assert.deepEqual(await beside(two), [undefined, undefined])
    const bertta = await Client.signedIn(desk, 'Bertta')
    await bertta.json('POST', `cases/${three}/claim`)
    assert.deepEqual(await beside(three), [undefined, undefined])
  })
})
