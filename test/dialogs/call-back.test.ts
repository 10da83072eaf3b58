import assert from 'node:assert/strict'
import { detailOf } from '../../desk/case/detail.ts'
import { words } from '../../locales/index.ts'
import { freshServices, Person, typed, walkTo } from '../support/talk.ts'

const worker = { id: 'w', name: 'W' }

describe('A safe call-back, when nobody is here', () => {
  const services = freshServices()
  const caseOf = (person: Person) => person.last.state.case!.id
  let looks = 0
  /** As a worker who has looked at no other case sees it: how many are opened is paced. */
  const seen = async (person: Person) => {
    const who = { ...worker, id: `w${looks++}` }
    await services.desk.open(caseOf(person), who, { why: 'contact', words: '' })
    const found = await services.desk.view(caseOf(person), who)
    const screen = { t: words('fi'), now: Date.now(), languages: services.speech.languages }
    return detailOf(found, who, screen)
  }
  const rowsOf = async (person: Person) =>
    Object.fromEntries(
      (await seen(person)).rows
        .concat(((await seen(person)).shared ?? []) as never)
        .map(({ key, text }) => [key, text]),
    )

  /** Somebody who asked for a person and said no to letting anything be read. */
  async function alone(language = 'en', until = 'what.forms') {
    const person = await walkTo(new Person(services), language, until)
    await person.command('human')
    if (person.open === 'control.share') await person.picks('no')
    assert.equal(person.open, 'control.waiting')
    return person
  }

  for (const language of services.speech.languages)
    it(`asks the form's own questions, and a worker reads them only after her yes, in ${language}`, async () => {
      const person = await alone(language)
      await person.says(typed(person, 'callBack', 'titles'))
      assert.deepEqual(person.keys, ['talk.callBack', 'contact.way'])
      await person.says(typed(person, 'phone', 'titles'))
      assert.deepEqual(person.keys, ['contact.value'])
      await person.says('040 765 4321')
      assert.deepEqual(person.keys, ['contact.rules'])
      await person.picks('evening')
      assert.deepEqual(person.keys, ['contact.callLanguage'])
      await person.writes('Dari')
      assert.deepEqual(person.keys, ['control.callBack'])
      const before = JSON.stringify(await services.desk.view(caseOf(person), worker))
      assert.ok(!before.includes('765 4321'))
      await person.says(typed(person, 'yes', 'titles'))
      assert.deepEqual(person.keys, ['talk.callBackKept', 'control.waiting'])
      const rows = await rowsOf(person)
      assert.deepEqual(Object.keys(rows).sort(), [
        'contact.callLanguage',
        'contact.rules',
        'contact.value',
        'contact.way',
      ])
      assert.equal(rows['contact.value'], '040 765 4321')
      await person.command('know')
      assert.ok(person.keys.includes('say.know.reachable'))
      assert.ok(!person.keys.includes('say.know.shared'))
    })

  it('binds the desk to what she said', async () => {
    const person = await alone()
    await person.picks('callBack')
    await person.picks('phone')
    await person.writes('040 765 4321')
    await person.picks('anytime')
    await person.picks('skipped')
    await person.picks('yes')
    const { contact } = await seen(person)
    assert.deepEqual(
      contact?.advice.find(({ what }) => what === 'contact'),
      {
        may: true,
        what: 'contact',
        way: 'phone',
      },
    )
  })

  it('what was answered before is not asked again, but shown and confirmed', async () => {
    const person = await alone('en', 'identity.name')
    await person.picks('callBack')
    assert.deepEqual(person.keys, ['talk.callBack', 'contact.callLanguage'])
    await person.picks('skipped')
    assert.deepEqual(person.keys, ['control.callBack'])
    assert.ok(!person.words.at(-1)!.includes('labour'))
  })

  it('"no" shows the worker nothing; "change" asks anew', async () => {
    const person = await alone('en', 'identity.name')
    await person.picks('callBack')
    await person.picks('skipped')
    await person.picks('no')
    assert.deepEqual(person.keys, ['talk.notShared', 'control.waiting'])
    assert.deepEqual(await rowsOf(person), {})
    await person.picks('callBack')
    await person.picks('yes')
    await person.picks('callBack')
    await person.picks('change')
    assert.equal(person.open, 'contact.way')
    assert.deepEqual(await rowsOf(person), {}, 'what she is changing is not to be used meanwhile')
  })

  it('who will come back by herself gets her code, and nobody is told to contact her', async () => {
    const person = await alone()
    await person.picks('callBack')
    await person.picks('codeOnly')
    assert.deepEqual(person.keys, ['say.codeOnly', 'say.codeIssued', 'control.word'])
    await person.picks('skipped')
    assert.deepEqual(person.keys, ['say.codeNoWord', 'control.waiting'])
    assert.deepEqual(await rowsOf(person), {})
  })

  it('goes on where it was after a deploy, and words of hers still reach the worker', async () => {
    const person = await alone()
    await person.picks('callBack')
    await person.says('Please write soon, I am at the station')
    assert.deepEqual(person.keys, ['talk.kept'])
    const { messages } = await seen(person)
    assert.equal(messages.at(-1)?.text, 'Please write soon, I am at the station')
    const { state, due, key, etag } = (await services.conversations.load(person.id))!
    await services.conversations.commit(person.id, { ...state, version: 'older', stack: {} }, due, key, etag)
    await person.picks('phone')
    assert.deepEqual(person.keys, ['contact.value'])
  })

  it('a worker who comes ends it; what was half said stays hers', async () => {
    const person = await alone()
    await person.picks('callBack')
    await person.picks('phone')
    await services.desk.claim(caseOf(person), worker)
    await person.says('Hello')
    assert.equal(person.last.state.open, undefined)
    assert.equal(person.last.state.talk?.callBack, undefined)
    assert.deepEqual(await rowsOf(person), {})
  })

  it('is not offered while somebody is here, nor for a person nobody may name', async () => {
    const busy = freshServices()
    await busy.workers.seen('anna', 'Anna')
    const person = await walkTo(new Person(busy), 'en', 'safety.danger')
    await person.command('human')
    await person.picks('no')
    await person.picks('callBack')
    assert.ok(!person.keys.includes('contact.way'))
    const referrer = await walkTo(new Person(services), 'en', 'role.who')
    for (const id of ['referrer', 'ngo', 'no']) await referrer.picks(id)
    await referrer.command('human')
    await referrer.picks('no')
    await referrer.picks('callBack')
    assert.ok(!referrer.keys.includes('contact.way'))
  })

  it('is asked for from the first screen: who sees it, danger, then how, when and in which language', async () => {
    const person = new Person(services)
    await person.command('call')
    assert.ok(person.keys.includes('talk.callMe'), 'she is answered')
    assert.equal(person.open, 'safety.seen')
    await person.picks('no')
    assert.ok(!person.keys.includes('talk.callMe'), 'once')
    assert.equal(person.open, 'safety.danger')
    assert.equal(person.last.state.case, undefined, 'nobody is asked for before that')
    await person.picks('no')
    // The number is what she wants to give: at most two sentences come before the question.
    assert.deepEqual(person.keys, ['talk.callWaits', 'talk.nobody', 'contact.value'])
    assert.equal(person.open, 'contact.value', 'a call is what she asked for')
    await person.writes('040 765 4321')
    await person.picks('evening', 'neutralWords')
    await person.writes('Dari')
    assert.deepEqual(person.keys, ['say.police', 'control.callBack'])
    assert.deepEqual(await rowsOf(person), {}, 'read only after her yes')
    await person.picks('yes')
    const rows = await rowsOf(person)
    assert.equal(rows['contact.value'], '040 765 4321')
    assert.equal(rows['contact.callLanguage'], 'Dari')
  })

  it('asked for while the service is closed, it is told once when somebody can call', async () => {
    const closed = freshServices({ OFFICE_HOURS: 'mon-fri 08:00-16:15' }, undefined, () =>
      Date.parse('2026-01-16T18:00:00Z'),
    )
    await closed.workers.seen('anna', 'Anna')
    const person = new Person(closed)
    await person.command('call')
    for (const answer of ['no', 'no']) await person.picks(answer)
    assert.deepEqual(person.keys, ['talk.callWaits', 'talk.keptUntil', 'talk.callOpens', 'contact.value'])
    assert.ok(person.words.at(-2)!.includes('19. tammikuuta'), 'with the number, in one sentence')
  })

  for (const [key, said] of [
    ['safety.seen', 'control.paused'],
    ['safety.danger', 'say.danger'],
  ] as const)
    it(`where ${key} says that it is not safe, that comes first, and the call after it`, async () => {
      const person = new Person(services)
      await person.command('call')
      if (key === 'safety.danger') await person.picks('no')
      await person.picks('yes')
      assert.ok(person.keys.includes(said))
      assert.equal(person.open, 'control.paused')
      await person.picks('goOn')
      if (key === 'safety.seen') await person.picks('no')
      assert.equal(person.open, 'contact.value')
      const found = await services.cases.get(caseOf(person))
      assert.equal(found?.urgent, key === 'safety.danger' ? 1 : 0)
    })
})
