import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { demoConfig } from '../../../bot/demo/config.ts'
import { ConfigError } from '../../../platform/config.ts'
import { settings } from '../../../platform/settings.ts'
import { production } from '../../support/production.ts'

const example = parseEnv(readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8'))

/** A value that each setting takes and that is not its default; most are words. */
const values: Record<string, string> = {
  OFFICE_HOURS: 'mon-fri 08:00-16:00',
  HOLIDAYS: '2026-12-31',
  EXIT_URL: 'https://weather.example/',
  SECURITY_CONTACT: 'mailto:security@silta.example',
  OIDC_ROLES: 'x=caseworker',
  ALARM_LANGUAGE: 'sv',
  ALARM_WEBHOOK_KIND: 'json',
  ALARM_EMAIL: 'desk@silta.example',
  ALARM_EMAIL_SUPERVISORS: 'desk@silta.example',
  TRUST_PROXY: '1',
  HSTS_SUBDOMAINS: 'true',
  MicrosoftAppType: 'MultiTenant',
  ChannelService: 'https://botframework.azure.us',
}
const other = (name: string): string =>
  values[name] ?? (/_(MINUTES|HOURS|DAYS)$/.test(name) ? '9' : name === 'PORT' ? '4000' : 'x')

describe('The settings of a demo', () => {
  /** What a demo may have of its own. A new setting is refused until it stands here too. */
  const may = [
    ...['NODE_ENV', 'PORT', 'HOST', 'DATA_DIR', 'DRAFT_HOURS', 'CASE_DAYS', 'LINK_DAYS', 'EXIT_URL'],
    ...['SESSION_IDLE_MINUTES', 'SESSION_HOURS', 'LEAVER_MINUTES', 'SLEEPER_MINUTES', 'LEAVER_HOURS'],
    ...['OFFER_MINUTES', 'OFFICE_HOURS', 'HOLIDAYS', 'ALARM_REPEAT_MINUTES', 'ALARM_ESCALATE_MINUTES'],
    ...['ALARM_CALM_MINUTES', 'ALARM_LANGUAGE'],
  ]

  it('are few: whatever else there is reaches out or lets somebody in', () => {
    const refused = Object.keys(settings).filter((name) => {
      try {
        demoConfig({ [name]: name === 'NODE_ENV' ? 'test' : name === 'HOST' ? '::1' : other(name) })
        return false
      } catch (error) {
        return error instanceof ConfigError && error.message.startsWith(`${name}: not for a demo`)
      }
    })
    assert.deepEqual(
      refused.sort(),
      Object.keys(settings)
        .filter((name) => !may.includes(name))
        .sort(),
    )
  })

  const refuses = (env: Record<string, string>, says: RegExp) =>
    assert.throws(
      () => demoConfig(env),
      (error: Error) => {
        assert.match(error.message, says)
        // One sentence, and no value.
        assert.doesNotMatch(error.message, /\n|silta\.example/)
        return error instanceof ConfigError
      },
    )

  it('are not those of production, whatever else stands there', () => {
    refuses({ NODE_ENV: 'production' }, /^NODE_ENV is production/)
    refuses(production, /^NODE_ENV is production/)
  })

  it('name all that is too much at once, and never a value', () =>
    refuses(
      { COSMOS_ENDPOINT: 'https://silta.example', OIDC_ISSUER: 'https://silta.example', OFFICE_HOURS: '' },
      /^COSMOS_ENDPOINT, OIDC_ISSUER: not for a demo/,
    ))

  for (const HOST of ['0.0.0.0', '::', '192.168.1.2', 'silta.example'])
    it(`keep it on this machine: not ${HOST.replace('silta', 'a')}`, () => refuses({ HOST }, /^HOST is open/))

  it('take a copy of .env.example for nothing set, and keep to a folder of their own', () => {
    assert.equal(example.COSMOS_DATABASE, 'silta')
    for (const env of [{}, example]) assert.equal(demoConfig(env).DATA_DIR, './data/demo')
    assert.equal(demoConfig({ DATA_DIR: '/tmp/elsewhere' }).DATA_DIR, '/tmp/elsewhere')
  })
})
