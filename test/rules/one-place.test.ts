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
]

describe('One place', () => {
  for (const [what, sign, by] of places)
    it(what, () => {
      const saying = sources.filter((file) => sign.test(readFileSync(join(root, file), 'utf8')))
      assert.deepEqual(saying.sort(), [...by].sort())
    })
})
