import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { ask } from '../../../intake/form/ask.ts'
import type { Trouble } from '../../../intake/form/reply.ts'
import { words } from '../../../locales/index.ts'
import { type LinkView, linkPage } from '../../../web/link/page.ts'

const states: LinkView['state'][] = [
  'open',
  'failed',
  'unknown',
  'expired',
  'used',
  'taken',
  'withdrawn',
  'busy',
]
const troubles: Trouble[] = ['long', 'date', 'option', 'alone', 'none']
const standing = { answers: {}, languages: [], sent: true, hasCode: false }

describe("web/link: the referrer's page", () => {
  it('has words for all it says, and says all its words', () => {
    const asked = new Set<string>()
    const known = words('en')
    const listen = (key: string, params?: Record<string, unknown>) => {
      asked.add(key)
      return known(key, params)
    }
    const t = Object.assign(listen, { has: known.has, language: 'en', dir: 'ltr' as const })
    const asks = ['what.forms', 'identity.birth', 'identity.name'].map((key) => ask(key, standing, known))
    const view = { t, path: '/r/x', languages: ['en'], until: 'today', given: { words: 'some words' } }
    for (const state of states) linkPage({ ...view, state, asks, troubles: {} })
    for (const state of states.slice(1)) linkPage({ ...view, state, asks: [], troubles: {} })
    for (const trouble of troubles)
      linkPage({ ...view, state: 'open', asks, troubles: { 'what.forms': trouble } })
    const own = Object.keys(
      JSON.parse(readFileSync(new URL('../../../locales/en/web.json', import.meta.url), 'utf8')),
    )
    assert.deepEqual(
      [...asked].filter((key) => key.startsWith('web.')).sort(),
      own.filter((key) => key.startsWith('web.link.')).sort(),
    )
  })
})
