import assert from 'node:assert/strict'
import { acts } from '../../../desk/acts.ts'
import { redirectAfterAct } from '../../../desk/case/after-act.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('bot/desk: where an act lands', () => {
  let desk: DeskServer
  before(async () => {
    desk = await startDesk()
  })
  after(() => desk.close())

  it('is a part that is on the page, or its top', async () => {
    const aino = await Client.signedIn(desk, 'Aino')
    const id = caseOf(await sentApplication(desk.services))
    await aino.json('POST', `cases/${id}/claim`)
    const { text } = await aino.get(`/console/cases/${id}`)
    const landed = Object.keys(acts).map((act) =>
      redirectAfterAct(id, act, { question: 'what.forms' }).split('#'),
    )
    for (const [path, place] of landed) {
      assert.equal(path, `/console/cases/${id}`)
      if (place) assert.ok(text.includes(`id="${place}"`), place)
    }
    assert.ok(landed.filter(([, place]) => place).length > 5)
    for (const [, part] of text.matchAll(/<a href="#([\w-]+)">/g))
      assert.ok(text.includes(`id="${part}"`), part)
  })

  it('is no place that somebody made up', () =>
    assert.equal(redirectAfterAct('1', 'undo', { question: 'x"><b>' }), '/console/cases/1'))
})
