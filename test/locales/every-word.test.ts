import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { controls, controlWords } from '../../intake/form/controls.ts'
import { form, questions } from '../../intake/form/form.ts'
import { languages } from '../../locales/index.ts'

const root = join(import.meta.dirname, '../..')
const folders = ['bot', 'desk', 'dialogs', 'intake', 'locales', 'platform', 'web', 'deploy']
const sources = globSync(`{${folders.join()}}/**/*.{ts,js}`, { cwd: root }).map((path) =>
  readFileSync(join(root, path), 'utf8'),
)
/** Files whose keys the code names. What is heard and what phrases hold is data, and has tests of its own. */
const files = ['chat.json', 'web.json', 'sms.json', 'desk.json', 'questions.json']

const read = (language: string, file: string): Record<string, never> => {
  const path = join(root, 'locales', language, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}
const keysOf = (language: string) => files.flatMap((file) => Object.keys(read(language, file)))
const every = new Set(languages.flatMap(keysOf))

const literals = new Set(
  sources.flatMap((text) =>
    [...text.matchAll(/['"]([\w.:-]+)['"]/g)].flatMap(([, key]) => [key!, ...key!.split(':')]),
  ),
)
/** `web.mark.${…}`: what stands before the first place, and what stands after it. A key must fit the whole. */
const patterns = sources
  .flatMap((text) => [...text.matchAll(/`((?:[\w.]|\$\{[^`}]*\})+)`/g)].map(([, text]) => text!))
  .filter((text) => text.includes('${') && /\w*\.\w*/.test(text.replace(/\$\{[^}]*\}/g, '')))
  .map((text) => text.split(/\$\{[^}]*\}(?:[^.`$]*\})?/).map((part) => part.replace(/\./g, '\\.')))
  .map((parts) => new RegExp(`^${parts.join('([\\w.-]*)')}$`))
/** What a place may be filled with: something that the code names, too. */
const ids = new Set([
  ...literals,
  ...sources.flatMap((text) => [...text.matchAll(/(\w+):|\}(\w+)`/g)].map(([, id, end]) => (id ?? end)!)),
])
const made = (key: string) =>
  patterns.some((pattern) => {
    const found = pattern.exec(key)
    return found?.slice(1).every((part) => part.split('.').every((id) => id === '' || ids.has(id)))
  })

/** By a name in the code, by one that is put together there, or as a control's, which are built from its row. */
const ofControls = new Set(controls.flatMap((key) => controlWords(key, languages)))
const isUsed = (key: string): boolean =>
  [key, key.replace(/^sms\./, '')].some((one) => literals.has(one) || ofControls.has(one) || made(one)) ||
  questions.has(key.replace(/^sms\./, '').replace(/\.(ask|option)(_\w+|\..*)?$/, ''))

/** What a question's block may hold, and what reads it. */
const blocks = /^(label|ask(_number|_app|_via\w+?)?(_child|_other)?|why|hint|options(_child|_other)?|sets)$/

describe('Every word that is written is said, and every word that is asked for is there', () => {
  it('sees what it looks for', () => {
    assert.ok(sources.length > 200 && every.size > 500 && patterns.length > 20)
    assert.ok(!isUsed('web.zebra') && !isUsed('say.zebra') && !isUsed('desk.zebra.text'))
  })

  it('the code reads every key', () => {
    assert.deepEqual(
      [...every].filter((key) => !isUsed(key)),
      [],
    )
  })

  it('a question holds nothing that is read nowhere, and each block belongs to a question', () => {
    for (const language of languages) {
      const words = read(language, 'form.json') as unknown as {
        sections: object
        questions: Record<string, Record<string, unknown>>
      }
      const strange = Object.entries(words.questions).flatMap(([key, block]) => [
        ...(questions.has(key) ? [] : [key]),
        ...Object.keys(block)
          .filter((name) => !blocks.test(name))
          .map((name) => `${key}/${name}`),
        ...Object.entries(block)
          .filter(([name]) => name.startsWith('options'))
          .flatMap(([, titles]) => Object.keys(titles as object))
          .filter((id) => !questions.get(key)?.options.includes(id))
          .map((id) => `${key}/option/${id}`),
      ])
      assert.deepEqual(strange, [], language)
      assert.deepEqual(
        Object.keys(words.sections),
        form.map(({ id }) => id),
        language,
      )
    }
  })

  it('what the code names is there', () => {
    const named = sources.flatMap((text) => [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key!))
    assert.ok(named.length > 100)
    // Handed on whole, or to be put together with what follows it.
    const handed = sources.flatMap((text) =>
      [...text.matchAll(/="((?:desk|web|say|control)\.[\w.-]+)"/g)].map(([, key]) => key!),
    )
    assert.ok(handed.length > 3)
    const begins = (key: string) => [...every].some((one) => one.startsWith(`${key}.`))
    assert.deepEqual(
      handed.filter((key) => !every.has(key) && !begins(key)),
      [],
    )
    const ofForm = (key: string) => [...questions.keys()].some((one) => key.startsWith(`${one}.`))
    assert.deepEqual(
      [...new Set(named)].filter((key) => !every.has(key) && !ofForm(key)),
      [],
    )
  })
})
