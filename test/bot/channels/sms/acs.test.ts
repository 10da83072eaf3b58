import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { KEY, startAcs } from '../../../support/channels/acs.ts'

const AUDIENCE = 'api://silta'
const ROLE = 'AzureEventGridSecureWebhookSubscriber'

/** An Entra tenant on loopback: its configuration, its keys, and tokens of its making. */
async function startEntra() {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const stranger = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const server: Server = createServer((req, res) => {
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify(req.url === '/keys' ? { keys: [jwk] } : { jwks_uri: `${issuer}keys` }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const token = (
    more: { claims?: object; aud?: string; iss?: string; exp?: string; forged?: boolean } = {},
  ) =>
    new SignJWT({ roles: [ROLE], ...more.claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(more.iss ?? issuer)
      .setAudience(more.aud ?? AUDIENCE)
      .setExpirationTime(more.exp ?? '5 minutes')
      .sign(more.forged ? stranger.privateKey : privateKey)
  return { issuer, token, close: () => server.close() }
}

describe('Text messages through Azure Communication Services', () => {
  let entra: Awaited<ReturnType<typeof startEntra>>
  let acs: Awaited<ReturnType<typeof startAcs>>
  beforeEach(async () => {
    entra = await startEntra()
    acs = await startAcs({ ACS_ENTRA_ISSUER: entra.issuer, ACS_ENTRA_AUDIENCE: AUDIENCE })
  })
  afterEach(async () => {
    await acs.close()
    entra.close()
  })
  const bearer = (token: string) => ({ query: '', headers: { authorization: `Bearer ${token}` } })

  it('shakes hands with Event Grid, once it has proven itself', async () => {
    const handshake = [
      {
        id: '1',
        eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        data: { validationCode: 'C0DE' },
      },
    ]
    assert.deepEqual(await acs.post(handshake), { status: 200, body: { validationResponse: 'C0DE' } })
    assert.equal((await acs.post(handshake, { query: '' })).status, 401)
  })

  it('takes a delivery with a token of the tenant', async () => {
    assert.equal((await acs.post(acs.received('hello'), bearer(await entra.token()))).status, 200)
    await acs.services.outbox.idle()
    assert.equal(acs.sent.length, 1)
  })

  it('refuses every other: no token, and one that is forged, late, or made for or by somebody else', async () => {
    const tokens = [
      await entra.token({ forged: true }),
      await entra.token({ exp: '-1 minute' }),
      await entra.token({ aud: 'api://another' }),
      await entra.token({ iss: 'https://sts.windows.net/another/' }),
      await entra.token({ claims: { roles: [] } }),
      'nonsense',
    ]
    for (const token of tokens)
      assert.equal((await acs.post(acs.received('hello'), bearer(token))).status, 401)
    for (const query of ['', '?key=', `?key=${KEY}x`, `?key=${KEY.slice(1)}`])
      assert.equal((await acs.post(acs.received('hello'), { query })).status, 401, query)
    await acs.services.outbox.idle()
    assert.deepEqual(acs.sent, [])
  })

  it('accepts nothing when nothing is configured', async () => {
    const bare = await startAcs({ ACS_CONNECTION_STRING: '', ACS_EVENT_KEY: '' })
    for (const query of ['', '?key='])
      assert.equal((await bare.post(bare.received('hello'), { query })).status, 401)
    await bare.close()
  })

  it('signs what it sends with the key of the resource', async () => {
    await acs.post(acs.received('hello'))
    await acs.services.outbox.idle()
    const [came] = acs.carrier.came
    assert.match(String(came?.headers.authorization), /^HMAC-SHA256 SignedHeaders=/)
    assert.equal(JSON.parse(came!.body).from, '+358457000000')
  })

  it('takes what others sent in a delivery with a sender who is over the limit, and nothing forged', async () => {
    const of = (from: unknown, message: unknown, messageId: unknown = randomUUID()) => ({
      ...acs.received('')[0],
      data: { messageId, from, to: '+358457000000', message },
    })
    const loud = '+358409999999'
    for (let at = 0; at < 130; at += 1) await acs.post([of(loud, 'STOP NOW')])
    const quiet = '+358408888888'
    assert.equal((await acs.post([of(loud, 'again'), of(quiet, 'hello')])).status, 429)
    const { services } = acs
    assert.ok(await services.conversations.load(services.idFor('sms', quiet)))
    const odd = { toString: 1, valueOf: 1 }
    assert.equal((await acs.post([of(odd, odd, odd), of(odd, 'x'), of(quiet, odd)])).status, 200)
  })

  it('passes over events that are none of ours, and says so of what is no event', async () => {
    const other = [{ eventType: 'Microsoft.Communication.SMSDeliveryReportReceived', data: {} }]
    assert.equal((await acs.post(other)).status, 200)
    for (const body of [{}, [1], 'x', [{ eventType: 'x' }]]) assert.equal((await acs.post(body)).status, 400)
  })
})
