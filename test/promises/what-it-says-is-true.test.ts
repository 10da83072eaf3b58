import assert from 'node:assert/strict'
import { closes, minutesPass } from '../support/ended.ts'
import { codeFor, enters, freshServices, Person, walkTo } from '../support/talk.ts'

/** What she is told about who knows what, and what is gone, holds at the desk too. */
describe('What she is told is so', () => {
  const worker = { id: 'w1', name: 'Anna' }
  const services = freshServices()
  const { desk } = services
  const caseOf = (person: Person) => person.last.state.case!.id
  const seen = (id: string) => desk.view(id, worker)
  const texts = async (id: string) => (await seen(id)).messages.map(({ text }) => text)

  const sent = async () => {
    const person = await walkTo(new Person(services), 'en')
    return person.picks('send')
  }
  const claimed = async () => {
    const person = await sent()
    await desk.claim(caseOf(person), worker)
    return person
  }

  it('a cry for help in words to a worker reaches the worker, and is not answered with "I told nobody"', async () => {
    const person = await claimed()
    await person.says('He found me, I am in danger, the address is Example Street 1')
    assert.deepEqual(person.keys, ['say.dangerTalk'])
    assert.deepEqual(await texts(caseOf(person)), [
      'He found me, I am in danger, the address is Example Street 1',
    ])
    assert.equal((await seen(caseOf(person))).case.urgent, 1)
  })

  it('a number written while asking for a person once more is not lost', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.command('human')
    await person.says('I need to talk to a person, my number is 040 0000000')
    assert.deepEqual(await texts(caseOf(person)), ['I need to talk to a person, my number is 040 0000000'])
  })

  it('"delete everything" deletes a case that the desk has closed', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await closes(services, id, worker, 'answered')
    await person.command('know')
    assert.ok(person.keys.includes('say.know.sent'))
    await person.command('delete')
    await person.picks('yes')
    assert.ok(person.keys.includes('say.deletedSent'))
    assert.equal((await seen(id)).case.content, null)
  })

  it('an ending that can still be undone is none to her: what she does then is not lost', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await desk.close(id, worker, { outcome: 'answered' })
    await desk.endDue(10)
    await person.says('One more thing')
    assert.ok(!person.last.state.log.some(({ say }) => say === 'talk.closed'))
    assert.deepEqual(await texts(id), ['One more thing'])
    await minutesPass(services)
    assert.equal((await seen(id)).case.talk, 'claimed')
  })

  it('what she wrote before she heard of the end goes to the queue, and she is told so', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await desk.close(id, worker, { outcome: 'answered' })
    const { ending } = (await seen(id)).case.content!
    await services.cases.update(id, (now) => ({
      ...now,
      content: { ...now.content!, ending: { ...ending!, at: 1 } },
    }))
    // As a process that dies before it could tell her, just as she writes.
    const message = { type: 'wrote', said: Date.now() } as const
    await services.cases.apply(id, { type: 'ended' })
    await services.cases.apply(id, message)
    await desk.notifyOwed(10)
    assert.equal((await seen(id)).case.talk, 'waiting')
    const { state } = (await services.conversations.load(person.id))!
    assert.equal(state.log.filter(({ say }) => say === 'talk.requeued').length, 1)
    assert.ok(!state.log.some(({ say }) => say === 'talk.closed'))
  })

  it('opened again, what she agreed to stays as she left it, and what she took back stays gone', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await closes(services, id, worker, 'answered')
    await person.command('repeat')
    if (person.open !== 'control.review') await person.picks('review')
    await person.picks('remove:identity.name')
    const { permissions } = person.last.state
    await desk.reopen(id, worker, { note: { id: 'again', text: 'She called' }, others: false })
    await person.says('I am here')
    assert.ok(person.last.state.log.some(({ say }) => say === 'talk.reopened'))
    const { case: found } = await seen(id)
    assert.equal(found.content?.record?.answers['identity.name'], undefined)
    assert.deepEqual(person.last.state.permissions, permissions)
    assert.deepEqual(person.last.state.case, { id, revision: 1, dirty: true })
    assert.equal(person.last.state.past, undefined)
    assert.deepEqual(await texts(id), ['I am here'])
  })

  it('a worker who opened what had ended writes to nobody who has another case by now', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await closes(services, id, worker, 'answered')
    await person.command('human')
    // As one who opened it at that very moment.
    await services.cases.apply(id, { type: 'reopened', by: worker })
    const message = { id: 'm1', text: 'Hello', language: 'en' }
    await assert.rejects(desk.message(id, worker, message), { code: 'GONE' })
    assert.deepEqual([await texts(id), await texts(caseOf(person))], [[], []])
  })

  it('a "yes" to a worker is no yes to deleting', async () => {
    const person = await claimed()
    await person.command('delete')
    assert.equal(person.open, 'control.deleteAll')
    await desk.message(caseOf(person), worker, { id: 'm1', text: 'Are you safe now?', language: 'en' })
    await person.says('Yes')
    assert.equal(person.last.state.gone, undefined)
    assert.deepEqual((await texts(caseOf(person))).at(-1), 'Yes')
  })

  it('an answer deleted after sending is gone from the desk at once', async () => {
    const person = await sent()
    await person.picks('review')
    await person.picks('remove:identity.name')
    assert.ok(person.keys.includes('say.removed'))
    const { content } = (await seen(caseOf(person))).case
    assert.equal(content?.record?.answers['identity.name'], undefined)
    assert.ok(content?.record?.answers['needs.help'])
  })

  it('consent withdrawn takes back what was shared before', async () => {
    const person = await walkTo(new Person(services), 'en', 'role.who')
    await person.picks('referrer')
    await person.picks('ngo')
    await person.picks('yes')
    await person.picks('phone')
    await person.writes('Canary Referrer')
    await person.command('human')
    await person.picks('yes')
    assert.ok((await seen(caseOf(person))).case.content?.shared?.['referrer.name'])
    await person.picks('goOn')
    await person.send({ question: 'referrer.consent', value: ['no'] })
    assert.equal((await seen(caseOf(person))).case.content?.shared?.['referrer.name'], undefined)
  })

  it('leaving without a code withdraws a request for a person too', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.command('human')
    const id = caseOf(person)
    await person.command('exit')
    const found = await seen(id)
    assert.equal(found.case.application, 'closed')
    assert.equal(found.case.content, null)
  })

  it('a return code is never a message to a worker', async () => {
    const other = await walkTo(new Person(services), 'en', 'where.inFinland')
    await other.command('code')
    const code = String(other.last.lines.find(({ say }) => say === 'say.codeIssued')?.with?.code)
    const person = new Person(services)
    await person.send({ question: 'control.language', value: ['en'] })
    await person.command('human')
    const id = caseOf(person)
    await person.says(code)
    assert.equal(person.keys[0], 'say.noWord')
    assert.deepEqual(await texts(id), [])
  })

  it('who asked for a person before writing her code still waits for one, with what she wrote', async () => {
    const first = await walkTo(new Person(services), 'en', 'where.inFinland')
    const code = await codeFor(first, 'bluebell')
    const person = new Person(services)
    await person.send({ question: 'control.language', value: ['en'] })
    await person.command('human')
    await person.says('He is coming back at six')
    const before = caseOf(person)
    await enters(person, code, 'bluebell')
    assert.deepEqual(person.keys.slice(0, 3), ['say.checked', 'talk.waiting', 'talk.nobody'])
    assert.equal(person.open, 'control.share')
    const found = await seen(caseOf(person))
    assert.equal(found.case.talk, 'waiting')
    assert.deepEqual(await texts(caseOf(person)), ['He is coming back at six'])
    // Nobody is to sit before a case whose person went elsewhere.
    assert.deepEqual([(await seen(before)).case.talk, (await seen(before)).case.content], ['bot', null])
    await desk.claim(caseOf(person), worker)
    await desk.message(caseOf(person), worker, { id: 'm1', text: 'I am here', language: 'en' })
    await person.says('Thank you')
    assert.deepEqual(await texts(caseOf(person)), ['He is coming back at six', 'I am here', 'Thank you'])
  })

  it('an answer deleted after the desk closed the case is gone from there too', async () => {
    const person = await claimed()
    const id = caseOf(person)
    await closes(services, id, worker, 'answered')
    await person.command('repeat')
    await person.send({ question: 'control.review', value: ['remove:identity.name'] })
    if (!person.keys.includes('say.removed')) {
      await person.picks('review')
      await person.picks('remove:identity.name')
    }
    assert.ok(person.keys.includes('say.removed'))
    const { content } = (await seen(id)).case
    assert.equal(content?.record?.answers['identity.name'], undefined)
    assert.ok(content?.record?.answers['needs.help'])
  })

  it('an answer deleted after her word is gone from what she sent before the word, too', async () => {
    const code = await codeFor(await walkTo(new Person(services), 'en'), 'bluebell')
    const person = await new Person(services).send({ language: 'en', text: code })
    await person.command('human')
    await person.picks('goOn')
    await walkTo(person, 'en')
    await person.picks('send')
    for (const name of ['Amal', 'Asma', 'Amina']) {
      await person.picks('review')
      await person.picks('change:identity.name')
      await person.writes(name)
      await person.picks('send')
    }
    const id = caseOf(person)
    assert.equal((await seen(id)).case.content?.record?.answers['identity.name']?.value, 'Amina')
    await enters(person, code, 'bluebell')
    // Whether a worker may read it, what to do meanwhile, and whether anybody sees her here.
    for (const given of ['no', 'goOn', 'no', 'remove:identity.name']) await person.picks(given)
    assert.ok(person.keys.includes('say.removed'))
    assert.equal((await seen(id)).case.content?.record?.answers['identity.name'], undefined)
  })

  it('whoever has sent it all is not asked whether a worker may read it, nor told that it stays hidden', async () => {
    const person = await sent()
    await person.command('human')
    assert.equal(person.open, 'control.waiting')
    await person.picks('callBack')
    assert.equal(person.open, 'contact.callLanguage')
    await person.command('skip')
    await person.picks('no')
    assert.ok(person.keys.includes('talk.notHandedIn'))
    assert.ok((await seen(caseOf(person))).case.content?.record?.answers['contact.value'])
  })

  it('a late answer brings what it must: the numbers for danger, a stop for "not now"', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    await person.send({ question: 'safety.danger', value: ['yes'] })
    assert.ok(person.keys.includes('say.danger'))
    await person.send({ question: 'consent.start', value: ['no'] })
    assert.equal(person.open, 'control.notNow')
    assert.equal(person.answer('consent.start'), undefined)
  })

  it('a question nobody declared fails nothing', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    for (const question of ['constructor', '__proto__', 'hasOwnProperty', 'control.nothing'])
      await person.send({ question, value: ['toString'] })
    assert.deepEqual(person.keys, ['say.lateUnclear', 'where.inFinland'])
    assert.equal(person.last.state.case, undefined)
  })

  it('what is too long is given back, not kept', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.name')
    await person.writes('x'.repeat(5000))
    assert.equal(person.keys[0], 'say.tooLong')
    assert.ok(!JSON.stringify(person.last.state).includes('xxx'))
  })
})
