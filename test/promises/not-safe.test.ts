import assert from 'node:assert/strict'
import { showsCode } from '../../dialogs/issued.ts'
import { languages } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const MINUTE = 60_000

describe('When she says that it is not safe', () => {
  let now: number
  let services: ReturnType<typeof freshServices>
  beforeEach(() => {
    now = Date.UTC(2026, 0, 7, 12)
    services = freshServices({}, undefined, () => now)
  })
  const at = (key: string, language = 'en') => walkTo(new Person(services), language, key)

  for (const language of languages)
    it(`nothing more is asked before she goes on, in ${language}`, async () => {
      for (const [key, answer, next] of [
        ['safety.seen', 'yes', 'safety.danger'],
        ['safety.seen', 'unsafe', 'safety.danger'],
        ['safety.seen', 'maybe', 'safety.danger'],
        ['safety.seen', 'unknown', 'safety.danger'],
        ['safety.danger', 'yes', 'consent.start'],
        ['safety.danger', 'unsure', 'consent.start'],
        ['safety.danger', 'inPerson', 'consent.start'],
        ['safety.danger', 'unsafe', 'consent.start'],
        ['where.inFinland', 'unsafe', 'where.inFinland'],
        ['what.forms', 'unsafe', 'what.forms'],
        ['contact.rules', 'unsafe', 'contact.rules'],
        ['identity.name', 'unsafe', 'identity.name'],
      ] as const) {
        const person = await at(key, language)
        await person.picks(answer)
        const doubt = ['maybe', 'unknown'].includes(answer) ? ['say.seen'] : []
        const heard = key === 'safety.danger' ? ['say.danger'] : doubt
        assert.deepEqual(person.keys, [...heard, 'control.paused'], `${key} ${answer}`)
        assert.ok(person.last.state.answers[key])
        await person.picks('goOn')
        assert.equal(person.open, next)
      }
    })

  it('the same question stands there when she goes on, and passing it over still says why', async () => {
    const person = await at('what.forms')
    now += MINUTE
    for (let turn = 0; turn < 2; turn += 1) {
      await person.picks('unsafe')
      assert.equal(person.open, 'control.paused')
      await person.picks('goOn')
      assert.equal(person.open, 'what.forms')
    }
    await person.picks('skipped')
    assert.equal(person.open, 'where.places')
    assert.equal(person.last.state.answers['what.forms']?.status, 'unsafe')
    await person.command('code')
    assert.ok(person.keys.includes('say.codeShut'), 'others may still see this')
    const other = await at('what.forms')
    await other.picks('unsafe')
    await other.picks('goOn')
    await other.picks('labour')
    assert.deepEqual([other.open, other.answer('what.forms')], ['where.places', ['labour']])
  })

  it('after a while first who sees it, then the same question', async () => {
    const person = await at('what.forms')
    await person.picks('unsafe')
    now += 11 * MINUTE
    await person.picks('goOn')
    assert.equal(person.open, 'safety.seen')
    await person.picks('no')
    assert.equal(person.open, 'what.forms')
  })

  it('"back" from the pause is that question, and from there the one before', async () => {
    const person = await at('what.forms')
    await person.picks('unsafe')
    await person.command('back')
    assert.equal(person.open, 'what.forms')
    await person.command('back')
    assert.equal(person.open, 'identity.age')
  })

  it('where a worker asks, and where she tells how to be called back, too', async () => {
    const person = await at('where.inFinland')
    await person.command('human')
    await person.picks('no')
    await person.picks('callBack')
    await person.picks('phone')
    await person.writes('040 765 4321')
    assert.equal(person.open, 'contact.rules')
    await person.picks('unsafe')
    await person.picks('goOn')
    assert.equal(person.open, 'contact.rules')
    await person.picks('skipped')
    assert.equal(person.open, 'contact.callLanguage')
  })

  it('typed words say it as well', async () => {
    const person = await at('identity.age')
    await person.says('not safe now')
    assert.equal(person.open, 'control.paused')
  })

  for (const way of ['mark', 'word'] as const)
    it(`and when the plain page is left, by ${way}, nothing more is asked either`, async () => {
      const person = await at('safety.danger')
      if (way === 'word') {
        await person.command('code')
        for (const word of ['Blue teapot', 'Blue teapot']) await person.writes(word)
        await person.picks('skipped')
      }
      await person.picks('unsafe')
      await person.command('cover')
      assert.deepEqual(person.keys, ['say.cover'])
      await (way === 'word' ? person.says('blue teapot') : person.command('cover'))
      assert.deepEqual(person.keys, ['say.checked', 'control.paused'])
      await person.picks('goOn')
      assert.equal(person.open, 'consent.start')
    })

  it('a code asked for there is shown there', async () => {
    const person = await at('what.forms')
    await person.send({ command: 'code', question: 'control.paused' })
    assert.ok(person.last.lines.some(showsCode))
    while (person.open !== 'control.paused') await person.picks('skipped')
  })

  it('whether somebody sees is asked again when she goes on after a while, not at once', async () => {
    const person = await at('where.inFinland')
    await person.command('stop')
    now += 9 * MINUTE
    await person.picks('goOn')
    assert.equal(person.open, 'where.inFinland')
    await person.command('stop')
    now += 2 * MINUTE
    await person.picks('goOn')
    assert.deepEqual(person.keys, ['say.seenAgain', 'safety.seen'], 'and why')
    await person.picks('no')
    assert.equal(person.open, 'where.inFinland')
  })

  it('and once before what happened is asked, where somebody might see', async () => {
    const person = await at('safety.seen')
    await person.picks('maybe')
    for (const answer of ['goOn', 'no', 'yes', 'self', 'yes', 'adult']) await person.picks(answer)
    while (person.open?.startsWith('eligibility')) await person.picks('notSure')
    assert.equal(person.open, 'safety.seen')
    await person.picks('maybe')
    await person.picks('goOn')
    assert.equal(person.open, 'what.forms')
    await person.picks('notSure')
    assert.equal(person.open, 'where.places')
  })

  const trusted = {
    en: 'my social worker helps me',
    fi: 'hoitaja auttaa minua',
    sv: 'någon jag litar på',
    ar: 'الممرضة تساعدني',
    ru: 'подруга помогает мне',
  }
  for (const language of languages)
    it(`with somebody she trusts she goes on, and is no less guarded for it, in ${language}`, async () => {
      for (const says of [
        undefined,
        services.speech.t(language)('safety.seen.option.together'),
        trusted[language as 'en'],
      ]) {
        const person = await at('safety.seen', language)
        await (says ? person.says(says) : person.picks('together'))
        assert.equal(person.answer('safety.seen'), 'together', says)
        // Who this is for is not named, as where others see.
        assert.deepEqual(person.keys.slice(0, 2), ['say.together', 'say.welcomeQuiet'])
        assert.equal(person.open, 'safety.danger')
        for (const answer of ['no', 'yes', 'self', 'yes', 'adult']) await person.picks(answer)
        await person.command('code')
        assert.ok(person.keys.includes('say.codeShut'), 'it may be who does the harm')
      }
    })

  it('and before she tells more of it, whatever she said first', async () => {
    const person = await at('control.review')
    await person.picks('more')
    await person.picks('more.what')
    assert.deepEqual(person.keys, ['say.seenAgain', 'safety.seen'])
    await person.picks('no')
    assert.ok(!person.open?.startsWith('safety'))
    assert.equal(person.last.state.optionalSection, 'more.what')
  })

  it('on a locked phone the same is offered in words', async () => {
    const person = new Person(services, 'sms')
    await person.says('hello')
    for (let turn = 0; turn < 6 && person.open !== 'safety.seen'; turn += 1)
      await person.says(person.open === 'control.language' ? 'English' : '1')
    await person.says('yes')
    assert.equal(person.open, 'control.paused')
  })

  it('how the page is used more safely is said in the chat itself, at any moment', async () => {
    const person = await at('what.forms')
    await person.command('safer')
    const told = ['window', 'history', 'seen', 'cover'].map((about) => `say.safer.${about}`)
    assert.deepEqual(person.keys, [...told, 'what.forms'])
  })
})
