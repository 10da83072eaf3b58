import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { handMade } from './breaks/index.ts'

/**
 * `npm run breaks [FILE…]`: makes each break of `breaks/` in a copy of the project, runs the tests nearest to it, and
 * prints each that none of them noticed. What no longer stands in its file once is printed too: it is to be written anew.
 */
const root = join(import.meta.dirname, '../..')
const mocha = join(root, 'node_modules/mocha/bin/mocha.js')
/** Copies, each with one break at a time. */
const AT_ONCE = 2
/** A break may have tests wait for ever: that is noticed too. In ms. */
const LONGEST = 5 * 60_000

const left = /^(node_modules|data|\.git|\.env|test\/shots|test\/clients|test\/mutants)(\/|$)/

function copyOf(): string {
  const copy = mkdtempSync(join(tmpdir(), 'silta-breaks-'))
  cpSync(root, copy, { recursive: true, filter: (path) => !left.test(relative(root, path)) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Do the tests fail? By a process of its own, and all that it began, ended after `LONGEST`. */
function isNoticed(copy: string, tests: readonly string[]): Promise<boolean> {
  const run = spawn(process.execPath, [mocha, '--bail', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    detached: true,
  })
  const late = setTimeout(() => process.kill(-run.pid!, 'SIGKILL'), LONGEST)
  return new Promise((resolve) => {
    run.once('close', (code) => {
      clearTimeout(late)
      resolve(code !== 0)
    })
  })
}

const wished = process.argv.slice(2)
const todo = handMade
  .filter(({ file }) => wished.length === 0 || wished.includes(file))
  .flatMap(({ file, tests, breaks }) => breaks.map(([what, from, to]) => ({ file, tests, what, from, to })))
const rows: Record<string, { breaks: number; noticed: number }> = {}
const told: string[] = []

async function work(): Promise<void> {
  const copy = copyOf()
  for (let one = todo.shift(); one; one = todo.shift()) {
    const { file, tests, what, from, to } = one
    const whole = readFileSync(join(root, file), 'utf8')
    const fits = whole.split(from).length === 2
    if (fits) writeFileSync(join(copy, file), whole.split(from).join(to))
    const noticed = fits && (await isNoticed(copy, tests))
    writeFileSync(join(copy, file), whole)
    rows[file] ??= { breaks: 0, noticed: 0 }
    rows[file].breaks += 1
    if (noticed) rows[file].noticed += 1
    else told.push(`${file}: ${what}${fits ? '' : ' (what it replaces is not there once)'}`)
    if (!noticed) console.log(told.at(-1))
  }
  rmSync(copy, { recursive: true })
}

await Promise.all(Array.from({ length: AT_ONCE }, work))
console.table(rows)
const all = Object.values(rows).reduce((sum, { breaks }) => sum + breaks, 0)
console.log(`${all} breaks, ${told.length} not noticed`)
process.exitCode = told.length > 0 ? 1 : 0
