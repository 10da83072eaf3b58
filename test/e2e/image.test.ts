import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { generate } from 'selfsigned'
import { startCosmos } from '../support/cosmos-server.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { production } from '../support/production.ts'

const root = join(import.meta.dirname, '../..')
const dockerfile = readFileSync(join(root, 'deploy/Dockerfile'), 'utf8')
const lines = (word: string) =>
  [...dockerfile.matchAll(new RegExp(`^${word} (.+)$`, 'gm'))].map(([, rest]) => rest!)

/** Files of the project that the image is made of. */
const copied = [
  ...new Set(
    lines('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1)),
  ),
]

/** Every file below a folder with the time it was written. */
const written = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('node_modules/'))
    .map((name) => [name, statSync(join(folder, name)).mtimeMs])

describe('the image, without Docker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'silta-image-'))
  const authority = `${folder}.pem`
  let cosmos: Awaited<ReturnType<typeof startCosmos>>
  let child: ChildProcess | undefined

  before(async () => {
    const certificate = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    })
    writeFileSync(authority, certificate.cert)
    cosmos = await startCosmos(0, certificate)
    for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true })
    const [install] = lines('RUN')
    const [command, ...args] = install!.split(' ')
    assert.equal(command, 'npm')
    const npm = process.env.npm_execpath
    const offline = '--prefer-offline'
    await promisify(execFile)(
      npm ? process.execPath : 'npm',
      [...(npm ? [npm] : []), ...args, offline, '--no-audit'],
      { cwd: folder, env: { PATH: process.env.PATH, HOME: process.env.HOME } },
    )
  })
  after(async () => {
    child?.kill('SIGKILL')
    await cosmos.close()
    for (const made of [folder, authority]) rmSync(made, { recursive: true, force: true })
  })

  it('lets through what is copied, and nothing else', () => {
    const ignore = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n')
    assert.ok(ignore.includes('*'))
    const let_ = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    assert.deepEqual(let_.sort(), copied.toSorted())
  })

  it('starts from the packages of production alone, answers, stays healthy, and writes nothing beside itself', async () => {
    assert.throws(() => statSync(join(folder, 'node_modules/mocha')))
    const before = written(folder)
    const [program, ...args] = JSON.parse(lines('CMD')[0]!) as string[]
    assert.equal(program, 'node')
    const env = {
      PATH: process.env.PATH,
      ...production,
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      NODE_EXTRA_CA_CERTS: authority,
      COSMOS_ENDPOINT: cosmos.endpoint,
      COSMOS_KEY: cosmos.key,
    }
    child = spawn(process.execPath, args, { cwd: folder, env })
    let said = ''
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (said += chunk))
    const ask = (path: string) => fetch(`http://127.0.0.1:${env.PORT}${path}`)
    const health = await eventually(async () => {
      assert.equal(child!.exitCode, null, said)
      return (await ask('/healthz')).json()
    })
    assert.deepEqual(health, { ok: true })
    assert.equal((await ask('/readyz')).status, 200)
    assert.match(await (await ask('/?lang=fi')).text(), /<html lang="fi"/)
    const check = JSON.parse(dockerfile.match(/^HEALTHCHECK .*?CMD (.+)$/m)![1]!) as string[]
    const healthy = () => promisify(execFile)(process.execPath, check.slice(1), { env })
    await healthy()
    assert.deepEqual(written(folder), before)

    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [0, null], said)
    await assert.rejects(healthy())
  })
})
