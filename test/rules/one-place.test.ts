import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importsOf } from './imports.ts'

const root = join(import.meta.dirname, '../..')
const sources = [...importsOf(['bot', 'desk', 'web', 'dialogs', 'platform', 'intake'], /\.ts$/).keys()]

/** What is written in one file and used by the others: a second spelling of it is the one that is forgotten. */
const places: readonly [what: string, sign: RegExp, by: readonly string[]][] = [
  ['no minute, hour or day as a number', /(?<![\d_])(?:60_000|3_600_000|86_400_000)\b/, []],
  ["Finland's clock", /Europe\/Helsinki/, ['intake/hours/time.ts']],
  // The log stands above the hours and must say when, whatever else is broken.
  ['a time as other systems read it', /\.toISOString\(/, ['intake/hours/time.ts', 'platform/errors.ts']],
  ['characters that show nothing', /\\p\{Cc?\}/, ['intake/form/plain-text.ts']],
  ['where a request came to', /new URL\(req\.url|['`]http:\/\/silta/, ['platform/http.ts']],
  // `hasConsent` reads it: a "yes", and nothing that is merely no "no".
  ['what she consents to', /has\([^)]*'(?:consent\.(?!start)|referrer\.consent|referral\.toldDecision)/, []],
  ['every certificate is checked', /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity/, []],
  ['a call that leaves this process, with its deadline', /\bfetch\(/, ['platform/outgoing.ts']],
]

/** What speaks to others by a client of theirs, which knows no deadline or only one for each step. */
const clients =
  /from 'nodemailer'|import\('@azure\/(?:communication-sms|identity)'\)|import\('twilio'\)|discovery,|CloudAdapter, /
const waits = /outgoing\(|Pushed</

describe('One place', () => {
  it('whoever speaks by a client of others waits by the one deadline', () => {
    const speaking = sources.filter((file) => clients.test(readFileSync(join(root, file), 'utf8')))
    assert.ok(speaking.length >= 5)
    const endless = speaking.filter((file) => !waits.test(readFileSync(join(root, file), 'utf8')))
    assert.deepEqual(endless, [])
  })

  for (const [what, sign, by] of places)
    it(what, () => {
      const saying = sources.filter((file) => sign.test(readFileSync(join(root, file), 'utf8')))
      assert.deepEqual(saying.sort(), [...by].sort())
    })
})
