import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig, settings } from '../../bot/config.ts'

const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8')
const listed = [...example.matchAll(/^# (.+)\n([A-Za-z_]+)=(.*)$/gm)].map(([, says, name, value]) => ({
  says,
  name,
  value,
}))

describe('the configuration', () => {
  it('is the same in .env.example: names, defaults, what they are for', () => {
    const declared = Object.entries(settings).map(([name, schema]) => {
      const value = schema.safeParse(undefined).data
      return { says: schema.description, name, value: Array.isArray(value) ? value.join(',') : String(value) }
    })
    assert.deepEqual(listed, declared)
  })

  it('needs nothing on a laptop, and listens on loopback there', () => {
    const { HOST, loopback, production } = readConfig({})
    assert.deepEqual({ HOST, loopback, production }, { HOST: '127.0.0.1', loopback: true, production: false })
  })

  const key = Buffer.alloc(32, 7).toString('base64')
  const refused: [string, Record<string, string>, RegExp][] = [
    [
      'no key in production',
      { NODE_ENV: 'production', PUBLIC_URL: 'https://silta.example' },
      /^MASTER_KEY is missing/,
    ],
    ['no address in production', { NODE_ENV: 'production', MASTER_KEY: key }, /^PUBLIC_URL is missing/],
    [
      'no TLS in production',
      { NODE_ENV: 'production', MASTER_KEY: key, PUBLIC_URL: 'http://silta.example' },
      /https:\/\//,
    ],
    ['a short key', { MASTER_KEY: 'c2hvcnQ=' }, /^MASTER_KEY is too short/],
    ['a port that is none', { PORT: 'many' }, /^PORT is not usable/],
  ]
  for (const [what, env, says] of refused)
    it(`refuses ${what}, with a sentence that says what is wrong and never the value`, () => {
      assert.throws(
        () => readConfig(env),
        (error: Error) =>
          error instanceof ConfigError &&
          says.test(error.message) &&
          !error.message.includes(env.MASTER_KEY ?? '\0'),
      )
    })

  it('starts in production with a key and an address', () => {
    assert.equal(
      readConfig({ NODE_ENV: 'production', MASTER_KEY: key, PUBLIC_URL: 'https://silta.example' }).production,
      true,
    )
  })
})
