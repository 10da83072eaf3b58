import assert from 'node:assert/strict'
import { landingOf } from '../../../desk/act.ts'
import { acts } from '../../../desk/acts.ts'
import { undo } from '../../../desk/case/annotate.act.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk: where an act lands', () => {
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
    const landed = acts.map((act) => landingOf(act, id, { question: 'what.forms' }).split('#'))
    for (const [path, place] of landed) {
      assert.equal(path, `/console/cases/${id}`)
      if (place) assert.ok(text.includes(`id="${place}"`), place)
    }
    assert.ok(landed.filter(([, place]) => place).length > 5)
    for (const [, part] of text.matchAll(/<a href="#([\w-]+)">/g))
      assert.ok(text.includes(`id="${part}"`), part)
  })

  it('is no place that somebody made up', () =>
    assert.equal(landingOf(undo, '1', { question: 'x"><b>' }), '/console/cases/1'))
})
