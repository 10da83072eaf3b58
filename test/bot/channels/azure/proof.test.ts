import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { authentication } from '../../../../bot/channels/azure/cloud.ts'
import { readConfig } from '../../../../platform/config.ts'
import { type BotService, OUR_TOKEN, postActivity, startBotService } from '../../../support/bot-service.ts'
import { production } from '../../../support/production.ts'
import { type Running, startServer } from '../../../support/server.ts'

const app = { MicrosoftAppId: randomUUID(), MicrosoftAppTenantId: randomUUID() }
const identity = { ...app, MicrosoftAppType: 'UserAssignedMSI' }

const message = (serviceUrl: string, more: object = {}) => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl,
  conversation: { id: 'hers', conversationType: 'personal' },
  from: { id: 'her' },
  recipient: { id: 'bot' },
  locale: 'en-GB',
  text: 'hello',
  ...more,
})

const post = async ({ url }: Running, body: object, token?: string): Promise<number> =>
  (await postActivity(url, body, token === undefined ? {} : { authorization: `Bearer ${token}` })).status

describe('Whoever speaks to /api/messages', () => {
  const before = { ...process.env }
  let service: BotService
  let server: Running

  beforeEach(async () => {
    service = await startBotService()
    // As Azure Container Apps tells a program where its managed identity is.
    Object.assign(process.env, { IDENTITY_ENDPOINT: `${service.url}identity`, IDENTITY_HEADER: 'x' })
    server = await startServer({ ...identity, ...service.cloud })
  })
  afterEach(async () => {
    for (const name of ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER'])
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    await server.services.outbox.idle()
    await server.close()
    service.close()
  })

  const conversation = () => server.services.conversations.load(server.services.idFor('msteams', 'hers'))

  it('is heard with a token of the bot service, and answered with a token of the managed identity', async () => {
    assert.equal(await post(server, message(service.url), await service.token(app.MicrosoftAppId)), 200)
    assert.ok(await conversation())
    await server.services.outbox.idle()
    assert.ok(service.posts.length > 0)
    for (const { authorization, path } of service.posts) {
      assert.equal(authorization, `Bearer ${OUR_TOKEN}`)
      assert.equal(path, '/v3/conversations/hers/activities')
    }
    assert.match(service.state.identities.join(), new RegExp(`${app.MicrosoftAppId} https://api\\.example`))
  })

  const forgeries: Record<string, () => Promise<[body: object, token: string | undefined, status: number]>> =
    {
      'no token': async () => [message(service.url), undefined, 401],
      'what is no token': async () => [message(service.url), 'x.y.z', 401],
      'another bot as its audience': async () => [
        message(service.url),
        await service.token(randomUUID()),
        401,
      ],
      'another issuer': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, { issuer: 'https://forger.example' }),
        401,
      ],
      'an issuer that the SDK knows for bots and the Emulator': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, {
          issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
          claims: { ver: '2.0', azp: app.MicrosoftAppId },
        }),
        401,
      ],
      'a token that ran out': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, { expires: -600 }),
        401,
      ],
      'a key of the forger’s own': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, { key: 'other' }),
        401,
      ],
      'a key that nobody published': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, { key: 'other', named: 'unknown' }),
        401,
      ],
      'a token for another serviceUrl': async () => [
        message(service.url),
        await service.token(app.MicrosoftAppId, { serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
        401,
      ],
      'a serviceUrl of the attacker’s, even vouched for': async () => [
        message('https://attacker.example/'),
        await service.token(app.MicrosoftAppId, { serviceUrl: 'https://attacker.example/' }),
        403,
      ],
      'a channel that the key does not vouch for': async () => [
        message(service.url, { channelId: 'facebook' }),
        await service.token(app.MicrosoftAppId),
        401,
      ],
      'the channel that the SDK lets in by another door': async () => [
        message(service.url, { channelId: 'AseChannel' }),
        await service.token(app.MicrosoftAppId),
        401,
      ],
    }
  for (const [what, made] of Object.entries(forgeries))
    it(`is refused with ${what}: nothing is kept, nothing is sent`, async () => {
      const [body, token, status] = await made()
      const write = process.stderr.write
      let printed = ''
      process.stderr.write = (chunk: string | Uint8Array) => {
        printed += String(chunk)
        return true
      }
      const answered = await post(server, body, token)
      process.stderr.write = write
      assert.equal(answered, status)
      assert.equal(printed, '')
      await server.services.outbox.idle()
      assert.equal(await conversation(), null)
      assert.equal(service.posts.length, 0)
      assert.equal(service.state.identities.length, 0)
    })

  it('finds no route in production without an app id', async () => {
    const bare = await startServer({ ...production, HOST: '127.0.0.1' })
    assert.equal(await post(bare, message('https://smba.trafficmanager.net/emea/'), 'x'), 404)
    await bare.close()
  })

  it('may be vouched for by this machine only outside production', () => {
    assert.throws(
      () => readConfig({ ...production, ...identity, ...service.cloud }),
      /ToBotFromChannelOpenIdMetadataUrl must begin with https/,
    )
    const { ToBotFromChannelTokenIssuer: _, ...part } = service.cloud
    assert.throws(() => readConfig(part), /ToBotFromChannelTokenIssuer is missing/)
  })
})

describe('This bot proves who it is', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const with_ = (env: Record<string, string>) => () => authentication(readConfig({ ...app, ...env }))

  it('by a secret, a certificate or a managed identity', () => {
    assert.ok(with_({ MicrosoftAppPassword: 'secret' })())
    const pem = privateKey.replaceAll('\n', '\\n')
    assert.ok(with_({ CertificateThumbprint: 'A'.repeat(40), CertificatePrivateKey: pem })())
    assert.equal(readConfig({ ...app, CertificatePrivateKey: pem }).CertificatePrivateKey, privateKey)
    assert.ok(with_({ MicrosoftAppType: 'UserAssignedMSI' })())
    assert.ok(with_({ MicrosoftAppPassword: 'secret', ChannelService: 'https://botframework.azure.us' })())
  })

  it('or does not start, and says which setting is missing', () => {
    assert.throws(with_({}), /MicrosoftAppPassword is required/)
    assert.throws(with_({ CertificateThumbprint: 'A'.repeat(40) }), /CertificatePrivateKey is required/)
    assert.throws(
      with_({ MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: 'x' }),
      /MicrosoftAppPassword must not be set/,
    )
  })
})
