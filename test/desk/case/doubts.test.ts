import assert from 'node:assert/strict'
import { consoleLanguages } from '../../../desk/sign-in/session.ts'
import { openStores } from '../../support/open-stores.ts'
import { codeFor, withCode } from '../../support/talk.ts'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

for (const [name, open] of Object.entries(openStores))
  describe(`desk: who may be writing, ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let aino: Client
    const word = 'Bluebell'
    const second = 'Cinnamon'

    before(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store)
      aino = await Client.signedIn(desk, 'Aino')
    })
    after(async () => {
      await desk.close().catch(() => {})
      await close().catch(() => {})
    })
    const read = async (path: string, language: string) =>
      (await aino.get(path, { 'accept-language': language })).text
    const t = (language: string) => desk.services.speech.t(language)
    const start = (text: string) => text.split('{{')[0]!

    it('a word that is said when forced marks the case, in the queue and on its page, taken or not', async () => {
      const person = await sentApplication(desk.services)
      const id = caseOf(person)
      const code = await codeFor(person, word, second)
      for (const language of consoleLanguages(desk.services)) {
        assert.ok(!(await read('/console', language)).includes(t(language)('desk.watched')), language)
      }
      await withCode(desk.services, code, second)
      for (const taken of [false, true]) {
        if (taken) await aino.json('POST', `cases/${id}/claim`, {})
        for (const language of consoleLanguages(desk.services)) {
          assert.ok((await read('/console', language)).includes(t(language)('desk.watched')), language)
          const page = await read(`/console/cases/${id}`, language)
          assert.ok(page.includes(start(t(language)('desk.watched.text'))), language)
        }
      }
    })

    it('who asks for a person with a code, and gives no word for it, is told apart from whose code it is', async () => {
      const person = await sentApplication(desk.services)
      const id = caseOf(person)
      const back = await withCode(desk.services, await codeFor(person, word))
      await back.command('human')
      const asked = caseOf(back)
      assert.notEqual(asked, id)
      for (const language of consoleLanguages(desk.services)) {
        const number = id.replace(/(.{5})(?=.)/g, '$1 ')
        const page = await read(`/console/cases/${asked}`, language)
        assert.ok(page.includes(t(language)('desk.codeOf', { number })), language)
        assert.ok(!(await read(`/console/cases/${id}`, language)).includes(start(t(language)('desk.codeOf'))))
      }
    })

    it('and what she then sends is shown beside it, as may be the same person', async () => {
      const person = await sentApplication(desk.services)
      const back = await withCode(desk.services, await codeFor(person))
      assert.equal(back.keys[0], 'say.noWord')
      const written: Record<string, string> = { 'contact.value': '040 555 0142', 'identity.name': 'Mai' }
      while (back.open !== 'control.review') {
        const text = written[back.open!]
        await (text ? back.writes(text) : back.says('1'))
      }
      await back.picks('send')
      await aino.json('POST', `cases/${caseOf(back)}/claim`, {})
      const { same } = (await aino.json('GET', `cases/${caseOf(back)}`)).body
      assert.deepEqual(
        same.map((one: { case: string; because: string[] }) => [one.case, one.because]),
        [[caseOf(person), ['conversation']]],
      )
    })
  })
