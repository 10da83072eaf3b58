import assert from 'node:assert/strict'
import { acts } from '../../../desk/acts.ts'
import { questions } from '../../../intake/form/form.ts'
import { canaries, tellAll } from '../../promises/canary.ts'
import { Client, type DeskServer, startDesk } from '../desk-server.ts'

const WORDS = {
  note: 'NoteCanary',
  edit: 'EditCanary',
  message: 'TalkCanary',
  reply: 'ReplyCanary',
  meeting: 'PlaceCanary',
}
const secretTo = (words: Record<string, string>) =>
  new RegExp([...Object.values(canaries), ...Object.values(words)].join('|').replaceAll('+', '\\+'))

describe('desk: who does not have a case reads nothing of who it is', () => {
  let desk: DeskServer
  let mine: Client
  let other: Client
  let id: string
  beforeEach(async () => {
    desk = await startDesk()
    mine = await Client.signedIn(desk, 'Aino')
    other = await Client.signedIn(desk, 'Bertta')
    const person = await tellAll(desk.services)
    await person.picks('send')
    await person.command('human')
    id = person.last.state.case!.id
    await mine.json('POST', `cases/${id}/claim`, { anyway: true })
    await mine.json('POST', `cases/${id}/message`, { text: WORDS.message, language: 'en' })
    await person.says(WORDS.reply)
    await mine.json('POST', `cases/${id}/note`, { text: WORDS.note })
    await mine.json('POST', `cases/${id}/edit`, { key: 'identity.name', value: WORDS.edit, note: WORDS.edit })
    await mine.json('POST', `cases/${id}/request`, {
      to: 'authority',
      authority: 'police',
      basis: 'act746s58',
      name: WORDS.meeting,
      keys: ['where.when'],
    })
  })
  afterEach(() => desk.close())

  const addresses = () =>
    desk.routes
      .filter(
        (route) => route.startsWith('GET /console') && !route.includes('events') && !route.includes('*'),
      )
      .map((route) => route.slice(4).replace(':id', id))
      .flatMap((path) =>
        path.includes(':key') ? [...questions.keys()].map((key) => path.replace(':key', key)) : [path],
      )
      .flatMap((path) => [path, `${path}?format=csv&lang=fi`])

  async function nothing(of: Client, when: string): Promise<void> {
    // What one wrote oneself is no secret.
    const secret = secretTo(of === mine ? { ...WORDS, note: WORDS.edit } : WORDS)
    for (const path of addresses())
      for (const live of path.includes('/edit/') ? [false] : [false, true]) {
        const { text } = await of.get(path, live ? { 'x-live': '1' } : {})
        assert.doesNotMatch(text, secret, `${when} GET ${path}`)
      }
    for (const { name } of acts.filter((one) => !['open', 'claim', 'release', 'accept'].includes(one.name))) {
      const told = await of.json('POST', `cases/${id}/${name}`, {
        outcome: 'other',
        key: 'identity.name',
        value: 'x',
        text: '',
        to: 'authority',
      })
      assert.doesNotMatch(JSON.stringify(told.body), secret, `${when} ${name}`)
      const page = await of.form(`/console/cases/${id}/${name}`, { outcome: 'other', to: 'x', phrase: 'x' })
      assert.doesNotMatch(page.text, secret, `${when} form ${name}`)
    }
    const preview = await of.form(`/console/cases/${id}/preview`, { phrase: 'greeting.hello' })
    assert.doesNotMatch(preview.text, secret, `${when} preview`)
  }

  it('on any page, download, live view or answer to an act: while a colleague has it, offers it, after it is free, closed', async () => {
    assert.match((await mine.get(`/console/cases/${id}`)).text, /Canariella/)
    assert.match((await mine.get(`/console/cases/${id}`)).text, /ReplyCanary/)
    await nothing(other, 'taken')
    const berttas = (await desk.services.workers.list(10)).find(({ name }) => name === 'Bertta')!
    assert.equal(
      (await mine.json('POST', `cases/${id}/transfer`, { to: berttas.id, note: 'please' })).status,
      200,
    )
    await nothing(other, 'offered')
    assert.equal((await mine.json('POST', `cases/${id}/release`, { to: 'queue' })).status, 200)
    await nothing(mine, 'free')
    await nothing(other, 'free')
    assert.equal((await mine.json('POST', `cases/${id}/claim`, { anyway: true })).status, 200)
    assert.equal((await mine.json('POST', `cases/${id}/close`, { outcome: 'other' })).status, 200)
    await nothing(other, 'closed')
    await other.json('POST', `cases/${id}/open`, { why: 'cover', words: 'Aino is ill' })
    assert.match((await other.get(`/console/cases/${id}`)).text, /Canariella/)
    await desk.services.cases.erase(id)
    await nothing(other, 'erased')
  })
})
