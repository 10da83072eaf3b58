import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

/** Who may import whom: data flows from the channel to the caseworker, imports point at `intake/`. */
const root = join(import.meta.dirname, '../..')
const rules: Record<string, { may: RegExp[]; but?: string }> = {
  intake: { may: [/^zod$/, /^node:crypto$/, /^libphonenumber-js\/min$/, /^intake\/(?!store\/)/] },
  'intake/store': { may: [/^node:/, /^@azure\//, /^intake\/(ports|store\/)/] },
  dialogs: {
    may: [/^botbuilder(-dialogs)?$/, /^fastest-levenshtein$/, /^node:/, /^dialogs\//, /^intake\/(?!store\/)/],
  },
  locales: { may: [/^i18next$/, /^node:/, /^locales\//, /^bcp-47-match$/, /^negotiator$/] },
  web: { may: [/^preact/, /^htm$/, /^web\//, /^intake\/(?!store\/)/, /^locales\//, /^node:/] },
  bot: { may: [/./] },
  deploy: {
    may: [
      /^fflate$/,
      /^node:/,
      /^bot\/config\.ts$/,
      /^deploy\//,
      /^package\.json$/,
      /^locales\//,
      /^intake\//,
    ],
  },
}

const files = Object.keys(rules)
  .filter((folder) => folder !== 'intake/store')
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )

/** Every module a file names, as the path from the root for our own. */
function imported(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8')
  const named = [
    ...source.matchAll(/(?:^(?:import|export)\b[^'"`]*?\bfrom\s+|^import\s+|\bimport\()'([^'\n]+)'/gm),
  ].map(([, name]) => name!)
  return named.map((name) =>
    name.startsWith('.') ? relative(root, resolve(root, dirname(file), name)) : name,
  )
}

const ruleOf = (file: string) =>
  rules[file.startsWith('intake/store/') ? 'intake/store' : file.split('/')[0]!]!

describe('who may import whom', () => {
  for (const file of files)
    it(file, () => {
      const strays = imported(file).filter((name) => !ruleOf(file).may.some((rule) => rule.test(name)))
      assert.deepEqual(strays, [])
    })

  it('only services.ts names a store engine', () => {
    const naming = files.filter(
      (file) =>
        !file.startsWith('intake/store/') &&
        imported(file).some((name) => /^intake\/store\/(?!containers\.ts$)/.test(name)),
    )
    assert.deepEqual(naming, ['bot/services.ts'])
  })

  it('only cosmos.ts names @azure/cosmos, and only bot/ and dialogs/ name botbuilder', () => {
    const naming = (what: RegExp) => files.filter((file) => imported(file).some((name) => what.test(name)))
    assert.deepEqual(naming(/^@azure\/cosmos/), ['intake/store/cosmos.ts'])
    assert.deepEqual(
      naming(/^botbuilder/).filter((file) => !/^(bot|dialogs)\//.test(file)),
      [],
    )
  })

  it('sees a stray import', () => {
    assert.equal(
      ruleOf('intake/form/form.ts').may.some((rule) => rule.test('botbuilder')),
      false,
    )
    assert.ok(
      files.includes('intake/form/form.ts') &&
        imported('intake/form/form.ts').includes('intake/form/kinds.ts'),
    )
  })
})
