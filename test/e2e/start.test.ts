import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { eventually } from '../support/eventually.ts'
import { freshDir } from '../support/process.ts'

const root = join(import.meta.dirname, '../..')
const start = join(root, 'bot/start.js')

interface Started {
  code: number | null
  output: string
}

/** As `npm start` does it, in a folder of its own; it is ended once it says where it is. */
async function run(
  env: Record<string, string>,
  { cwd = freshDir(), args = [] }: { cwd?: string; args?: string[] } = {},
): Promise<Started> {
  const given = { PATH: process.env.PATH, PORT: '0', ...env }
  const child = spawn(process.execPath, [...args, start], { cwd, env: given })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const closed = once(child, 'close')
  await eventually(() => child.exitCode !== null || /^Desk:/m.test(output), 'a start, or why there is none')
  const code = child.exitCode
  child.kill('SIGKILL')
  await closed
  return { code, output }
}

async function refuses(env: Record<string, string>, says: RegExp, more?: Parameters<typeof run>[1]) {
  const { code, output } = await run(env, more)
  assert.equal(code, 1, output)
  assert.match(output, says)
  // One sentence and its headline: no address was printed before, no stack after.
  assert.match(output, /^Silta cannot start:\n[^\n]+\n$/)
}

describe('A start that cannot be', () => {
  it('a folder that cannot be one', async () => {
    const dir = freshDir()
    writeFileSync(join(dir, 'file'), '')
    await refuses({ DATA_DIR: join(dir, 'file') }, /DATA_DIR is not usable: it is not a folder/)
  })

  it('a broken file of an agency', async () => {
    const DATA_DIR = freshDir()
    mkdirSync(join(DATA_DIR, 'agency'))
    writeFileSync(join(DATA_DIR, 'agency', 'closing.yaml'), '- id: own\n  title:\n    de: Gemeinde\n')
    await refuses({ DATA_DIR }, /agency\/closing\.yaml, line 3: de is not one of the languages/)
  })

  it('a folder of an agency that is not there', async () => {
    await refuses(
      { AGENCY_DIR: join(freshDir(), 'none') },
      /AGENCY_DIR is not usable: there is no such folder/,
    )
  })

  it('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    await refuses({ PORT: String((other.address() as AddressInfo).port) }, /PORT is in use/)
    other.close()
  })

  it('an older Node', async () => {
    const dir = freshDir()
    const old = join(dir, 'old.mjs')
    writeFileSync(
      old,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`,
    )
    await refuses({}, /it needs Node 24 or newer, and this is 20\.20\.2/, { args: ['--import', old] })
  })

  it('a file of settings that cannot be read', async () => {
    const cwd = freshDir()
    mkdirSync(join(cwd, '.env'))
    await refuses({}, /the file \.env is there and cannot be read/, { cwd })
  })
})

it('what stands in .env is read, and what is set stays', async () => {
  const cwd = freshDir()
  writeFileSync(join(cwd, '.env'), 'PUBLIC_URL=https://silta.example/\nPORT=70000\n')
  const { output } = await run({ PORT: '0' }, { cwd })
  assert.match(output, /^Chat: +https:\/\/silta\.example\/$/m)
})
