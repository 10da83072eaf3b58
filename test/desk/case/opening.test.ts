import assert from 'node:assert/strict'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

const HOUR = 3_600_000

describe('desk/case: opening with a reason', () => {
  let desk: DeskServer
  let now: number
  beforeEach(async () => {
    now = Date.now()
    desk = await startDesk({ SESSION_IDLE_MINUTES: '720' }, undefined, () => now)
  })
  afterEach(() => desk.close())

  it('happens only so often in an hour, and supervisors are told of a few', async () => {
    const aino = await Client.signedIn(desk, 'Aino')
    const bertta = await Client.signedIn(desk, 'Bertta')
    const ids: string[] = []
    for (let at = 0; at < 11; at += 1) ids.push(caseOf(await sentApplication(desk.services)))
    const open = async (id: string, words: string) =>
      (await bertta.json('POST', `cases/${id}/open`, { why: 'oversight', words })).status
    const opened: number[] = []
    for (const [at, id] of ids.entries()) {
      now += 1
      opened.push(await open(id, 'A complaint came'))
      now += 1500
      const told = /Bertta has opened 3 cases with a reason/.test((await aino.get('/console')).text)
      if (at < 3) assert.equal(told, at === 2)
    }
    assert.deepEqual(opened, [...Array(10).fill(200), 429])
    now += HOUR
    assert.equal(await open(ids[10]!, 'Aino is ill today'), 200)
  })

  it('not more often when many are asked for at once', async () => {
    const ids: string[] = []
    for (let at = 0; at < 14; at += 1) ids.push(caseOf(await sentApplication(desk.services)))
    const given = { why: 'oversight', words: 'A complaint came' } as const
    const bertta = { id: 'bertta', name: 'Bertta' }
    const opened = await Promise.allSettled(ids.map((id) => desk.services.desk.open(id, bertta, given)))
    assert.equal(opened.filter(({ status }) => status === 'fulfilled').length, 10)
    assert.equal((await desk.services.accessGrants.since(0, 100)).length, 10)
  })
})
