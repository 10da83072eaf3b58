import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { outcomes } from '../../intake/case/outcomes.ts'

const root = join(import.meta.dirname, '../..')
const read = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, 'locales', language, 'desk.json'), 'utf8'))
const params = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).sort()

describe('locales: desk.json', () => {
  const languages = ['fi', 'sv', 'en']
  const all = languages.map(read)

  it('has the same keys and places to fill in three languages, and no empty words', () => {
    const keys = Object.keys(all[0]!)
    for (const one of all) {
      assert.deepEqual(Object.keys(one), keys)
      for (const key of keys) {
        assert.ok(one[key]!.trim(), key)
        assert.deepEqual(params(one[key]!), params(all[0]![key]!), key)
      }
    }
  })

  it('has every key that the pages name', () => {
    const folders = ['desk', 'web/console', 'bot/channels/teams'].map((folder) => join(root, folder))
    const code = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.\w+$/.test(file))
        .map((file) => readFileSync(join(folder, file), 'utf8')),
    )
    const named = code.flatMap((text) => [...text.matchAll(/'(desk\.[\w.]+)'/g)].map(([, key]) => key!))
    // A notice is named by what its title and text have in common.
    for (const key of named)
      assert.ok(all[0]![key] || all[0]![`${key}.title`] || key.endsWith('.failed'), key)
    for (const id of outcomes) assert.ok(all[0]![`desk.outcome.${id}`])
  })
})
