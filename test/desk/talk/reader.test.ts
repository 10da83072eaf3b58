import assert from 'node:assert/strict'
import { Client, caseOf, type DeskServer, sentApplication, startDesk } from '../desk-server.ts'

describe('desk/talk: who reads what a worker writes', () => {
  let desk: DeskServer
  let aino: Client
  beforeEach(async () => {
    desk = await startDesk()
    aino = await Client.signedIn(desk, 'Aino')
  })
  afterEach(() => desk.close())

  async function pageOf(kind: string, tongue: string): Promise<string> {
    const id = caseOf(await sentApplication(desk.services))
    await desk.services.cases.update(id, (now) => ({ ...now, kind }))
    await aino.json('POST', `cases/${id}/claim`)
    return (await aino.get(`/console/cases/${id}`, { 'accept-language': tongue })).text
  }
  const talkIn = (page: string) => page.slice(page.indexOf('<section id="talk"'), page.indexOf('</main>'))

  for (const [tongue, hers, theirs] of [
    ['en', /\bthe person\b(?! it concerns)/i, /Message to the referrer/],
    ['fi', /henkilölle|henkilö (lukee|näkee|kirjoittaa)/i, /Viesti auttajalle/],
    ['sv', /till personen|personen (läser|ser|skriver)/i, /Meddelande till hjälparen/],
  ] as const)
    for (const kind of ['referrer', 'consultation'])
      it(`is said of a ${kind} everywhere in the talk, in ${tongue}, and only fitting sentences are offered`, async () => {
        const page = talkIn(await pageOf(kind, tongue))
        assert.match(page, theirs)
        assert.doesNotMatch(page, hers)
        assert.match(page, /value="closing.else"/)
        for (const id of ['ask.safeNow', 'ask.tonight', 'reassure.notYourFault', 'next.police'])
          assert.ok(!page.includes(`value="${id}"`), id)
      })

  for (const [hers, said] of [
    ['ar', /id="reads-note">The person reads this conversation in Arabic\.</],
    ['en', null],
  ] as const)
    it(`says beside the box that she reads ${hers}, to a worker who would write in another language`, async () => {
      const id = caseOf(await sentApplication(desk.services, hers))
      const before = (await aino.get(`/console/cases/${id}`)).text
      assert.doesNotMatch(before, /answer in this conversation/, 'nobody answers without having the case')
      await aino.json('POST', `cases/${id}/claim`)
      const page = (await aino.get(`/console/cases/${id}`)).text
      assert.match(page, /answer in this conversation/)
      if (said) assert.match(page, said)
      else assert.doesNotMatch(page, /reads-note/)
    })

  it('what is written in letters that are not hers goes only when it is said twice, and stays in its box', async () => {
    const id = caseOf(await sentApplication(desk.services, 'ar'))
    await aino.json('POST', `cases/${id}/claim`)
    const text = 'Oletko yksin nyt?'
    const saying = (more = {}) => aino.json('POST', `cases/${id}/message`, { text, language: 'ar', ...more })
    const said = async () => {
      const { key } = (await desk.services.cases.get(id))!
      return (await desk.services.messages.of(id, key)).filter(({ from }) => from === 'worker').length
    }
    const refused = await saying()
    assert.equal(refused.status, 409)
    assert.deepEqual([refused.body.error.why, refused.body.error.language], ['unread', 'ar'])
    assert.equal((await saying({ language: 'fi' })).status, 409, 'whatever it is marked as')
    const { status, text: page } = await aino.form(`/console/cases/${id}/message`, { text, language: 'ar' })
    assert.equal(status, 409)
    assert.match(page, /Arabic is read here, and this is written in other letters/)
    assert.match(page, /<textarea id="text"[^>]*>Oletko yksin nyt\?</)
    assert.equal(await said(), 0)
    assert.equal(
      (await aino.form(`/console/cases/${id}/message`, { text, language: 'ar', anyway: 'yes' })).status,
      303,
    )
    assert.equal(await said(), 1)
    for (const hers of ['هل أنت وحدك؟', '112', 'Kalle: هل أنت وحدك؟'])
      assert.equal((await saying({ text: hers })).status, 200, hers)
  })

  it('is the person everywhere else', async () => {
    const page = talkIn(await pageOf('self', 'en'))
    assert.match(page, /Message to the person/)
    assert.match(page, /value="ask.safeNow"/)
  })
})
