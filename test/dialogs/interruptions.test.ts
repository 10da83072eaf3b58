import assert from 'node:assert/strict'
import type { Command } from '../../dialogs/understanding/kinds.ts'
import { languages, vocabulary } from '../../locales/index.ts'
import { freshServices, Person, typed, walkTo } from '../support/talk.ts'

const services = freshServices()
const worker = { id: 'worker', name: 'Worker' }
const at = (language: string, until?: string) => walkTo(new Person(services), language, until)
const word = (language: string, command: Command): string => vocabulary(language).commands[command][0]
const others = (language: string) => languages.find((tag) => tag !== language)!
const copyOf = (person: Person) => structuredClone(person.last.state.answers)

/** At the question that asks for her own words. */
async function inHerStory(language: string): Promise<Person> {
  const person = await at(language)
  await person.picks('more')
  await person.picks('more.what')
  while (person.open !== 'what.ownWords') await person.command('skip')
  return person
}

const moments: Record<string, (language: string) => Promise<Person>> = {
  'in a choice': (language) => at(language, 'where.inFinland'),
  'in a choice of many': (language) => at(language, 'needs.help'),
  'in a free text that sending needs': (language) => at(language, 'contact.value'),
  'in her own story': inHerStory,
  'in the review': (language) => at(language),
  'after sending': async (language) => (await at(language)).picks('send'),
}

/** Says something, then asks the open question again. */
const tells: [Command, ...string[]][] = [['help', 'say.help'], ['repeat'], ['start']]

/** Opens something of its own; the answer that leaves it leads back to the open question. */
const opens: [Command, opened: string[], answer: string, ...said: string[]][] = [
  ['stop', ['say.stopped', 'control.paused'], 'goOn'],
  ['delete', ['control.deleteAll'], 'no', 'say.notDeleted'],
  ['copy', ['control.copy'], 'no'],
  ['copy', ['control.copy'], 'yes', 'copy.rows'],
]

describe('A word heard at any moment', () => {
  for (const language of languages)
    for (const [moment, make] of Object.entries(moments))
      it(`asks the open question again and loses nothing: ${moment}, in ${language}`, async () => {
        const person = await make(language)
        const open = person.open!
        const before = copyOf(person)
        const sent = person.last.state.case ? ['say.know.sent', 'say.know.notes'] : ['say.know.notSent']
        const says = async (text: string, ...keys: string[]) => {
          await person.says(text)
          assert.deepEqual(person.keys, keys, text)
          assert.deepEqual(copyOf(person), before)
        }

        for (const [command, ...keys] of tells) await says(word(language, command), ...keys, open)
        await says(word(language, 'know'), 'say.know', ...sent, open)
        // What is sent is marked, and she is told.
        const danger = person.last.state.case ? ['say.dangerTalk', 'say.dangerMarked'] : ['say.danger']
        await says(word(language, 'danger'), ...danger, 'control.paused')
        // Beside her "no", before she sends.
        const differs = open === 'control.review' ? ['say.dangerDiffers'] : []
        await says(typed(person, 'goOn', 'titles'), ...differs, open)
        for (const [command, opened, answer, ...keys] of opens) {
          await says(word(language, command), ...opened)
          await says(typed(person, answer, 'titles'), ...keys, open)
        }
        await says(word(language, 'language'), 'control.language')
        await says(typed(person, others(language), 'titles'), open)
        assert.equal(person.last.state.language, others(language))
        await says(word(others(language), 'language'), 'control.language')
        await says(typed(person, language, 'titles'), open)
        await says(word(language, 'code'), 'say.codeIssued', 'control.word')
        await says(word(language, 'code'), 'say.codeIssued', 'control.word')
        await says(word(language, 'skip'), 'say.codeNoWord', open)
        // What was sent is read already: whether it may be read is asked only of what was not.
        const unsent = !person.last.state.case
        const asks = unsent ? 'control.share' : 'control.waiting'
        await says(word(language, 'human'), 'talk.waiting', 'talk.nobody', asks)
        if (unsent) await says(typed(person, 'no', 'titles'), 'talk.notShared', 'control.waiting')
        await says(typed(person, 'goOn', 'titles'), 'talk.meanwhile', open)
      })

  for (const language of languages)
    it(`is heard before a language is chosen, and answered in its own: ${language}`, async () => {
      const says = async (command: Command, ...keys: string[]) => {
        const person = await new Person(services).arrives()
        await person.says(word(language, command))
        assert.deepEqual(person.keys, keys, command)
        // Words that two languages share show the first of them; the choice is asked in any case.
        assert.ok(person.last.state.guess || command === 'exit')
        if (command === 'know') assert.equal(person.last.state.guess, language)
        return person
      }
      for (const [command, ...keys] of tells) await says(command, ...keys, 'control.language')
      await says('danger', 'say.danger', 'control.paused')
      await says('know', 'say.know', 'say.know.notSent', 'control.language')
      await says('stop', 'say.stopped', 'control.paused')
      await says('back', 'say.tooFew', 'control.language')
      await says('code', 'control.code')
      await says('human', 'talk.waiting', 'talk.nobody', 'control.waiting')
      const gone = await says('exit', 'say.left')
      assert.equal(gone.last.state.gone, 'left')
    })
})

describe('While she waits for a person', () => {
  for (const language of languages)
    it(`the same words lead back to waiting, in ${language}`, async () => {
      const person = await at(language, 'identity.age')
      await person.says(word(language, 'human'))
      const before = copyOf(person)
      const says = async (text: string, ...keys: string[]) => {
        await person.says(text)
        assert.deepEqual(person.keys, keys, text)
        assert.deepEqual(copyOf(person), before)
      }
      for (const [command, ...keys] of tells) await says(word(language, command), ...keys, 'control.share')
      // Once a person was asked for, nobody is told that nobody knows; and to that person she goes on writing.
      await says(word(language, 'danger'), 'say.dangerTalk', 'control.share')
      for (const [command, opened, answer, ...keys] of opens.slice(2)) {
        await says(word(language, command), ...opened)
        await says(typed(person, answer, 'titles'), ...keys, 'control.share')
      }
      await says(word(language, 'language'), 'control.language')
      await says(typed(person, language, 'titles'), 'control.share')
      await says(word(language, 'human'), 'talk.waiting', 'talk.nobody', 'control.share')
      await says(word(language, 'stop'), 'say.stopped', 'control.paused')
      await says(typed(person, 'goOn', 'titles'), 'talk.meanwhile', 'identity.age')
    })

  it('going back means going on with the questions where she was, and they hear her again', async () => {
    const person = await at('en', 'contact.value')
    await person.says('talk to a person')
    await person.says('back')
    assert.deepEqual(person.keys, ['talk.meanwhile', 'contact.value'])
    await person.says('back')
    assert.deepEqual(person.keys, ['contact.way'])
    await person.says('phone call')
    assert.equal(person.answer('contact.way'), 'phone')
  })

  it('no question takes the words meant for the worker, and no worker those meant for a question', async () => {
    const person = await at('en', 'contact.value')
    await person.says('talk to a person')
    await person.says('Are you there? I am afraid of Mr Canary.')
    assert.deepEqual(person.keys, ['talk.kept'])
    assert.equal(person.answer('contact.value'), undefined)
    await person.says('stop')
    await person.picks('goOn')
    await person.says('040 123 4567')
    assert.equal(person.answer('contact.value'), '040 123 4567')
    const found = (await services.cases.get(person.last.state.case!.id))!
    const texts = (await services.messages.of(found.id, found.key)).map(({ text }) => text)
    assert.deepEqual(texts, ['Are you there? I am afraid of Mr Canary.'])
  })
})

describe('While a worker talks with her', () => {
  const claimed = async (language: string) => {
    const person = await at(language, 'identity.age')
    await person.says(word(language, 'human'))
    await services.desk.claim(person.last.state.case!.id, worker)
    return person
  }

  for (const language of languages)
    it(`the bot is silent but for what keeps her safe, in ${language}`, async () => {
      const person = await claimed(language)
      const says = async (text: string, ...keys: string[]) => {
        await person.says(text)
        assert.deepEqual(person.keys, keys, text)
      }
      await says(word(language, 'danger'), 'say.dangerTalk')
      await says(word(language, 'help'), 'say.help')
      const known = ['noApplication', 'waits'].map((one) => `say.know.${one}`)
      await says(word(language, 'know'), 'say.know', ...known, 'talk.notShared', 'say.know.notes')
      await says(word(language, 'stop'), 'say.stopped', 'control.paused')
      await says(typed(person, 'goOn', 'titles'))
      await says(word(language, 'delete'), 'control.deleteAll')
      await says(typed(person, 'no', 'titles'), 'say.notDeleted')
      await says(word(language, 'language'), 'control.language')
      await says(typed(person, others(language), 'titles'))
      assert.equal(person.last.state.language, others(language))
    })

  for (const language of languages)
    it(`all other words are the worker's, in ${language}`, async () => {
      const person = await claimed(language)
      const commands = ['unknown', 'skip', 'back', 'inPerson', 'unsafe', 'repeat', 'start', 'copy'] as const
      const said = [...commands.map((command) => word(language, command)), vocabulary(language).yes[0], '1']
      for (const text of said) {
        await person.says(text)
        assert.deepEqual(person.keys, [], text)
      }
      const found = (await services.cases.get(person.last.state.case!.id))!
      const texts = (await services.messages.of(found.id, found.key)).map(({ text }) => text)
      assert.deepEqual(texts, said)
      await services.desk.message(found.id, worker, { id: 'm', text: word(language, 'repeat'), language })
      await services.desk.release(found.id, worker, { to: 'bot' })
      await person.says(word(language, 'repeat'))
      assert.deepEqual(person.open, 'identity.age')
    })
})

describe('A way of not answering', () => {
  const ways = { skip: 'skipped', unknown: 'unknown', inPerson: 'inPerson', unsafe: 'unsafe' } as const

  for (const language of languages)
    for (const [command, status] of Object.entries(ways) as [Command, string][])
      it(`${status}: is kept, except where sending needs an answer, in ${language}`, async () => {
        const person = await at(language, 'where.inFinland')
        await person.says(word(language, command))
        assert.equal(person.last.state.answers['where.inFinland']?.status, status)
        // What is not safe pauses first, and is asked again.
        const goOn = async () => {
          if (person.open !== 'control.paused') return
          await person.picks('goOn')
          await person.says(word(language, 'skip'))
        }
        await goOn()
        await person.says(services.speech.t(language)(`pass.${status}`))
        assert.equal(person.answers['identity.age'], status)
        assert.equal(await goOn().then(() => person.open), 'what.forms')
        const other = await at(language, 'contact.way')
        for (const text of [word(language, command), services.speech.t(language)(`pass.${status}`)]) {
          await other.says(text)
          assert.deepEqual(other.keys, ['say.needed', 'contact.way'])
        }
      })

  it('in a free text is no text', async () => {
    const person = await at('ru', 'identity.name')
    await person.says('Пропустить')
    assert.equal(person.answers['identity.name'], 'skipped')
  })
})

describe('Back', () => {
  for (const language of languages)
    it(`asks the answer given last, twice the one before, and loses neither, in ${language}`, async () => {
      const person = await at(language, 'where.places')
      const before = copyOf(person)
      await person.says(word(language, 'back'))
      assert.deepEqual(person.keys, ['what.forms'])
      await person.says(word(language, 'back'))
      assert.deepEqual(person.keys, ['identity.age'])
      assert.deepEqual(copyOf(person), before)
      await person.says(typed(person, '15to17', 'titles'))
      assert.deepEqual(person.keys, ['say.young', 'where.places'])
      assert.equal(person.answer('identity.age'), '15to17')
      assert.deepEqual(person.answer('what.forms'), ['labour', 'debt'])
    })

  it('from the first question says that there is nothing', async () => {
    const person = await at('sv', 'safety.seen')
    await person.says('tillbaka')
    assert.deepEqual(person.keys, ['say.tooFew', 'safety.seen'])
  })

  it('through the whole path ends at the first question, every answer still there', async () => {
    const person = await at('en')
    const before = copyOf(person)
    for (const key of Object.keys(before).reverse()) {
      await person.says('back')
      assert.equal(person.open, key)
    }
    await person.says('back')
    assert.deepEqual(person.keys, ['say.tooFew', 'safety.seen'])
    assert.deepEqual(copyOf(person), before)
  })
})

describe('The review', () => {
  it('changes one answer, one that sending needs too, and comes back', async () => {
    const person = await at('en')
    const before = person.answers
    for (const [key, answer] of [
      ['where.places', ['abroad']],
      ['contact.value', '050 765 4321'],
    ] as const) {
      await person.says('3')
      assert.deepEqual(person.keys, ['control.change'])
      await person.says(typed(person, key, 'numbers'))
      assert.deepEqual(person.keys, [key])
      await person.says(typed(person, answer, 'numbers'))
      assert.deepEqual(person.keys, ['control.review'])
    }
    assert.deepEqual(person.answers, {
      ...before,
      'where.places': ['abroad'],
      'contact.value': '050 765 4321',
    })
    assert.ok(!person.words.some((text) => text.includes('040 123 4567')))
  })

  it('removes one answer and every line that quotes it', async () => {
    const person = await at('en')
    await person.picks('remove')
    await person.picks('identity.name')
    assert.deepEqual(person.keys, ['say.removed', 'control.review'])
    assert.equal(person.answers['identity.name'], 'skipped')
    assert.ok(!person.words.some((text) => text.includes('Noor')))
  })

  it('asks again at once what sending needs, when that is removed', async () => {
    const person = await at('en')
    await person.picks('remove:contact.value')
    assert.deepEqual(person.keys, ['say.removed', 'contact.value'])
    await person.says('050 765 4321')
    assert.deepEqual(person.keys, ['control.review'])
    assert.equal(person.answer('contact.value'), '050 765 4321')
  })

  it('drops what no longer belongs to a changed answer, and says so', async () => {
    const person = await at('en')
    await person.picks('change:contact.way')
    await person.says(
      'Nothing, I will come back with a code'.length ? typed(person, 'codeOnly', 'numbers') : '',
    )
    assert.deepEqual(person.keys, ['say.orphans', 'say.codeOnly', 'control.review'])
    assert.equal(person.answers['contact.value'], undefined)
    assert.ok(!person.words.some((text) => text.includes('040 123 4567')))
  })

  it('sends a change after sending to the same case', async () => {
    const person = await (await at('en')).picks('send')
    const { id } = person.last.state.case!
    await person.picks('review')
    await person.picks('change:needs.help')
    await person.picks('money')
    await person.picks('send')
    assert.deepEqual(person.keys, ['say.sentAgain', 'control.sent'])
    const found = await services.cases.get(id)
    assert.deepEqual(found?.content?.record?.answers['needs.help']?.value, ['money'])
    assert.equal(found?.content?.record?.revision, 2)
  })
})

describe('Another language in the middle', () => {
  for (const [i, from] of languages.entries()) {
    const to = languages[(i + 1) % languages.length]!
    it(`keeps the answers with the language they were given in: ${from} to ${to}`, async () => {
      const person = await at(from, 'where.places')
      await person.says(word(from, 'language'))
      await person.says(typed(person, to, 'titles'))
      assert.deepEqual(person.keys, ['where.places'])
      assert.equal(person.words.at(-1), services.speech.t(to)('where.places.ask'))
      await person.says(typed(person, ['finland'], 'numbers'))
      const { answers } = person.last.state
      assert.equal(answers['what.forms']?.language, from)
      assert.equal(answers['where.places']?.language, to)
      assert.deepEqual(answers['what.forms']?.value, ['labour', 'debt'])
    })
  }
})

describe('Another language at a choice about the conversation', () => {
  const controls: Record<string, (person: Person) => Promise<unknown>> = {
    'control.more': (person) => person.picks('more'),
    'control.remove': (person) => person.picks('remove'),
    'control.paused': (person) => person.command('stop'),
    'control.deleteAll': (person) => person.command('delete'),
  }
  for (const [control, open] of Object.entries(controls))
    it(`comes back to it: ${control}`, async () => {
      const person = await at('fi')
      await open(person)
      await person.command('language')
      await person.says('English')
      assert.deepEqual(person.keys, [control])
    })
})

describe('Command words inside a story', () => {
  const stories: [language: string, ...texts: string[]][] = [
    ['en', 'I could not leave', 'He said stop and I had to delete everything', 'I wanted to go back home'],
    ['fi', 'en voinut poistua', 'hän käski lopettaa ja poistaa kaiken', 'halusin takaisin kotiin'],
    ['sv', 'jag kunde inte lämna', 'han sa stopp och raderade allt', 'jag ville tillbaka hem'],
    ['ar', 'لم أستطع الخروج', 'قال توقف وحذف كل شيء', 'أردت الرجوع إلى البيت'],
    ['ru', 'я не могла выйти', 'он сказал стоп и велел удалить всё', 'я хотела назад домой'],
  ]
  for (const [language, ...texts] of stories)
    for (const text of texts)
      it(`are no command: ${text}`, async () => {
        const person = await inHerStory(language)
        await person.says(text)
        assert.equal(person.answer('what.ownWords'), text)
        assert.deepEqual(person.keys, ['control.more'])
      })

  it('danger in a story is answered with the numbers, and the story is kept', async () => {
    const person = await inHerStory('en')
    const text = 'They told me: we are going to kill me if I speak, and I am in danger even now'
    await person.says(text)
    assert.equal(person.answer('what.ownWords'), text)
    assert.ok(person.keys.includes('say.danger'))
  })
})
