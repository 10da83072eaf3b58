import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { freshDir } from '../support/process.ts'
import { Life, steps } from './life.ts'
import { openPlace, type Place } from './place.ts'
import { type Finding, Table } from './verdicts.ts'
import { type Expected, undisturbed, walk } from './walk.ts'

/** So long a disk is away, in ms: longer than the store waits for another's write. */
const AWAY = 7000

/** What befalls the disk, and how it is made good; `null` where this machine does not let it happen. */
type Trouble = (place: Place, dir: string) => Promise<(() => unknown) | null>

const run = (command: string, ...given: string[]): boolean => {
  try {
    execFileSync(command, given, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const limit = (place: Place, bytes: number | string): boolean =>
  run('prlimit', `--pid=${place.processes[0]!.child.pid}`, `--fsize=${bytes}:`)

const troubles: Record<string, Trouble> = {
  /** As a quota does it: files grow no more. */
  'a limit to the size of files': async (place, dir) => {
    const size = Math.min(...['silta.db', 'keys.db'].map((file) => statSync(join(dir, file)).size))
    return limit(place, size) ? () => limit(place, 'unlimited') : null
  },
  'a full disk': async (_, dir) => {
    if (!mounted.has(dir)) return null
    const filler = join(dir, 'filler')
    // It is full when `dd` cannot go on.
    run('dd', 'if=/dev/zero', `of=${filler}`, 'bs=4k')
    return () => rmSync(filler)
  },
  'a disk that can only be read': async (place) => {
    await place.processes[0]!.byChance(1, ['readonly'])
    return () => place.processes[0]!.byChance(0, [])
  },
  'a store that another holds': async (_, dir) => {
    const other = new DatabaseSync(join(dir, 'silta.db'))
    other.exec('BEGIN IMMEDIATE')
    return () => {
      other.exec('ROLLBACK')
      other.close()
    }
  },
}

const mounted = new Set<string>()
process.on('exit', () => {
  for (const dir of mounted) run('umount', '-l', dir)
})
/** A small disk of its own, where that is allowed here: to root, as a rule. */
function smallDisk(): string {
  const dir = freshDir()
  if (run('mount', '-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', dir)) mounted.add(dir)
  return dir
}

const status = async (place: Place, path: string): Promise<number> =>
  fetch(new URL(path, place.processes[0]!.chat)).then(
    (answer) => answer.status,
    () => 0,
  )

/** At one step the disk goes away for a while: /readyz says so, /healthz goes on, and what was said goes through then. */
async function away(place: Place, dir: string, expected: Expected, at: number, trouble: Trouble) {
  const found: Finding[] = []
  let skipped = false
  let over: Promise<unknown> = Promise.resolve()
  const whole = await walk(place, expected, {
    async before(step) {
      if (step !== at) return
      const end = await trouble(place, dir)
      skipped = !end
      if (!end) return
      over = setTimeout(AWAY).then(end)
      await setTimeout(1100)
      const [ready, healthy] = [await status(place, '/readyz'), await status(place, '/healthz')]
      if (ready !== 503) found.push({ verdict: 'ugly', what: `/readyz says ${ready}` })
      if (healthy !== 200) found.push({ verdict: 'stuck', what: `/healthz says ${healthy}` })
    },
    async after(step, fresh) {
      if (step === at) await over
      found.push(...fresh)
    },
  })
  if ((await status(place, '/readyz')) !== 200) found.push({ verdict: 'stuck', what: 'it is not well again' })
  return skipped ? null : [...found, ...whole]
}

/** Every page but the first is overwritten: nothing may be acknowledged then, and the files of before hold all. */
async function corrupt(): Promise<Finding[]> {
  const found: Finding[] = []
  const dir = freshDir()
  const place = await openPlace({ env: { DATA_DIR: dir }, close: async () => {} })
  const life = new Life(place)
  for (const { does } of steps.slice(0, 6)) await does(life)
  await place.processes[0]!.kill()
  const safe = join(dir, 'safe')
  mkdirSync(safe)
  const files = readdirSync(dir).filter((file) => file.includes('.db'))
  for (const file of files) copyFileSync(join(dir, file), join(safe, file))
  const path = join(dir, 'silta.db')
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096)
  writeFileSync(path, bytes)
  for (const file of files.filter((one) => /-(wal|shm)$/.test(one))) rmSync(join(dir, file))

  const started = await place.living().catch((error: Error) => error)
  if (started instanceof Error) {
    if (!/cannot start:\n[^\n]+\n$|"event":"start.failed"/.test(started.message))
      found.push({ verdict: 'ugly', what: started.message.slice(0, 300) })
  } else {
    const body = life.page.form({ value: 'adult' })
    const answer = await fetch(started.chat, { method: 'POST', body })
    if (answer.status === 200) found.push({ verdict: 'lost', what: 'an answer was taken' })
    if (answer.status === 500) found.push({ verdict: 'ugly', what: '500' })
    await started.kill()
  }
  for (const file of files) copyFileSync(join(safe, file), join(dir, file))
  await life.post('identity.age', { value: 'adult' })
  if (life.page.question !== 'what.forms') found.push({ verdict: 'lost', what: `at ${life.page.question}` })
  await place.close()
  return [...found, ...life.found]
}

/** A disk that is full, can only be read, is held by another, or broken: of the embedded store. */
export async function* disk(size: number): AsyncGenerator<Table> {
  const table = new Table('What a disk may do')
  const skip = Math.ceil(1 / size)
  const dir = smallDisk()
  const place = await openPlace({ env: { DATA_DIR: dir }, close: async () => {} })
  const expected = await undisturbed(place)
  for (const [name, trouble] of Object.entries(troubles))
    for (let at = 1; at < steps.length; at += skip) {
      const found = await away(place, dir, expected, at, trouble)
      if (found) table.count(name, found)
      else table.said.set(name, 'skipped: this machine does not let it happen')
      if (!found) break
    }
  table.count('the audit', await place.audit())
  await place.close()
  table.count('broken pages', await corrupt())
  yield table
}
