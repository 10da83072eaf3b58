import assert from 'node:assert/strict'
import { openStores } from '../../support/open-stores.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`desk: who is asked first to take a case on, ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    before(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store)
    })
    after(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })

    it('is whoever has least of those who speak the language, and the page says so', async () => {
      const aino = await Client.signedIn(desk, 'Aino')
      const others: Record<string, Client> = {}
      for (const who of ['Bertta', 'Cecilia', 'Daniel']) others[who] = await Client.signedIn(desk, who)
      const { workers } = desk.services
      for (const { id, name } of await workers.list(10)) {
        const languages = name === 'Daniel' ? ['fi'] : ['ar', 'fi']
        await workers.work(id, {
          capacity: 0,
          shortcuts: true,
          skills: { languages, children: false, gender: '' },
        })
      }
      for (let time = 0; time < 2; time += 1)
        await others.Bertta!.json('POST', `cases/${caseOf(await sentApplication(desk.services))}/claim`)
      await others.Cecilia!.json('POST', `cases/${caseOf(await sentApplication(desk.services))}/claim`)
      const id = caseOf(await sentApplication(desk.services, 'ar'))
      await aino.json('POST', `cases/${id}/claim`)

      const { colleagues } = (await aino.json('GET', `colleagues?case=${id}`)).body
      assert.deepEqual(
        colleagues.map(({ id: _, ...one }: { id: string }) => one),
        [
          { name: 'Cecilia', here: true, speaks: true, load: 1, against: [] },
          { name: 'Bertta', here: true, speaks: true, load: 2, against: [] },
          { name: 'Daniel', here: true, speaks: false, load: 0, against: ['language'] },
        ],
      )
      const page = (await aino.get(`/console/cases/${id}`)).text
      const options = [...page.matchAll(/<option value="[^"]+"( selected)?>([^<]+ · [^<]+)</g)]
      assert.deepEqual(
        options.map(([, chosen = '', text]) => `${text}${chosen}`),
        [
          'Cecilia · cases: 1 · speaks the person&#39;s language selected',
          'Bertta · cases: 2 · speaks the person&#39;s language',
          'Daniel · cases: 0 · does not speak the person&#39;s language',
        ].map((text) => text.replaceAll('&#39;', page.includes('&#39;') ? '&#39;' : "'")),
      )
      assert.match(page, /id="fair">Cecilia is chosen/)
      // Nobody is chosen who does not speak it, and who is asked all the same is told on the case itself.
      const russian = caseOf(await sentApplication(desk.services, 'ru'))
      await aino.json('POST', `cases/${russian}/claim`)
      const alone = (await aino.get(`/console/cases/${russian}`)).text
      assert.doesNotMatch(alone, /id="fair"|<option value="[^"]+" selected>[^<]+ · cases/)
      assert.match(alone, /id="unspoken"/)
      assert.match(alone, /Daniel · cases: 0 · has not said to speak the person/)
      const to = colleagues.find(({ name }: { name: string }) => name === 'Daniel').id
      await aino.json('POST', `cases/${russian}/transfer`, { to, note: 'Read the new answer first.' })
      const asked = (await others.Daniel!.get(`/console/cases/${russian}`)).text
      const offer = (page: string) => page.slice(page.indexOf('id="actions"'))
      assert.match(offer(asked), /<blockquote[^>]*>.*Read the new answer first\./)
      assert.match(offer(asked), /id="offer-language">Language of the person: Russian/)
      await others.Daniel!.json('POST', `cases/${russian}/decline`, { note: 'I know the family.' })
      assert.match(
        offer((await aino.get(`/console/cases/${russian}`)).text),
        /id="offer-ended">.*<blockquote[^>]*>.*I know the family\./s,
      )

      assert.equal((await aino.json('GET', `colleagues?case=${'1'.repeat(20)}`)).status, 404)
    })
  })
