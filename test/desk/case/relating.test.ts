import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`desk: two cases of one person, ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let aino: Client
    let bertta: Client

    before(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store)
      aino = await Client.signedIn(desk, 'Aino')
      bertta = await Client.signedIn(desk, 'Bertta')
    })
    after(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    const act = (client: Client, id: string, what: string, body: unknown = {}) =>
      client.json('POST', `cases/${id}/${what}`, body)
    const seen = async (client: Client, id: string) => (await client.json('GET', `cases/${id}`)).body
    const audited = async (id: string) => (await desk.services.audit.of(id)).map(({ what }) => what)
    const short = (id: string) => id.slice(-5)

    /** Two cases: Aino has one, Bertta the other. */
    async function two() {
      const mine = caseOf(await sentApplication(desk.services))
      const theirs = caseOf(await sentApplication(desk.services))
      await act(aino, mine, 'claim')
      await act(bertta, theirs, 'claim')
      return { mine, theirs }
    }
    const why = { reason: 'papers', words: 'Passport seen, Kanarialintu' }

    it('is one line on both, and opens neither', async () => {
      const { mine, theirs } = await two()
      const given = { ...why, id: 'l1', other: short(theirs) }
      for (let time = 0; time < 2; time += 1)
        assert.equal((await act(aino, mine, 'relate', given)).status, 200)
      const [one, ...none] = (await seen(aino, mine)).related
      assert.deepEqual(none, [])
      const { at, ...said } = one
      assert.ok(at > 0)
      assert.deepEqual(said, { short: short(theirs), why: 'papers', name: 'Aino' })
      const other = (await seen(bertta, theirs)).related
      assert.deepEqual(other, [{ ...one, short: short(mine) }])
      for (const id of [mine, theirs])
        assert.equal((await audited(id)).filter((what) => what === 'relate').length, 1)

      // On the page of either: no address of the other, no word of hers.
      const page = (await bertta.get(`/console/cases/${theirs}`)).text
      assert.match(page, /The same papers or customer number/)
      assert.doesNotMatch(page.slice(page.indexOf('id="related"')), new RegExp(mine))
      assert.doesNotMatch(page, /Kanarialintu/)
      assert.match((await aino.get(`/console/cases/${mine}`)).text, /Kanarialintu/)
      // Masks hold: whoever has neither reads of no link, in notes neither.
      const masked = await seen(await Client.signedIn(desk, 'Cecilia'), theirs)
      assert.deepEqual([masked.related, masked.notes], [[], []])
      assert.equal((await aino.json('GET', `cases/${theirs}/export`)).status, 403)

      // With both in hand, it leads from one to the other.
      await act(bertta, theirs, 'release')
      await act(aino, theirs, 'claim')
      assert.equal((await seen(aino, mine)).related[0].case, theirs)
      assert.match(
        (await aino.get(`/console/cases/${mine}`)).text,
        new RegExp(`href="/console/cases/${theirs}"`),
      )
    })

    it('is taken back with a reason, from either side', async () => {
      const { mine, theirs } = await two()
      await act(aino, mine, 'relate', { ...why, other: theirs })
      assert.equal((await act(bertta, theirs, 'unrelate', { other: short(mine) })).status, 400)
      const given = { other: short(mine), reason: 'another', words: 'Other fingerprints' }
      assert.equal((await act(bertta, theirs, 'unrelate', given)).status, 200)
      for (const [client, id] of [
        [aino, mine],
        [bertta, theirs],
      ] as const) {
        const { related, notes } = await seen(client, id)
        assert.deepEqual(related, [])
        assert.deepEqual(
          notes.map(({ on, reason }: { on: string; reason: string }) => [on, reason]),
          [
            ['relate', 'papers'],
            ['unrelate', 'another'],
          ],
        )
      }
      assert.equal((await seen(aino, mine)).notes[1].text, '')
      assert.equal((await act(bertta, theirs, 'unrelate', given)).status, 400)
    })

    it('takes having one of them, a number that is one other case, and a reason', async () => {
      const { mine, theirs } = await two()
      assert.equal((await act(bertta, mine, 'relate', { ...why, other: theirs })).status, 409)
      for (const other of [mine, short(mine), '1'.repeat(20), 'x', ''])
        assert.equal((await act(aino, mine, 'relate', { ...why, other })).status, 400, other)
      assert.equal((await act(aino, mine, 'relate', { other: theirs })).status, 400)
      assert.equal((await act(aino, mine, 'relate', { other: theirs, reason: 'other' })).status, 400)
      const wrong = await aino.form(`/console/cases/${mine}/relate`, {
        ...why,
        other: '12',
        message: 'm.relate',
      })
      assert.equal(wrong.status, 400)
      assert.match(wrong.text, /There is no such case/)
      assert.match(wrong.text, /<textarea id="relate-words"[^>]*>Passport seen/)
      assert.deepEqual((await seen(aino, mine)).related, [])
      const done = await aino.form(`/console/cases/${mine}/relate`, { ...why, other: short(theirs) })
      assert.equal(done.headers.get('location'), `/console/cases/${mine}#same`)
    })

    it('goes with either case, and is made with none that is gone', async () => {
      const { mine, theirs } = await two()
      await act(aino, mine, 'relate', { ...why, other: theirs })
      await desk.services.cases.erase(theirs)
      assert.deepEqual((await seen(aino, mine)).related, [])
      const gone = await act(aino, mine, 'relate', { ...why, other: theirs })
      assert.deepEqual([gone.status, gone.body.error.why], [400, 'erased'])
      // Erased while it is being linked: after it was looked at, before the link is written.
      const third = caseOf(await sentApplication(desk.services))
      const { related } = desk.services
      const { add } = related
      related.add = async (...given) => {
        await desk.services.cases.erase(third)
        await add(...given)
      }
      assert.equal((await act(aino, mine, 'relate', { ...why, other: third })).status, 400)
      related.add = add
      assert.deepEqual(await related.of(mine), [])
      assert.deepEqual(await related.of(third), [])
    })
  })
