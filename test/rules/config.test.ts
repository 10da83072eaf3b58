import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, readConfig } from '../../platform/config.ts'
import { settings } from '../../platform/settings.ts'
import { production } from '../support/production.ts'

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

  const without = (name: string) => ({ ...production, [name]: '' })
  const provider = { OIDC_CLIENT_ID: 'silta', OIDC_CLIENT_SECRET: 'secret' }
  const entra = 'https://login.microsoftonline.com/organizations/v2.0'
  const refused: [string, Record<string, string>, RegExp][] = [
    ['no key in production', without('MASTER_KEY'), /^MASTER_KEY is missing/],
    ['no address in production', without('PUBLIC_URL'), /^PUBLIC_URL is missing/],
    ['no TLS in production', { ...production, PUBLIC_URL: 'http://silta.example' }, /https:\/\//],
    ['a provider without a client id', without('OIDC_CLIENT_ID'), /^OIDC_CLIENT_ID is missing/],
    ['a provider without a secret', without('OIDC_CLIENT_SECRET'), /^OIDC_CLIENT_SECRET is missing/],
    [
      'a provider without TLS, even on this machine, in production',
      { ...production, OIDC_ISSUER: 'http://127.0.0.1:1' },
      /^OIDC_ISSUER must begin with https/,
    ],
    [
      'a provider without TLS on another machine',
      { ...provider, OIDC_ISSUER: 'http://login.example' },
      /^OIDC_ISSUER must begin with https/,
    ],
    ['a provider that is no address', { ...provider, OIDC_ISSUER: 'entra' }, /^OIDC_ISSUER must begin/],
    ['Entra ID for any tenant', { ...provider, OIDC_ISSUER: entra }, /^OIDC_TENANT is missing/],
    [
      'a translator without TLS on another machine',
      { TRANSLATOR_ENDPOINT: 'http://translator.example', TRANSLATOR_KEY: 'k' },
      /^TRANSLATOR_ENDPOINT must begin with https/,
    ],
    [
      'a translator without TLS in production',
      { ...production, TRANSLATOR_ENDPOINT: 'http://127.0.0.1:1', TRANSLATOR_KEY: 'k' },
      /^TRANSLATOR_ENDPOINT must begin with https/,
    ],
    [
      "a managed identity at the translator's shared address",
      { TRANSLATOR_ENDPOINT: 'https://api-eur.cognitive.microsofttranslator.com' },
      /^TRANSLATOR_KEY is missing/,
    ],
    ['a role that is none', { OIDC_ROLES: 'x=boss' }, /^OIDC_ROLES is not usable/],
    ['a short key', { MASTER_KEY: 'c2hvcnQ=' }, /^MASTER_KEY is too short/],
    ['a guessable key of events', { ACS_EVENT_KEY: 'short' }, /^ACS_EVENT_KEY is too short/],
    ['a guessable export key', { EXPORT_KEY: 'short' }, /^EXPORT_KEY is too short/],
    ['a webhook without TLS', { ALARM_WEBHOOK: 'http://hooks.example/x' }, /^ALARM_WEBHOOK must begin/],
    ['mail without a server', { ALARM_EMAIL: 'desk@silta.example' }, /^SMTP_URL must begin/],
    [
      'mail from nobody',
      { ALARM_EMAIL: 'desk@silta.example', SMTP_URL: 'smtps://mail.example' },
      /^ALARM_EMAIL_FROM is missing/,
    ],
    ['an address that is none', { ALARM_EMAIL: 'desk' }, /^ALARM_EMAIL is not usable/],
    ['hours that are none', { OFFICE_HOURS: 'mon-fri 8-16' }, /^OFFICE_HOURS is not usable/],
    ['a day that is none', { HOLIDAYS: '31.12.2026' }, /^HOLIDAYS is not usable/],
    ['a hub without TLS', { ...production, HANDOFF_HUB: 'http://127.0.0.1:1' }, /^HANDOFF_HUB must begin/],
    ['a hub that is no address', { HANDOFF_HUB: 'hub' }, /^HANDOFF_HUB must begin/],
    ['a hub without a key', { HANDOFF_HUB: 'https://hub.example' }, /^HANDOFF_KEY is too short/],
    ['text messages without TLS', { TWILIO_API_URL: 'http://api.example' }, /^TWILIO_API_URL must begin/],
    [
      'text messages without TLS in production',
      { ...production, TWILIO_API_URL: 'http://127.0.0.1:1' },
      /^TWILIO_API_URL must begin/,
    ],
    [
      'keys of an issuer without TLS',
      { ...production, ACS_ENTRA_ISSUER: 'http://sts.example/' },
      /^ACS_ENTRA_ISSUER must begin/,
    ],
    ['an address that nobody can reach', { ...production, PUBLIC_URL: 'https://' }, /^PUBLIC_URL is not/],
    ['a port that is none', { PORT: 'many' }, /^PORT is not usable/],
  ]
  for (const [what, env, says] of refused)
    it(`refuses ${what}, with a sentence that says what is wrong and never the value`, () => {
      assert.throws(
        () => readConfig(env),
        (error: Error) =>
          error instanceof ConfigError &&
          says.test(error.message) &&
          !error.message.includes(env.MASTER_KEY || '\0'),
      )
    })

  it('starts in production with a key, an address and a provider', () => {
    assert.equal(readConfig(production).production, true)
  })

  it('takes a provider without TLS on this machine, to try it', () => {
    readConfig({ ...provider, OIDC_ISSUER: 'http://localhost:3000' })
  })
})
