import assert from 'node:assert/strict'
import { circlesIn, importsOf, namedIn } from './imports.ts'

/**
 * Who may import whom: what a person says flows from the channel to the caseworker, and imports point the other way,
 * down to the intake. `below`: the folders a folder may use, beside itself; `packages`: what it may use of others.
 */
const layers: Record<string, { below: string[]; packages: RegExp }> = {
  bot: {
    below: ['desk', 'web', 'dialogs', 'platform', 'intake', 'locales'],
    packages:
      /^(botbuilder|restify|twilio|@azure\/communication-sms|sms-segments-calculator|ws|jose|eld\/medium|node:.+)$/,
  },
  desk: {
    below: ['web', 'platform', 'intake', 'locales'],
    packages: /^(restify|zod|openid-client|@azure\/identity|nodemailer|fflate|node:.+)$/,
  },
  web: { below: ['intake', 'locales'], packages: /^(preact|preact-render-to-string|htm)$/ },
  dialogs: { below: ['intake'], packages: /^(botbuilder|botbuilder-dialogs|fastest-levenshtein)$/ },
  platform: {
    below: ['intake'],
    packages: /^(restify|yaml|zod|jose|negotiator|@azure\/(identity|keyvault-keys)|node:.+)$/,
  },
  intake: { below: [], packages: /^(zod|node:crypto|libphonenumber-js\/min)$/ },
  locales: { below: [], packages: /^(i18next|bcp-47-match|negotiator|node:.+)$/ },
  deploy: { below: ['platform', 'intake', 'locales'], packages: /^(fflate|node:.+)$/ },
}

/** What only some files may name, and why it is theirs. */
const owned: { what: RegExp; by: RegExp; why: string }[] = [
  {
    what: /^node:sqlite$/,
    by: /^(intake\/store\/sqlite|bot\/(backup|restore))\.ts$/,
    why: 'the embedded engine is one file, and copying its files is another matter',
  },
  { what: /^@azure\/cosmos$/, by: /^intake\/store\/cosmos\.ts$/, why: 'the engine to grow on is one file' },
  {
    what: /^intake\/store\/(sqlite|cosmos)\.ts$/,
    by: /^intake\/store\/open\.ts$/,
    why: 'the configuration chooses the engine in one place',
  },
  {
    what: /^intake\/store\/stores\.ts$/,
    by: /^(bot|desk)\//,
    why: 'whoever wires opens the collections; the intake and the dialogs are given theirs',
  },
  {
    what: /^botbuilder/,
    by: /^(bot|dialogs)\//,
    why: 'the SDK was archived: moving off it touches two folders',
  },
  {
    what: /^@azure\/keyvault-keys$/,
    by: /^platform\/key-vault\.ts$/,
    why: 'the vault is asked in one place, before anything starts',
  },
  {
    what: /^yaml$/,
    by: /^platform\/agency\/yaml\.ts$/,
    why: 'what an agency writes is read in one place, with its lines',
  },
  { what: /^libphonenumber-js/, by: /^intake\/form\//, why: 'a number is read where an answer is' },
  {
    what: /^(bcp-47-match|negotiator)$/,
    by: /^(locales\/|platform\/compress\.ts$)/,
    why: 'languages are matched in one way, and answers packed in one',
  },
  {
    what: /^(fastest-levenshtein|minisearch|fuse\.js|lunr|flexsearch)$/,
    by: /^dialogs\/understanding\//,
    why: 'what she writes is understood in one place',
  },
]

const imports = importsOf(Object.keys(layers), /\.(ts|js)$/)
const folderOf = (path: string): string => path.split('/')[0]!
/** The intake's store may use the machine and the cloud it keeps things in. */
const engines = /^(@azure\/(cosmos|identity)|node:.+)$/

function mayImport(file: string, name: string): boolean {
  const layer = layers[folderOf(file)]!
  if (/\/.*\.(ts|js)$/.test(name) || name === 'package.json')
    return [folderOf(file), ...layer.below, 'package.json'].includes(folderOf(name))
  return layer.packages.test(name) || (file.startsWith('intake/store/') && engines.test(name))
}

describe('who may import whom', () => {
  for (const folder of Object.keys(layers))
    it(folder, () => {
      const strays = [...imports]
        .filter(([file]) => folderOf(file) === folder)
        .flatMap(([file, names]) =>
          names.filter((name) => !mayImport(file, name)).map((name) => `${file} -> ${name}`),
        )
      assert.deepEqual(strays, [])
    })

  for (const { what, by, why } of owned)
    it(`${what.source}: ${why}`, () => {
      const naming = [...imports].filter(([, names]) => names.some((name) => what.test(name)))
      assert.deepEqual(
        naming.map(([file]) => file).filter((file) => !by.test(file)),
        [],
      )
    })

  it('no file leads back to itself, not even by a type', () => {
    assert.deepEqual(circlesIn(imports), [])
  })
})

describe('the rules of imports', () => {
  it('are about every way to name a module', () => {
    const source = [
      "import { a } from './a.ts'",
      "import type { B } from 'b'",
      "import './c.ts'",
      "export * from './d.ts'",
      "const { e } = await import('./e.ts')",
      "import {\n  f,\n  g,\n} from './f.ts'",
    ]
    assert.deepEqual(namedIn(source.join('\n')), ['./a.ts', 'b', './c.ts', './d.ts', './e.ts', './f.ts'])
    assert.ok(imports.get('bot/services.ts')!.includes('desk/services.ts'))
    // A browser's script is held to the same rules.
    assert.ok(imports.get('web/console/talking.js')!.includes('web/console/show.js'))
  })

  it('see what points upwards and what is not theirs', () => {
    assert.equal(mayImport('desk/desk.ts', 'bot/services.ts'), false)
    assert.equal(mayImport('intake/case/cases.ts', 'locales/index.ts'), false)
    assert.equal(mayImport('intake/form/form.ts', 'botbuilder'), false)
    assert.equal(mayImport('intake/form/form.ts', '@azure/cosmos'), false)
    assert.equal(mayImport('web/chat/page.ts', 'dialogs/root.ts'), false)
    assert.equal(mayImport('web/chat/chat.js', 'desk/desk.ts'), false)
  })

  it('see a circle of two, of three, and of one', () => {
    const knots = (edges: Record<string, string[]>) => circlesIn(new Map(Object.entries(edges)))
    assert.deepEqual(knots({ a: ['b'], b: ['c'], c: ['b'] }), [['b', 'c']])
    assert.deepEqual(knots({ a: ['b', 'd'], b: ['c'], c: ['a'], d: [] }), [['a', 'b', 'c']])
    assert.deepEqual(knots({ a: ['a'] }), [['a']])
    assert.deepEqual(knots({ a: ['b', 'c'], b: ['c'], c: [] }), [])
  })
})
