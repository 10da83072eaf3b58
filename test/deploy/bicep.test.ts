import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import containers from '../../deploy/containers.json' with { type: 'json' }
import { containers as made } from '../../intake/store/containers.ts'
import { shapes } from '../../intake/store/ports.ts'
import { readConfig } from '../../platform/config.ts'
import { settings } from '../../platform/settings.ts'
import { bicep, declared, entries, faults, read, strings, valueNamed } from '../support/bicep.ts'

const folder = join(import.meta.dirname, '../../deploy')
const readme = readFileSync(join(folder, 'README.md'), 'utf8')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.bicep/.test(name),
)

describe('what is deployed', () => {
  for (const file of files)
    it(`${file} is Bicep`, async () => assert.deepEqual(faults(await bicep(file)), []))

  it('sees what is no Bicep', async () => {
    assert.notDeepEqual(faults(await read("param a string\nresource x 'a' = { b: }")), [])
    assert.notDeepEqual(faults(await read('param a string =')), [])
    assert.ok(files.includes('main.bicep') && files.includes('silta.bicepparam'))
  })

  it('every module is given what it asks for, and nothing else', async () => {
    const main = await bicep('main.bicep')
    const modules = declared(main, 'module')
    assert.ok(modules.length > 3)
    for (const { name, node } of modules) {
      const asked = declared(await bicep(`modules/${name}.bicep`), 'parameter')
      const given = Object.keys(entries(valueNamed(node, 'params')!))
      assert.deepEqual(given.sort(), asked.map((one) => one.name).sort(), name)
    }
    const asked = declared(main, 'parameter')
    const chosen = declared(await bicep('silta.bicepparam'), 'variable').map(({ name }) => name)
    const unknown = chosen.filter((name) => !asked.some((one) => one.name === name))
    const open = asked.filter(({ name, given }) => !given && !chosen.includes(name))
    assert.deepEqual([unknown, open.map(({ name }) => name)], [[], []])
  })

  it('every parameter and variable is used', async () => {
    for (const file of files.filter((name) => name.endsWith('.bicep'))) {
      const root = await bicep(file)
      for (const { name } of [...declared(root, 'parameter'), ...declared(root, 'variable')])
        assert.ok(root.text.match(new RegExp(`\\b${name}\\b(?!:)`, 'g'))!.length > 1, `${file}: ${name}`)
    }
  })

  it('every file a module or a loader names is there', async () => {
    for (const file of files) {
      const named = [
        ...readFileSync(join(folder, file), 'utf8').matchAll(
          /(?:^module \w+|loadJsonContent\(|^using) ?'([^']+)'/gm,
        ),
      ]
      for (const [, path] of named) readFileSync(join(folder, file, '..', path!))
    }
  })
})

describe('containers in Cosmos DB', () => {
  it('are the shapes of the stores: run `npm run deploy:containers` when they changed', () => {
    assert.deepEqual(containers, made)
  })

  it('have every collection, every readable field and every pair', () => {
    for (const shape of Object.values(shapes)) {
      const one = containers.find(({ id }) => id === shape.name)!
      assert.deepEqual(
        one.indexingPolicy.includedPaths,
        shape.fields.map((field) => ({ path: `/${field}/?` })),
      )
      const pairs = 'pairs' in shape ? shape.pairs : []
      assert.deepEqual(
        one.indexingPolicy.compositeIndexes.map((index) => index.map(({ path }) => path.slice(1))),
        pairs,
      )
    }
    assert.equal(containers.length, Object.keys(shapes).length)
  })

  it('are handed to Azure whole', async () => {
    const store = await bicep('modules/store.bicep')
    assert.match(valueNamed(store, 'containers')!.text, /^loadJsonContent\('\.\.\/containers\.json'\)$/)
    const made = valueNamed(store, 'container')!
    for (const part of ['includedPaths', 'excludedPaths', 'compositeIndexes'])
      assert.equal(valueNamed(made, part)!.text, `one.indexingPolicy.${part}`)
    assert.equal(entries(valueNamed(made, 'partitionKey')!).paths, 'one.partitionKey.paths')
  })

  it('takes no key, and keeps backups for as long as a person is told', async () => {
    const account = valueNamed(await bicep('modules/store.bicep'), 'account')!
    assert.equal(valueNamed(account, 'disableLocalAuth')!.text, 'true')
    assert.equal(valueNamed(account, 'tier')!.text, "'Continuous7Days'")
  })
})

describe('settings in Azure', () => {
  /** Where each setting comes from: the template itself, what is chosen, the vault, or nowhere for a reason. */
  const sources = async () => {
    const main = await bicep('main.bicep')
    const chosen = await bicep('silta.bicepparam')
    const app = valueNamed(main, 'app')!
    return {
      fixed: entries(valueNamed(app, 'settings')!),
      chosen: entries(valueNamed(chosen, 'settings')!),
      secret: strings(valueNamed(chosen, 'secrets')!),
      optional: [...readme.matchAll(/^\| `(\w+)` \| secret, if/gm)].map(([, name]) => name!),
      unset: [...readme.matchAll(/^\| `(\w+)` \| not set: \S.*\|$/gm)].map(([, name]) => name!),
    }
  }

  it('every setting comes from exactly one place, and nothing is set that is none', async () => {
    const { fixed, chosen, secret, optional, unset } = await sources()
    const { AZURE_CLIENT_ID, ...ours } = fixed
    assert.ok(AZURE_CLIENT_ID)
    assert.deepEqual(
      [...Object.keys(ours), ...Object.keys(chosen), ...secret, ...optional, ...unset].sort(),
      Object.keys(settings).sort(),
    )
  })

  it('production starts with what is written there', async () => {
    const { fixed, chosen, secret } = await sources()
    const literal = Object.fromEntries(Object.entries(fixed).filter(([, value]) => /^[\w.]+$/.test(value)))
    const config = readConfig({
      ...chosen,
      ...literal,
      ...Object.fromEntries(secret.map((name) => [name, Buffer.alloc(32, 1).toString('base64')])),
      PUBLIC_URL: fixed.PUBLIC_URL!.replace(/\$\{host\}/, 'silta.example'),
      MicrosoftAppType: 'UserAssignedMSI',
      COSMOS_ENDPOINT: 'https://silta.documents.azure.com',
    })
    assert.equal(config.production, true)
    assert.equal(config.HOST, '0.0.0.0')
    assert.equal(config.TRUST_PROXY, 1)
    assert.deepEqual(
      config.PORT,
      Number(valueNamed(await bicep('modules/app.bicep'), 'targetPort')!.text),
      'ingress leads to another port',
    )
  })

  it('what is secret never stands in a parameter', async () => {
    const { chosen } = await sources()
    const secrets = Object.keys(settings).filter((name) => /SECRET|PASSWORD|KEY|TOKEN$/i.test(name))
    assert.ok(secrets.includes('MASTER_KEY') && secrets.includes('MicrosoftAppPassword'))
    assert.deepEqual(
      secrets.filter((name) => name in chosen),
      [],
    )
  })
})
