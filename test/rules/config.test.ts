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

  it('is filled in from a file .env for every command that runs the program', () => {
    const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
    const deaf = Object.entries<string>(scripts)
      .filter(([, run]) => /^node .*\b(bot|desk)\//.test(run) && !run.endsWith('bot/start.js'))
      .filter(([, run]) => !run.startsWith('node --env-file-if-exists=.env '))
    assert.deepEqual(deaf, [])
  })

  it('needs nothing on a laptop, and listens on loopback there', () => {
    const { HOST, loopback, production } = readConfig({})
    assert.deepEqual({ HOST, loopback, production }, { HOST: '127.0.0.1', loopback: true, production: false })
  })

  const without = (name: string) => ({ ...production, [name]: '' })
  const provider = { OIDC_CLIENT_ID: 'silta', OIDC_CLIENT_SECRET: 'secret' }
  const entra = 'https://login.microsoftonline.com/organizations/v2.0'
  const acs = 'endpoint=https://silta.communication.azure.com/;accesskey=c2VjcmV0'
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
    ['a contact that nobody can follow', { SECURITY_CONTACT: 'security' }, /^SECURITY_CONTACT is not usable/],
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
    ['an address that nobody can reach', { ...production, PUBLIC_URL: 'https://' }, /^PUBLIC_URL must/],
    ['an address with a path', { PUBLIC_URL: 'https://silta.example/chat' }, /^PUBLIC_URL must be .* path/],
    ['an address with a question', { PUBLIC_URL: 'https://silta.example/?a' }, /^PUBLIC_URL must be .* path/],
    [
      'an origin with a slash, which no browser says',
      { DIRECT_LINE_ORIGINS: 'https://a.example,https://b.example/' },
      /^DIRECT_LINE_ORIGINS must .* slash/,
    ],
    ['an origin for all', { DIRECT_LINE_ORIGINS: '*' }, /^DIRECT_LINE_ORIGINS must/],
    ['half of a provider: its id', { OIDC_CLIENT_ID: 'x' }, /^OIDC_ISSUER is missing: OIDC_CLIENT_ID/],
    ['half of a provider: its secret', { OIDC_CLIENT_SECRET: 'x' }, /^OIDC_ISSUER is missing/],
    ['half of a provider: its tenant', { OIDC_TENANT: 'x' }, /^OIDC_ISSUER is missing/],
    ['half of Twilio: its token', { TWILIO_AUTH_TOKEN: 'x' }, /^TWILIO_ACCOUNT_SID is missing/],
    ['half of Twilio: its number', { TWILIO_FROM: '+358' }, /^TWILIO_ACCOUNT_SID is missing: TWILIO_FROM/],
    [
      'half of Twilio: its account',
      { TWILIO_ACCOUNT_SID: 'AC0' },
      /^TWILIO_AUTH_TOKEN is missing.*\nPUBLIC_URL/,
    ],
    ['half of ACS: its secret', { ACS_EVENT_KEY: 'k'.repeat(32) }, /^ACS_CONNECTION_STRING is missing/],
    ['half of ACS: nobody may deliver', { ACS_CONNECTION_STRING: acs }, /^ACS_EVENT_KEY is missing/],
    [
      'half of ACS: no connection string',
      { ACS_CONNECTION_STRING: 'x' },
      /^ACS_CONNECTION_STRING is not one/,
    ],
    [
      'half of who delivers for ACS',
      { ACS_CONNECTION_STRING: acs, ACS_ENTRA_ISSUER: 'https://sts.windows.net/x/' },
      /^ACS_ENTRA_AUDIENCE is missing: ACS_ENTRA_ISSUER/,
    ],
    ['half of an app: its secret', { MicrosoftAppPassword: 'x' }, /^MicrosoftAppId is missing/],
    ['half of an app: its certificate', { CertificateThumbprint: 'x' }, /^MicrosoftAppId is missing/],
    ['half of Cosmos: its key', { COSMOS_KEY: 'a'.repeat(88) }, /^COSMOS_ENDPOINT is missing: COSMOS_KEY/],
    [
      'a key of Cosmos that is none',
      { COSMOS_ENDPOINT: 'https://x.documents.azure.com', COSMOS_KEY: 'a key' },
      /^COSMOS_KEY is not a key/,
    ],
    ['Cosmos without TLS', { COSMOS_ENDPOINT: 'http://cosmos.example' }, /^COSMOS_ENDPOINT must begin/],
    ['half of a translator', { TRANSLATOR_KEY: 'x' }, /^TRANSLATOR_ENDPOINT is missing: TRANSLATOR_KEY/],
    ['half of a hub', { HANDOFF_KEY: 'k'.repeat(32) }, /^HANDOFF_HUB is missing: HANDOFF_KEY/],
    ['a mail server and nobody to mail to', { SMTP_URL: 'smtps://mail.example' }, /^ALARM_EMAIL is missing/],
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

  it('takes an address with a slash at its end for the same without', () => {
    assert.equal(readConfig({ PUBLIC_URL: 'https://silta.example/' }).PUBLIC_URL, 'https://silta.example')
  })

  it('takes a provider without TLS on this machine, to try it', () => {
    readConfig({ ...provider, OIDC_ISSUER: 'http://localhost:3000' })
  })
})
