import assert from 'node:assert/strict'
import type { CaseDoc } from '../../../intake/case/case.ts'
import { someCase } from '../../support/seed.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

/** So many that a thousand of them are open. */
const CASES = 1170
/** What one list may weigh, in bytes: pages behind a sign-in go out unpacked. */
const LIMIT = 60_000
/** What the list beside a case may add to it. */
const BESIDE = 16_000

describe('desk/queue: a list of a thousand open cases', () => {
  let desk: DeskServer
  let worker: Client
  before(async () => {
    desk = await startDesk()
    worker = await Client.signedIn(desk, 'Aino')
    const [me] = await desk.services.workers.list(1)
    const kept = desk.services.store.collection<CaseDoc>('cases')
    const from = Date.now() - 4e6
    for (let n = 0; n < CASES; n += 1) {
      const one = someCase(n, from)
      await kept.create(one.talk === 'claimed' && n % 3 === 0 ? { ...one, assignee: me!.id } : one)
    }
  })
  after(() => desk.close())

  for (const language of ['fi', 'sv', 'en'])
    it(`weighs under ${LIMIT} bytes on each page, ${language}`, async () => {
      for (const path of [
        '/console',
        '/console?whose=free',
        '/console?status=mine',
        '/console?status=claimed',
      ]) {
        const { status, text } = await worker.get(path, { 'accept-language': language })
        assert.equal(status, 200)
        const rows = text.match(/<tr role="row"/g)?.length ?? 0
        assert.ok(rows > 40, `${path}: ${rows} rows`)
        const bytes = Buffer.byteLength(text)
        assert.ok(bytes < LIMIT, `${path}: ${bytes} bytes`)
      }
    })

  it(`beside a case it weighs under ${BESIDE} bytes`, async () => {
    const id = caseOf(await sentApplication(desk.services))
    const { text } = await worker.get(`/console/cases/${id}`)
    const list = /<nav id="list".*?<\/nav>/s.exec(text)![0]
    assert.ok(list.match(/id="row-/g)!.length > 30)
    assert.ok(Buffer.byteLength(list) < BESIDE, `${Buffer.byteLength(list)} bytes`)
  })
})
