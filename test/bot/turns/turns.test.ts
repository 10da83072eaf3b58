import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Services } from '../../../bot/services.ts'
import type { Inbound } from '../../../bot/turns/inbound.ts'
import { newCaseId } from '../../../intake/case/case-number.ts'
import type { State } from '../../../intake/conversation/conversation.ts'
import type { Store } from '../../../intake/store/ports.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { type Call, codeFor, freshServices, Person, walkTo, watched } from '../../support/talk.ts'

const MASTER_KEY = randomBytes(32).toString('base64')
/** An engine of its own on a store that others use as well, with the same keys. */
const engine = (store: Store, see?: (call: Call) => unknown) =>
  freshServices({ MASTER_KEY }, see ? watched(store, see) : store)

/** The same person, met by another process. */
function elsewhere(person: Person, parts: Services): Person {
  const same = new Person(parts, person.channel)
  same.id = person.id
  same.last = person.last
  return same
}

const stored = async (person: Person): Promise<State> =>
  (await person.services.conversations.load(person.id))!.state
const inQueue = (parts: Services) => parts.cases.list({}, 100)
const times = (state: State, key: string) => state.log.filter(({ say }) => say === key).length

describe('A message delivered more than once', () => {
  const services = freshServices()

  for (const [how, deliver] of Object.entries({
    'one after another': async (send: () => Promise<unknown>) => [await send(), await send(), await send()],
    'at once': (send: () => Promise<unknown>) => Promise.all([send(), send(), send()]),
  }))
    it(`changes things once, and brings the same replies, ${how}`, async () => {
      const person = await walkTo(new Person(services), 'en', 'identity.name')
      const inbound = { id: randomUUID(), text: 'Noor' }
      const outcomes = (await deliver(() =>
        services.turns.take(person.id, 'web', { ...inbound }),
      )) as Person['last'][]
      assert.deepEqual(
        outcomes.map(({ duplicate }) => duplicate),
        [false, true, true],
      )
      for (const { lines, state } of outcomes) {
        assert.deepEqual(lines, outcomes[0]!.lines)
        assert.equal(state.seq, outcomes[0]!.state.seq)
        assert.equal(state.answers['identity.name']?.value, 'Noor')
      }
    })

  it('is known by the last five, whatever came between', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.name')
    const inbound = { id: randomUUID(), text: 'Noor' }
    await services.turns.take(person.id, 'web', inbound)
    for (let i = 0; i < 4; i += 1) await person.says('help')
    const { seq } = person.last.state
    const again = await services.turns.take(person.id, 'web', inbound)
    assert.ok(again.duplicate)
    assert.equal(again.state.seq, seq)
    assert.deepEqual(
      again.lines.map(({ question }) => question),
      ['identity.name', 'control.review'],
    )
  })

  it('sends once, and says so again when it is delivered again', async () => {
    const person = await walkTo(new Person(services), 'en')
    const inbound = { id: randomUUID(), question: 'control.review', value: ['send'] }
    const outcomes = await Promise.all([1, 2, 3].map(() => services.turns.take(person.id, 'web', inbound)))
    const [first, ...others] = outcomes
    assert.ok(first!.lines.some(({ say }) => say === 'say.sent'))
    for (const { lines } of others) assert.deepEqual(lines, first!.lines)
    assert.equal(first!.state.case?.revision, 1)
    assert.equal(times(await stored(person), 'say.sent'), 1)
  })

  it('a return code delivered twice comes back once, and is written nowhere', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.age')
    const code = await codeFor(person, 'bluebell')
    const back = new Person(services)
    await back.arrives()
    for (const [said, end] of [
      [{ text: code }, back.id],
      [{ question: 'control.language', value: ['en'] }, back.id],
      [{ text: 'bluebell' }, person.id],
    ] as const) {
      const inbound: Inbound = { id: randomUUID(), ...said } as Inbound
      const first = await services.turns.take(back.id, 'web', inbound)
      const second = await services.turns.take(back.id, 'web', inbound)
      assert.deepEqual([first.id, second.id], [end, end])
      assert.equal(second.state.seq, first.state.seq)
      assert.deepEqual(second.lines, first.lines)
      assert.ok(!JSON.stringify(second.state).includes(code))
      assert.doesNotMatch(JSON.stringify(second.state), /bluebell/)
    }
  })
})

describe('Five messages at once', () => {
  const services = freshServices()
  const five = ['Aino', 'Bela', 'Cara', 'Dina', 'Elsa']

  it('each with its question: each is filed under its own', async () => {
    const person = await walkTo(new Person(services), 'en')
    const answers: [string, string[]][] = [
      ['where.inFinland', ['no']],
      ['identity.age', ['15to17']],
      ['what.forms', ['begging']],
      ['where.places', ['abroad']],
      ['needs.help', ['money', 'work']],
    ]
    await Promise.all(
      answers.map(([question, value]) =>
        services.turns.take(person.id, 'web', { id: randomUUID(), question, value }),
      ),
    )
    const { answers: kept, open } = await stored(person)
    for (const [question, value] of answers) assert.deepEqual([kept[question]?.value].flat(), value)
    assert.equal(open?.key, 'control.review')
  })

  it('to questions not asked yet: none is filed there before its time, and none elsewhere', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.inFinland')
    const answers: [string, string[]][] = [
      ['where.inFinland', ['yes']],
      ['referrer.name', ['x']],
      ['control.sent', ['deleteAll']],
      ['control.review', ['send']],
      ['identity.age', ['adult']],
    ]
    await Promise.all(
      answers.map(([question, value]) =>
        services.turns.take(person.id, 'web', { id: randomUUID(), question, value }),
      ),
    )
    const { answers: kept, open, case: made } = await stored(person)
    assert.equal(kept['where.inFinland']?.value, 'yes')
    assert.equal(kept['identity.age']?.value, 'adult')
    assert.equal(kept['referrer.name'], undefined)
    assert.equal(made, undefined)
    assert.equal(open?.key, 'what.forms')
  })

  it('typed to what she had seen: all are kept under the question that stood there', async () => {
    const person = await walkTo(new Person(services), 'en', 'identity.name')
    const seen = person.last.state.seq
    await Promise.all(
      five.map((text) => services.turns.take(person.id, 'sms', { id: randomUUID(), text, seen })),
    )
    const { answers, log, open } = await stored(person)
    assert.equal(answers['identity.name']?.value, five.join('\n'))
    assert.equal(open?.key, 'control.review')
    assert.deepEqual(log.flatMap(({ text }) => text ?? []).slice(-5), five)
  })

  it("typed by two processes' clients: If-Match settles it, none is lost", async () => {
    const store = sqliteStore(':memory:')
    const [here, there] = [engine(store), engine(store)]
    const person = await walkTo(new Person(here), 'en', 'identity.name')
    const seen = person.last.state.seq
    await Promise.all(
      five.flatMap((text) =>
        [here, there].map((parts, i) =>
          parts.turns.take(person.id, 'sms', {
            id: randomUUID(),
            text: `${text} ${['Aho', 'Berg'][i]}`,
            seen,
          }),
        ),
      ),
    )
    const { answers, log } = await stored(person)
    const all = five.flatMap((text) => [`${text} Aho`, `${text} Berg`]).sort()
    assert.deepEqual(String(answers['identity.name']?.value).split('\n').sort(), all)
    assert.deepEqual(
      log
        .flatMap(({ text }) => text ?? [])
        .slice(-10)
        .sort(),
      all,
    )
    const seqs = log.map(({ seq }) => seq)
    assert.deepEqual(
      seqs,
      [...new Set(seqs)].sort((a, b) => a - b),
    )
  })

  it('the same message to two processes at once is answered once', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'silta-'))
    const stores = [sqliteStore(dir), sqliteStore(dir)]
    const [here, there] = stores.map((store) => engine(store))
    const person = await walkTo(new Person(here!), 'en', 'identity.name')
    const inbound = { id: randomUUID(), text: 'Noor' }
    const outcomes = await Promise.all(
      [here!, there!, here!, there!].map((parts) => parts.turns.take(person.id, 'web', inbound)),
    )
    assert.equal(outcomes.filter(({ duplicate }) => !duplicate).length, 1)
    for (const { lines } of outcomes) assert.deepEqual(lines, outcomes[0]!.lines)
    for (const store of stores) await store.close()
    rmSync(dir, { recursive: true })
  })
})

describe('A late answer', () => {
  const services = freshServices()

  it('to an older question is filed under its own, and she is told', async () => {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.send({ question: 'identity.age', value: ['15to17'] })
    assert.deepEqual(person.keys, ['say.young', 'say.late', 'what.forms'])
    assert.equal(person.answer('identity.age'), '15to17')
    assert.equal(person.answer('what.forms'), undefined)
  })

  for (const [when, come] of Object.entries({
    'while she waits': async () => {},
    'after a worker came': (person: Person) =>
      services.desk.claim(person.last.state.case!.id, { id: 'w', name: 'W' }),
  }))
    it(`${when}, from a box of an older page: is an answer, and no message to the worker`, async () => {
      const person = await walkTo(new Person(services), 'en', 'contact.value')
      await person.command('human')
      await come(person)
      await person.send({ question: 'contact.value', text: '040 123 4567' })
      assert.equal(person.answer('contact.value'), '040 123 4567')
      await person.says('Is anybody there?')
      const found = (await services.cases.get(person.last.state.case!.id))!
      const texts = (await services.messages.of(found.id, found.key)).map(({ text }) => text)
      assert.deepEqual(texts, ['Is anybody there?'])
    })

  it('that is none, or to a question of another path, is shown back and changes nothing', async () => {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    const before = person.answers
    for (const inbound of [
      { question: 'identity.age', value: ['begging'] },
      { question: 'identity.age', text: 'seven hundred' },
      { question: 'referrer.basis', value: ['phone'] },
      { question: 'no.such', value: ['yes'] },
      { question: '__proto__', value: ['yes'] },
      { question: 'control.deleteAll', value: ['yes'] },
      { question: 'control.review', value: ['send'] },
    ]) {
      await person.send(inbound)
      assert.deepEqual(person.keys, ['say.lateUnclear', 'what.forms'], JSON.stringify(inbound))
      assert.deepEqual(person.answers, before)
    }
  })
})

describe('A deploy in the middle', () => {
  const services = freshServices()

  /** What a process with another form or other dialogs would have left. */
  async function deploy(person: Person, change: Partial<State> = {}): Promise<void> {
    const { conversations } = person.services
    const { state, ...loaded } = (await conversations.load(person.id))!
    const older = {
      ...state,
      version: 'older',
      stack: { dialogStack: [{ id: 'no such dialog' }] },
      ...change,
    }
    assert.ok(await conversations.commit(person.id, older, loaded.due, loaded.key, loaded.etag))
  }

  it('drops the position, keeps the answers, and files the answer in flight', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    const before = person.answers
    await deploy(person)
    await person.says('in Finland')
    assert.deepEqual(person.keys, ['needs.help'])
    assert.deepEqual(person.answers, { ...before, 'where.places': ['finland'] })
  })

  it('asks the same question again', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    await deploy(person)
    await person.says('repeat')
    assert.deepEqual(person.keys, ['where.places'])
  })

  it('with a new question before the open one: the answer in flight is not filed under it', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    const { 'identity.age': _, ...answers } = person.last.state.answers
    await deploy(person, { answers })
    await person.says('in Finland')
    assert.equal(person.answer('identity.age'), undefined)
    assert.deepEqual(person.answer('where.places'), ['finland'])
    assert.equal(person.open, 'identity.age')
  })

  it('with the open question gone: what was said to it goes nowhere else', async () => {
    const person = await walkTo(new Person(services), 'en', 'where.places')
    const { open } = person.last.state
    await deploy(person, { open: { ...open!, key: 'old.question' } })
    await person.says('in Finland')
    assert.deepEqual(person.keys, ['say.lateUnclear', 'where.places'])
    assert.equal(person.answer('where.places'), undefined)
  })

  for (const control of ['control.review', 'control.sent', 'control.paused', 'control.share'])
    it(`keeps ${control} open`, async () => {
      const person = await walkTo(new Person(services), 'en')
      if (control === 'control.sent') await person.picks('send')
      if (control === 'control.paused') await person.says('stop')
      if (control === 'control.share') await person.says('human')
      assert.equal(person.open, control)
      await deploy(person)
      await person.says('repeat')
      assert.deepEqual(person.keys, [control])
    })
})

/** Where a process can die while it sends: the call before which it does, and whether the case is there then. */
const deaths: [name: string, dies: (call: Call, nth: number) => boolean][] = [
  ['between commit and the case', ({ on, what }) => on === 'cases' && what === 'create'],
  [
    'between the case and its second write',
    ({ on, what }, nth) => on === 'conversations' && what === 'replace' && nth === 2,
  ],
]

describe('Sending, when the process dies', () => {
  for (const [name, dies] of deaths) {
    /** Sends, and dies at that call; nothing that process does reaches the store any more. */
    async function dieSending() {
      const store = sqliteStore(':memory:')
      const counts: Record<string, number> = {}
      let dying = false
      let dead = false
      const mortal = engine(store, (call) => {
        const key = `${call.on} ${call.what}`
        if (dying) counts[key] = (counts[key] ?? 0) + 1
        if (dying && dies(call, counts[key]!)) dead = true
        if (dead) throw new Error('dead')
      })
      const person = await walkTo(new Person(mortal), 'en')
      const inbound = { id: randomUUID(), question: 'control.review', value: ['send'] }
      dying = true
      await assert.rejects(mortal.turns.take(person.id, 'web', inbound), /dead/)
      return { person: elsewhere(person, engine(store)), inbound }
    }

    const check = async (person: Person, heard: Person['last']['lines'] | null) => {
      const queue = await inQueue(person.services)
      assert.equal(queue.length, 1)
      const found = await person.services.cases.get(queue[0]!.id)
      assert.equal(found?.content?.record?.answers['identity.name']?.value, 'Noor')
      const state = await stored(person)
      assert.deepEqual([state.effects, state.case?.id, state.case?.revision], [[], queue[0]!.id, 1])
      assert.equal(times(state, 'say.nextMore'), 1)
      if (heard) assert.equal(heard.filter(({ say }) => say === 'say.sent').length, 1)
    }

    it(`${name}: the same message again finishes it`, async () => {
      const { person, inbound } = await dieSending()
      await person.send(inbound)
      await check(person, person.last.lines)
      await person.send(inbound)
      await check(person, person.last.lines)
    })

    it(`${name}: the next turn finishes it, and says it first`, async () => {
      const { person } = await dieSending()
      await person.says('help')
      await check(person, person.last.lines)
      assert.deepEqual(person.keys, [
        'say.sent',
        'say.sent.number',
        'say.nextMore',
        'control.sent',
        'say.help',
        'control.sent',
      ])
      await person.says('help')
      await check(person, null)
      assert.deepEqual(person.keys, ['say.help', 'control.sent'])
    })

    it(`${name}: the sweep finishes it, once`, async () => {
      const { person } = await dieSending()
      const [before] = await inQueue(person.services)
      await person.services.sweep.once()
      // A case that is there already is left as it is.
      if (before) assert.equal((await inQueue(person.services))[0]?.etag, before.etag)
      const { log } = await stored(person)
      await check(person, log)
      await person.services.sweep.once()
      await check(person, (await stored(person)).log)
      await person.says('help')
      await check(person, null)
    })

    it(`${name}: deleting everything wins`, async () => {
      const { person } = await dieSending()
      await person.command('delete')
      await person.picks('yes')
      const [only, ...more] = await inQueue(person.services)
      assert.deepEqual([only?.application, only?.sealed, more], ['closed', '', []])
      assert.deepEqual((await stored(person)).answers, {})
      await person.services.sweep.once()
      assert.equal((await person.services.cases.get(only!.id))?.content, null)
    })
  }

  it('before the commit: nothing was sent, and the same message sends it', async () => {
    const store = sqliteStore(':memory:')
    let dead = false
    const mortal = engine(store, ({ on, what }) => {
      if (dead && on === 'conversations' && what === 'replace') throw new Error('dead')
    })
    const person = await walkTo(new Person(mortal), 'en')
    const inbound = { id: randomUUID(), question: 'control.review', value: ['send'] }
    dead = true
    await assert.rejects(mortal.turns.take(person.id, 'web', inbound), /dead/)
    const other = elsewhere(person, engine(store))
    assert.deepEqual(await inQueue(other.services), [])
    await other.send(inbound)
    assert.ok(other.keys.includes('say.sent'))
    assert.equal((await inQueue(other.services)).length, 1)
  })

  it('two processes finishing at once make one case and say it once', async () => {
    const store = sqliteStore(':memory:')
    let dead = false
    const mortal = engine(store, ({ on, what }) => {
      if (on === 'cases' && what === 'create') dead = true
      if (dead) throw new Error('dead')
    })
    const person = await walkTo(new Person(mortal), 'en')
    await assert.rejects(person.picks('send'), /dead/)
    const others = [engine(store), engine(store), engine(store)]
    await Promise.all(others.map((parts) => parts.turns.finish(person.id)))
    assert.equal((await inQueue(others[0]!)).length, 1)
    assert.equal(times(await stored(elsewhere(person, others[0]!)), 'say.sent'), 1)
  })
})

describe('A failure inside a dialog', () => {
  /** For one turn the vocabulary of a language cannot be read. */
  async function failing<T>(parts: Services, turn: () => Promise<T>): Promise<T> {
    const { ear } = parts.speech
    parts.speech.ear = () => {
      throw new Error('Canary')
    }
    try {
      return await turn()
    } finally {
      parts.speech.ear = ear
    }
  }

  it('opens to a human: answers stand, a talk is asked for, nothing she said is visible', async () => {
    const services = freshServices()
    const person = await walkTo(new Person(services), 'en', 'needs.help')
    const before = person.answers
    await failing(services, () => person.says('Canary, a safe place to live'))
    assert.deepEqual(person.keys, ['talk.failure', 'talk.nobody', 'control.share'])
    assert.deepEqual(person.answers, before)
    const [only] = await inQueue(services)
    assert.deepEqual([only?.talk, only?.application, only?.kind], ['waiting', 'draft', 'unknown'])
    const { case: found, messages } = await services.desk.view(only!.id, { id: 'w', name: 'W' })
    assert.deepEqual([Object.keys(found.content!), messages], [['conversation', 'acts'], []])

    await person.says('Is anybody there? I wrote something before.')
    await person.says('go on with the questions')
    assert.deepEqual(person.keys, ['talk.meanwhile', 'needs.help'])
    assert.deepEqual(person.answers, before)
  })

  it('asks once for a human, however often it fails', async () => {
    const services = freshServices()
    const person = await walkTo(new Person(services), 'en', 'needs.help')
    await failing(services, () => person.says('help'))
    await failing(services, () => person.says('help'))
    assert.equal((await inQueue(services)).length, 1)
  })
})

it('A case number has 20 digits and differs every time', () => {
  const some = Array.from({ length: 1000 }, newCaseId)
  for (const one of some) assert.match(one, /^\d{20}$/)
  assert.equal(new Set(some).size, some.length)
})
