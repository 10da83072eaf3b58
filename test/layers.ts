import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { installClients } from './clients/install.ts'

/**
 * `node test/layers.ts [LAYER…]`: the tests in layers, each by what its files need, read off their imports. No list
 * to keep: a test that opens a browser is a browser test. Without a layer, all of them, the quick ones first.
 */
const root = join(import.meta.dirname, '..')

export const layers = ['fast', 'engine', 'browser', 'process', 'clients'] as const
export type Layer = (typeof layers)[number]

/** What it is to reach one of these, of a test's own or through what it imports. The last that fits counts. */
const needs: [Layer, RegExp][] = [
  [
    'engine',
    /^test\/support\/(open-stores|stores|cosmos-server|server|identity-provider|carrier|twilio|bot-service|direct-line|translator-server|webhook|channels\/.*)\.ts$|^test\/desk\/|^bot\/server\.ts$/,
  ],
  ['browser', /^test\/support\/browser\.ts$/],
  ['process', /^test\/support\/process\.ts$|^test\/e2e\//],
  ['clients', /^test\/clients\/.*\.test\.ts$/],
]

/**
 * Quick by what they need and long by what they do: whole conversations and corpora in every language, slow hashes,
 * waits that are real. A file of more than some two seconds belongs here.
 */
const long = new RegExp(
  `^test/(${[
    'bot/(speech|channels/sms/words|turns/(lagging|outbox|turns-model))',
    'deploy/teams',
    'dialogs/(home|interruptions|paths|understanding/(bounded|learned|short-prose|tables|times|told|told-by-others|whole-answers))',
    'intake/(codes|store/sqlite)',
    'promises/(code-in-sight|covered|delete-everything|logs-outside|return-code|sealed-at-rest|what-i-agreed-to|what-it-says-is-true)',
    'understanding/corpora',
  ].join('|')})\\.test\\.ts$`,
)

const imported = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\(|import)\s*'(\.[^']+\.ts)'/g)].map(
    ([, name]) => relative(root, resolve(root, dirname(file), name!)),
  )

const reached = new Map<string, ReadonlySet<string>>()
/** Itself and whatever of the tests' own support it reaches; the product is the same for all. */
function reach(file: string): ReadonlySet<string> {
  const known = reached.get(file)
  if (known) return known
  const all = new Set([file])
  reached.set(file, all)
  for (const next of imported(file)) {
    all.add(next)
    if (next.startsWith('test/') && existsSync(join(root, next))) for (const one of reach(next)) all.add(one)
  }
  return all
}

export function layerOf(file: string): Layer {
  const all = [...reach(file)]
  const needed = needs.findLast(([, what]) => all.some((one) => what.test(one)))?.[0]
  return needed ?? (long.test(file) ? 'engine' : 'fast')
}

export const testFiles = (): string[] =>
  globSync('test/**/*.test.ts', { cwd: root, exclude: ['**/node_modules'] }).sort()

if (import.meta.main) {
  const wished = process.argv.slice(2)
  const chosen = layers.filter((one) => wished.length === 0 || wished.includes(one))
  if (chosen.length < (wished.length || 1)) throw new Error(`a layer is one of ${layers.join(', ')}`)
  let failed = false
  for (const layer of chosen) {
    const files = testFiles().filter((file) => layerOf(file) === layer)
    console.log(`\n${layer}: ${files.length} files`)
    const begun = performance.now()
    const mocha = join(root, 'node_modules/.bin/mocha')
    if (layer === 'clients') installClients()
    // One that is half unpacked looks whole to the second process that asks for it.
    if (layer !== 'fast' && layer !== 'engine') await (await import('./support/browser.ts')).browserPath()
    // Two files at a time, each in a process of its own.
    const how = ['--parallel', '--jobs', '2', '--reporter', 'dot']
    const { status } = spawnSync(process.execPath, [mocha, ...how, ...files], {
      cwd: root,
      stdio: 'inherit',
    })
    console.log(`${layer}: ${Math.round((performance.now() - begun) / 1000)} s`)
    failed ||= status !== 0
  }
  process.exit(failed ? 1 : 0)
}
