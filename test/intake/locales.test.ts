import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMANDS } from '../../dialogs/understanding/kinds.ts'
import { normalise } from '../../dialogs/understanding/text.ts'
import { type Answer, type Answers, passes } from '../../intake/form/answers.ts'
import { ask } from '../../intake/form/ask.ts'
import { sources } from '../../intake/form/contacts.ts'
import { controls, controlWords, type Standing } from '../../intake/form/controls.ts'
import { form, questions } from '../../intake/form/form.ts'
import { languages, vocabulary, words } from '../../locales/index.ts'

const root = join(import.meta.dirname, '../..')
const given = (value: string): Answer => ({ status: 'answered', value, language: 'en', wording: '', at: 0 })
const standing = (answers: Answers = {}): Standing => ({ answers, languages, sent: false, hasCode: false })
const speakers = ['self', 'child', 'referrer'].map((who) => standing({ 'role.who': given(who) }))

/** A file of words as one flat table; lists of what is heard differ from language to language and are left out. */
function wordsIn(language: string, file: string): Map<string, string> {
  const flat = new Map<string, string>()
  const add = (value: unknown, path: string) => {
    if (typeof value === 'string') flat.set(path, value)
    else
      for (const [name, one] of Object.entries(value as object))
        if (name !== 'heard') add(one, `${path}/${name}`)
  }
  const path = join(root, 'locales', language, file)
  if (existsSync(path)) add(JSON.parse(readFileSync(path, 'utf8')), file.replace('.json', ''))
  return flat
}
const files = ['form.json', 'chat.json', 'web.json', 'sms.json']
const all = new Map(
  languages.map((language) => [language, new Map(files.flatMap((file) => [...wordsIn(language, file)]))]),
)
const everyKey = [...new Set([...all.values()].flatMap((table) => [...table.keys()]))]

const placeholders = (text: string) =>
  [...text.matchAll(/{{\s*([^}]*?)\s*}}/g)].map(([, name]) => name).sort()

/** The same in several languages, and right so. */
const sameOnPurpose = new Set(['chat/copy.rows', 'web/web.helpline.short'])

describe('The words of every language', () => {
  it('are those of the five languages the form is spoken in', () => {
    assert.deepEqual(
      ['fi', 'sv', 'en', 'ar', 'ru'].filter((tag) => !languages.includes(tag)),
      [],
    )
  })

  for (const language of languages) {
    const t = words(language)
    const table = all.get(language)!

    it(`${language}: every question, option, control and way of passing has its words`, () => {
      const needed = [
        ...form.flatMap(({ id }) => `section.${id}`),
        ...[...questions.keys()].flatMap((key) => [
          `${key}.label`,
          `${key}.ask`,
          `${key}.why`,
          `group.${key.split('.')[0]}`,
        ]),
        ...[...questions].flatMap(([key, { options }]) => options.map((id) => `${key}.option.${id}`)),
        ...controls.flatMap((key) => controlWords(key, languages)),
        ...passes.flatMap((id) => [`pass.${id}`, `status.${id}`]),
        ...spoken(),
      ]
      assert.deepEqual(
        [...new Set(needed)].filter((key) => !t.has(key)),
        [],
      )
    })

    it(`${language}: has no key that another language lacks, and lacks none`, () => {
      assert.deepEqual(
        everyKey.filter((key) => !table.has(key)),
        [],
      )
    })

    it(`${language}: nothing is empty, unfinished, or has loose ends`, () => {
      const odd = [...table].filter(
        ([, text]) => !text.trim() || text !== text.trim() || /TODO|\?\?\?| {2}/.test(text),
      )
      assert.deepEqual(odd, [])
    })

    it(`${language}: has the placeholders that the others have`, () => {
      const other = all.get(languages.find((tag) => tag !== language)!)!
      const differ = [...table].filter(
        ([key, text]) => placeholders(text).join() !== placeholders(other.get(key) ?? '').join(),
      )
      assert.deepEqual(
        differ.map(([key]) => key),
        [],
      )
    })

    it(`${language}: says nothing in another language's words`, () => {
      const copied = languages
        .filter((tag) => tag !== language)
        .flatMap((tag) =>
          [...table].filter(([key, text]) => all.get(tag)!.get(key) === text && !sameOnPurpose.has(key)),
        )
      assert.deepEqual(copied, [])
    })

    it(`${language}: no heading is said again by what stands under it`, () => {
      const said = [...questions.keys()].filter(
        (key) => t(`group.${key.split('.')[0]}`) === t(`${key}.label`),
      )
      assert.deepEqual(said, [])
    })

    it(`${language}: the titles of one question can be told apart, by eye and by ear`, () => {
      for (const at of speakers)
        for (const key of questions.keys()) {
          const shown = ask(key, at, t)
          const titles = [...shown.options, ...shown.passes].map(({ title }) => normalise(title))
          assert.deepEqual(
            titles.filter((title, i) => titles.indexOf(title) !== i),
            [],
            key,
          )
        }
    })

    it(`${language}: holds no number of its own to call; they come from intake/form/contacts.ts`, () => {
      const numbers = Object.values(sources).map(({ value }) => value.replace(/\D/g, ''))
      const called = [...table].filter(([, text]) => {
        const ascii = normalise(text).replace(/(?<=\d) (?=\d)/g, '')
        return (
          /\d{5,}/.test(ascii) || numbers.some((number) => new RegExp(`(^|\\D)${number}(\\D|$)`).test(ascii))
        )
      })
      assert.deepEqual(called, [])
    })

    it(`${language}: hears every command, yes, no and numbers`, () => {
      const { commands, yes, no, unsure, negations, numbers } = vocabulary(language)
      assert.deepEqual(
        COMMANDS.filter((command) => !commands[command]?.length),
        [],
      )
      assert.deepEqual(
        Object.keys(commands).filter((one) => !COMMANDS.includes(one as never)),
        [],
      )
      for (const list of [yes, no, unsure, negations]) assert.ok(list.length > 0)
      assert.ok(Object.keys(numbers).length > 9)
    })
  }

  it('names itself in its own words, the same everywhere', () => {
    for (const language of languages)
      for (const other of languages)
        assert.equal(words(other)(`language.${language}`), words(language)('language.self'))
    const names = languages.map((language) => words(language)('language.self'))
    assert.equal(new Set(names).size, names.length)
  })

  it('Arabic speaks to one person, neither man nor woman: never to several, as some lines did beside others', () => {
    // What she says herself, to those who help, stands on buttons.
    const said = [...all.get('ar')!].filter(
      ([key]) => !key.startsWith('desk/') && !key.startsWith('chat/do.'),
    )
    const toSeveral =
      /\p{L}{2}كم(?!\p{L})|(?<!\p{L})(?!سيتم)\p{L}{2,}تم(?!\p{L})|(?<!\p{L})(?:ا\p{L}+وا|ت(?!كون)\p{L}+ون)(?!\p{L})/u
    const several = said.filter(([, text]) => toSeveral.test(text))
    assert.deepEqual(several, [])
  })

  it('a language that is not here is an error, never another one', () => {
    assert.throws(() => words('xx'))
  })
})

describe('Where help can be reached', () => {
  it('every number has a source, and every text that gives one asks for it by name', () => {
    for (const { value, source } of Object.values(sources)) {
      assert.match(value, /^\+?\d[\d ]+$/)
      assert.ok(source)
    }
    const numbers = new Set(Object.keys(sources))
    for (const language of languages)
      for (const key of ['chat/say.danger', 'chat/talk.nobody', 'chat/say.help'])
        assert.ok(
          placeholders(all.get(language)!.get(key)!).some((name) => numbers.has(name!)),
          key,
        )
  })
})

it('what is filled into a sentence is shown, and never read as a sentence itself', () => {
  const name = '$t(desk.title) {{count}} {{name}}'
  assert.ok(words('en')('desk.open.many', { name, count: 3 }).startsWith(name))
})

/** Every line the bot's code names, and those it puts together. */
function spoken(): string[] {
  const put = ['choice', 'many', 'text', 'date'].map((kind) => `say.unsure.${kind}`)
  const kinds = ['contactRequest', 'anonymousConsultation'].map((kind) => `say.sent.${kind}`)
  const code = ['dialogs', 'bot'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  const named = code.flatMap((text) =>
    [...text.matchAll(/'((?:say|talk|note)\.[\w.]+)'/g)].map(([, key]) => key!),
  )
  assert.ok(named.length > 40)
  return [...named, ...put, ...kinds]
}
