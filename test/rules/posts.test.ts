import assert from 'node:assert/strict'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { Client } from '../desk/desk-server.ts'
import { type Running, startServer } from '../support/server.ts'

/** Every way in that a setting opens. */
const everything = {
  EXPORT_KEY: 'e'.repeat(32),
  HANDOFF_HUB: 'https://hub.example/activities',
  HANDOFF_KEY: 'h'.repeat(32),
  PUBLIC_URL: 'https://silta.example',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 't'.repeat(32),
  TWILIO_FROM: '+358401234567',
  ACS_CONNECTION_STRING: `endpoint=https://acs.example/;accesskey=${Buffer.alloc(32).toString('base64')}`,
  ACS_EVENT_KEY: 'a'.repeat(32),
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: 'tenant',
}

const elsewhere: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
]
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const json = { 'content-type': 'application/json' }

/**
 * What keeps another site, or anybody at all, from posting to a route: by its address. A route that none of
 * these is about fails here, until somebody has said what guards it.
 */
const guards: readonly [what: string, path: RegExp, holds: (at: string, client: Client) => Promise<void>][] =
  [
    [
      'its own proof in each request, and no other',
      /^\/(api\/|console\/api\/export\/)/,
      async (at, client) => {
        const [type, body] = at.startsWith('/api/sms/twilio') ? [form, 'From=1&Body=x'] : [json, '[{}]']
        const { status } = await client.send('POST', at, body, type)
        assert.ok([401, 403].includes(status), `${at} ${status}`)
      },
    ],
    [
      'nothing to do',
      /\*$/,
      async (at, client) => assert.equal((await client.send('POST', at, '{}', json)).status, 404, at),
    ],
    [
      'the session, that it comes from our own page, and that a form is of this session',
      /^\/console\//,
      async (at, client) => {
        const csrf = /name="csrf" value="([^"]+)"/.exec((await client.get('/console')).text)![1]!
        const [type, body] = at.startsWith('/console/api/')
          ? [json, '{}']
          : [form, String(new URLSearchParams({ csrf, away: 'yes' }))]
        for (const from of elsewhere)
          assert.equal((await client.send('POST', at, body, { ...type, ...from })).status, 403, at)
        if (type !== form) return
        // From our own page, but of no session or of another.
        // A case that is not there is not found first.
        const refused = at.startsWith('/console/cases/') ? [403, 404] : [403]
        for (const forged of ['away=yes', 'away=yes&csrf=x']) {
          const { status } = await client.send('POST', at, forged, form)
          assert.ok(refused.includes(status), `${at} ${forged} ${status}`)
        }
      },
    ],
    [
      'the origins that may use Direct Line',
      /^\/v3\/directline\//,
      async (at, client) =>
        assert.equal((await client.send('POST', at, '{}', { ...json, ...elsewhere[0] })).status, 403, at),
    ],
    [
      'what only her page, or who holds the link, has: no cookie is asked for',
      /^\/(|live|typing|cover|r\/.*)$/,
      async (at, client) => {
        const { status } = await client.send('POST', at, 'text=hello', form)
        assert.ok(status >= 400 && status < 500, `${at} ${status}`)
      },
    ],
    [
      'nothing to guard without her page: it leads away',
      /^\/exit$/,
      async (at, client) => assert.equal((await client.send('POST', at, '', form)).status, 303, at),
    ],
  ]

describe('Every route that is posted to', () => {
  let server: Running
  let client: Client
  before(async () => {
    server = await startServer(everything)
    client = new Client(server.url)
    let address = ''
    printSignIn(server.services, server.url, (line) => {
      address = line.replace('Desk:', '').trim()
    })
    const { pathname, search } = new URL(address)
    await client.get(`${pathname}${search}`)
  })
  after(() => server.close())

  const paths = () =>
    server.routes.flatMap((route) => (route.startsWith('POST ') ? [route.slice('POST '.length)] : []))

  it('has one guard that is about it', () => {
    assert.ok(paths().length > 70, `${paths().length}`)
    for (const path of paths())
      assert.ok(
        guards.some(([, about]) => about.test(path)),
        path,
      )
    for (const [what, about] of guards)
      assert.ok(
        paths().some((path) => about.test(path)),
        what,
      )
  })

  it('is guarded so', async () => {
    for (const path of paths()) {
      const [, , holds] = guards.find(([, about]) => about.test(path))!
      const at = path.replace(':id', '1'.repeat(20)).replace(':key', 'identity.name').replace(':token', 'x')
      await holds(at, client)
    }
    assert.equal((await client.get('/console')).status, 200, 'and nobody was signed out')
  })
})
