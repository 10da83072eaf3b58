import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { Client } from '../desk/desk-server.ts'
import { printed } from '../promises/canary.ts'
import { KEY } from '../support/channels/acs.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, startServer } from '../support/server.ts'

const CANARY = 'kanarialintu'

/** Requests as no client library would write them: what a socket carries, and what must come back. */
const hostile: readonly [what: string, text: string, status: number][] = [
  ['a host that is none', `GET / HTTP/1.1\r\nHost: [\r\n`, 400],
  ['a host with a port that is none', `GET / HTTP/1.1\r\nHost: ${CANARY}:99999\r\n`, 400],
  ['a host that carries a path', `GET /healthz HTTP/1.1\r\nHost: silta/console?${CANARY}=\r\n`, 400],
  ['a host that carries a name and password', `GET / HTTP/1.1\r\nHost: a:b@${CANARY}\r\n`, 400],
  ['an address that is none', `GET http://[${CANARY} HTTP/1.1\r\nHost: silta\r\n`, 400],
  ['an address of another kind', `GET file:///etc/${CANARY} HTTP/1.1\r\nHost: silta\r\n`, 400],
  ['every address', 'OPTIONS * HTTP/1.1\r\nHost: silta\r\n', 400],
  ['a whole address', 'GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: silta\r\n', 200],
  ['a whole address without a path', 'GET http://elsewhere.example HTTP/1.1\r\nHost: silta\r\n', 200],
  ['two slashes', 'GET // HTTP/1.1\r\nHost: silta\r\n', 200],
  ['two slashes and a host', `GET //${CANARY}:99999/ HTTP/1.1\r\nHost: silta\r\n`, 404],
  ['a slash and a backslash', 'GET /\\ HTTP/1.1\r\nHost: silta\r\n', 200],
  ['bytes that are no text in a path', `GET /r/%ff%zz${CANARY} HTTP/1.1\r\nHost: silta\r\n`, 404],
  ['a path at the desk that cannot be read', 'GET /console/cases/%zz HTTP/1.1\r\nHost: silta\r\n', 404],
  ['no host, as of old', 'GET /healthz HTTP/1.0\r\n', 200],
  ['an IPv6 host', 'GET /healthz HTTP/1.1\r\nHost: [::1]:3978\r\n', 200],
  ['headers without end', `GET / HTTP/1.1\r\nHost: silta\r\nX-Long: ${CANARY.repeat(3000)}\r\n`, 431],
  ['no request', `${CANARY}\r\n`, 400],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: silta\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n',
    400,
  ],
  ['a version of ours', `GET /healthz HTTP/1.1\r\nHost: silta\r\nAccept-Version: ${CANARY}\r\n`, 200],
  [
    'a stream under a host that is none',
    `GET /v3/directline/conversations/a/stream HTTP/1.1\r\nHost: [\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
    401,
  ],
  [
    'a stream at an address that is none',
    `GET http://[${CANARY} HTTP/1.1\r\nHost: silta\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`,
    404,
  ],
]

describe('A socket that carries anything at all', () => {
  let server: Running
  before(async () => {
    server = await startServer({
      ACS_CONNECTION_STRING: 'endpoint=http://127.0.0.1:9/;accesskey=c2VjcmV0',
      ACS_EVENT_KEY: KEY,
    })
  })
  after(() => server.close())

  const carry = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text))
      let answer = ''
      socket.setEncoding('latin1').on('data', (chunk) => {
        answer += chunk
      })
      socket.once('close', () => resolve(answer)).once('error', reject)
    })
  const healthy = async () => assert.equal((await fetch(`${server.url}/healthz`)).status, 200)

  for (const [what, text, status] of hostile)
    it(`is answered with ${status}, and by no word of its own: ${what}`, async () => {
      let answer = ''
      const output = await printed(async () => {
        answer = await carry(`${text}${/upgrade/i.test(text) ? '' : 'Connection: close\r\n'}\r\n`)
      })
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `))
      assert.ok(!answer.includes(CANARY))
      assert.doesNotMatch(output, /failed|kanarialintu/)
      await healthy()
    })

  it('may be let go of in the middle, which is no failure of ours', async () => {
    const output = await printed(async () => {
      let over = 0
      server.http.on('request', (_req, res) => res.once('close', () => over++))
      const paths = ['/', '/live', '/exit', '/api/messages', '/v3/directline/conversations']
      for (const path of paths)
        await new Promise<void>((resolve) => {
          const head = `POST ${path} HTTP/1.1\r\nHost: silta\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 999\r\n\r\ntext=`
          const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(head))
          server.http.once('request', () => socket.destroy())
          socket.once('close', () => resolve())
        })
      await eventually(() => over === paths.length, 'every request let go of here too')
      await healthy()
    })
    assert.doesNotMatch(output, /failed/)
  })

  it('a handshake of Event Grid that names no code is refused, not failed', async () => {
    for (const validationCode of [{ toString: 1 }, ['x'], 7, null]) {
      const event = { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent', data: { validationCode } }
      const { status } = await fetch(`${server.url}/api/sms/acs?key=${KEY}`, {
        method: 'POST',
        body: JSON.stringify([event]),
      })
      assert.equal(status, 400)
    }
  })

  it('a way back that is no address leads to the desk', async () => {
    const client = new Client(server.url)
    await client.get(printSignIn(server.services, server.url, () => {}).replace(/^Desk:\s*/, ''))
    const csrf = /name="csrf" value="([^"]+)"/.exec((await client.get('/console')).text)![1]!
    for (const back of ['http://[', '//', '/\\', 'https://elsewhere.example/', 'javascript:1', '']) {
      const form = String(new URLSearchParams({ csrf, away: 'yes', back }))
      const answer = await client.send('POST', '/console/me/duty', form, {
        'content-type': 'application/x-www-form-urlencoded',
      })
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/console'], back)
    }
  })
})
