import assert from 'node:assert/strict'
import { MINUTE } from '../../../intake/hours/time.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk/case: what stands at the head of a case', () => {
  let desk: DeskServer
  let now: number
  let aino: Client
  let id: string

  beforeEach(async () => {
    now = Date.now()
    desk = await startDesk({}, undefined, () => now)
    aino = await Client.signedIn(desk, 'Aino')
  })
  afterEach(() => desk.close())

  const act = async (what: string, body: unknown = {}) =>
    assert.equal((await aino.json('POST', `cases/${id}/${what}`, body)).status, 200, what)
  const part = async (from: string, to: string) => {
    const { text } = await aino.get(`/console/cases/${id}`)
    return text.slice(text.indexOf(from)).split(to)[0]!
  }

  it('says beside her answer what a worker corrected, in the summary too, until that is undone', async () => {
    id = caseOf(await sentApplication(desk.services))
    await act('claim')
    const head = () => part('id="who-identity.age"', '</div>')
    const summary = () => part('id="gist"', '</section>')
    assert.doesNotMatch((await head()) + (await summary()), /Entry by a worker/)
    await act('edit', { id: 'e1', key: 'identity.age', value: '15to17' })
    await act('edit', { id: 'e2', key: 'safety.danger', value: 'yes' })
    assert.match(await head(), /18 or older.*Entry by a worker: .*15/s)
    assert.match(await summary(), /Entry by a worker: Yes/)
    const { readings } = (await aino.json('GET', `cases/${id}`)).body
    await act('undo', { edit: readings['identity.age'][0].id })
    assert.doesNotMatch(await head(), /Entry by a worker/)
  })

  it('shows a reminder that is due, and of what, also while she waits for an answer', async () => {
    const person = await sentApplication(desk.services)
    id = caseOf(person)
    await act('claim')
    await act('remind', { at: now + MINUTE, note: 'Ask if she is safe' })
    await person.says('Hello?')
    const state = () => part('class="identity"', '</div>')
    assert.doesNotMatch(await state(), /Reminder|Ask if/)
    now += 2 * MINUTE
    assert.match(await state(), /Waits for an answer.*Reminder overdue.*Ask if she is safe/s)
  })
})
