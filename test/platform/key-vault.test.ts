import assert from 'node:assert/strict'
import {
  constants,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { services } from '../../bot/services.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { readConfig } from '../../platform/config.ts'
import { unlocked, type VaultOptions, wrappedBy } from '../../platform/key-vault.ts'
import { Person, walkTo } from '../support/talk.ts'

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }

/** Azure Key Vault's own addresses on loopback, with a key in as many versions as are made. */
async function startVault() {
  const versions = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>()
  const came: string[] = []
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  const state = { forbids: false }
  const server = createServer({ key, cert }, async (req, res) => {
    let body = ''
    for await (const chunk of req) body += chunk
    const answer = (status: number, said: object, more = {}) => {
      res.writeHead(status, { 'content-type': 'application/json', ...more })
      res.end(JSON.stringify(said))
    }
    if (!req.headers.authorization) {
      const challenge =
        'Bearer authorization="https://login.example/tenant", resource="https://vault.azure.net"'
      return answer(401, {}, { 'www-authenticate': challenge })
    }
    const [path = ''] = (req.url ?? '').split('?')
    came.push(`${req.method} ${path}`)
    if (state.forbids) return answer(403, { error: { code: 'Forbidden', message: 'no' } })
    const [, , , given = '', what] = path.split('/')
    const at = versions.has(given) ? given : [...versions.keys()].at(-1)!
    const pair = versions.get(at)!
    const kid = `${root}/${at}`
    if (!what && req.method === 'GET') {
      const { n, e } = pair.publicKey.export({ format: 'jwk' })
      const jwk = { kid, kty: 'RSA', key_ops: ['wrapKey', 'unwrapKey'], n, e }
      return answer(200, { key: jwk, attributes: { enabled: true } })
    }
    const { value } = JSON.parse(body)
    const bytes = Buffer.from(value, 'base64url')
    try {
      const made =
        (what ?? given) === 'wrapkey'
          ? publicEncrypt({ key: pair.publicKey, ...oaep }, bytes)
          : privateDecrypt({ key: pair.privateKey, ...oaep }, bytes)
      answer(200, { kid, value: made.toString('base64url') })
    } catch {
      answer(400, { error: { code: 'BadParameter', message: 'not its own' } })
    }
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const root = `https://localhost:${(server.address() as AddressInfo).port}/keys/root`
  const options: VaultOptions = {
    credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) },
    client: { tlsOptions: { ca: cert }, retryOptions: { maxRetries: 0 } },
  }
  return {
    root,
    came,
    state,
    options,
    turn: (version: string) => versions.set(version, generateKeyPairSync('rsa', { modulusLength: 2048 })),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('A root key in a key vault', () => {
  let vault: Awaited<ReturnType<typeof startVault>>
  beforeEach(async () => {
    vault = await startVault()
    vault.turn('one')
  })
  afterEach(() => vault.close())
  const configOf = (key: string, ...also: string[]) =>
    readConfig({
      NODE_ENV: 'test',
      MASTER_KEY: key,
      MASTER_KEY_ALSO: also.join(),
      KEY_VAULT_KEY: vault.root,
    })

  it('opens the master keys that are set, each by the version that wrapped it, and is never asked again', async () => {
    const [before, now] = [randomBytes(32), randomBytes(32)]
    const first = await wrappedBy(vault.root, before, vault.options)
    assert.match(first, /^one:/)
    vault.turn('two')
    const second = await wrappedBy(vault.root, now, vault.options)
    assert.match(second, /^two:/)
    const config = await unlocked(configOf(second, first), vault.options)
    assert.deepEqual(Buffer.from(config.MASTER_KEY, 'base64'), now)
    assert.deepEqual(config.MASTER_KEY_ALSO, [before.toString('base64')])
    const asked = vault.came.length
    const parts = services(config, sqliteStore(':memory:'))
    await walkTo(new Person(parts), 'en', 'what.forms')
    assert.equal(vault.came.length, asked)
    vault.close()
    const person = await (await walkTo(new Person(parts), 'en')).picks('send')
    assert.ok((await parts.cases.get(person.last.state.case!.id))?.content)
    await parts.ready()
    await parts.store.close()
  })

  it('says in one sentence why it cannot be used: away, refusing, or with another key', async () => {
    const wrapped = await wrappedBy(vault.root, randomBytes(32), vault.options)
    const open = (key: string) => unlocked(configOf(key), vault.options)
    vault.state.forbids = true
    await assert.rejects(open(wrapped), {
      message: 'KEY_VAULT_KEY does not open MASTER_KEY: the vault did not unwrap it (RestError Forbidden).',
    })
    vault.state.forbids = false
    await assert.rejects(
      open(randomBytes(32).toString('base64')),
      /MASTER_KEY is not wrapped by KEY_VAULT_KEY: make one with npm run key:new\.$/,
    )
    const forged = `one:${randomBytes(256).toString('base64')}`
    await assert.rejects(open(forged), /the vault did not unwrap it \(RestError BadParameter\)\.$/)
    const short = await wrappedBy(vault.root, randomBytes(16), vault.options)
    await assert.rejects(open(short), /a master key has 32 bytes/)
    vault.close()
    await assert.rejects(open(wrapped), /^Error: KEY_VAULT_KEY does not open MASTER_KEY: .*ECONN/)
  })

  it('is no address that anybody on the way could read', () => {
    const plain = {
      MASTER_KEY: randomBytes(32).toString('base64'),
      KEY_VAULT_KEY: 'http://vault.example/keys/root',
    }
    assert.throws(() => readConfig(plain), /KEY_VAULT_KEY must begin with https/)
    assert.throws(
      () => readConfig({ KEY_VAULT_KEY: vault.root }),
      /MASTER_KEY is missing: KEY_VAULT_KEY needs it/,
    )
  })
})
