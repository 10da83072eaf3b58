import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installIn } from '../support/own-lock.ts'
import { explained } from './explained.ts'
import { type Subject, subjects } from './subjects.ts'

/**
 * `npm run mutants [FILE…]`: breaks one operator, value or condition at a time, runs the tests nearest to it, and
 * prints each break that none of them noticed and that `explained.ts` does not explain. StrykerJS makes the breaks.
 */
const root = join(import.meta.dirname, '../..')
const mocha = join(root, 'node_modules/mocha/bin/mocha.js')

/** As StrykerJS tells of one break. */
interface Break {
  status: 'Killed' | 'Timeout' | 'Survived' | 'NoCoverage' | 'RuntimeError' | 'Ignored'
  location: { start: { line: number } }
  replacement: string
}

installIn(import.meta.dirname)
// Named so that its types are not asked for where it is not installed.
const { Stryker } = await import(import.meta.resolve('@stryker-mutator/core'))

async function breaksOf({ file, tests }: Subject): Promise<Break[]> {
  const all: Break[] = await new Stryker({
    mutate: [file],
    // Its own runner for mocha does not load mocha 12.
    testRunner: 'command',
    commandRunner: { command: `"${process.execPath}" "${mocha}" --bail ${tests.join(' ')}` },
    // It rewrites the file of this name; types are only taken off here.
    tsconfigFile: 'none.json',
    ignorePatterns: ['/data', '/deploy', '/docs', '/test/clients', '/test/mutants', '/test/shots'],
    tempDirName: 'test/shots/mutants',
    concurrency: 2,
    timeoutMS: 20_000,
    reporters: [],
    logLevel: 'error',
  }).runMutationTest()
  return all.filter(({ status }) => status !== 'Ignored')
}

const wished = process.argv.slice(2)
const rows: Record<string, Record<string, number>> = {}
for (const subject of subjects.filter(({ file }) => wished.length === 0 || wished.includes(file))) {
  const { file } = subject
  const lines = readFileSync(join(root, file), 'utf8').split('\n')
  const all = await breaksOf(subject)
  const left = all.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const unexplained = left.filter(({ location, replacement }) => {
    const line = lines[location.start.line - 1]!.trim()
    return !explained.some((one) => one.file === file && one.line === line && one.becomes === replacement)
  })
  for (const { location, replacement } of unexplained)
    console.log(
      `${file}:${location.start.line}: ${lines[location.start.line - 1]!.trim()}\n  -> ${replacement}`,
    )
  const noticed = all.length - left.length
  rows[file] = {
    breaks: all.length,
    noticed,
    'of 100': Math.round((1000 * noticed) / all.length) / 10,
    explained: left.length - unexplained.length,
    unexplained: unexplained.length,
  }
  if (unexplained.length > 0) process.exitCode = 1
}
console.table(rows)
