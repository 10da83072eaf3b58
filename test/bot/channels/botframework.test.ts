import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mayReplyTo } from '../../../bot/channels/azure/hosts.ts'
import { readConfig } from '../../../platform/config.ts'
import { type BotService, postActivity, startBotService } from '../../support/bot-service.ts'
import { eventually } from '../../support/eventually.ts'
import { production as leastProduction } from '../../support/production.ts'
import { type Running, startServer } from '../../support/server.ts'

const canary = `canary-${randomUUID()}`
const production = { ...leastProduction, HOST: '127.0.0.1' }
const app = {
  MicrosoftAppId: randomUUID(),
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: randomUUID(),
}

const message = (serviceUrl: string, more: Record<string, unknown> = {}) => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'emulator',
  serviceUrl,
  conversation: { id: canary },
  from: { id: `user-${canary}` },
  recipient: { id: 'bot' },
  locale: 'en-GB',
  text: canary,
  ...more,
})

/** Posts it, and waits for what is sent after it was answered. */
const post = async ({ url, services }: Running, body: unknown, headers = {}) => {
  const answer = await postActivity(url, body, headers)
  const text = await answer.text()
  await services.outbox.idle()
  return { status: answer.status, text }
}

/** Everything this process prints while `work` runs. */
async function printed(work: () => Promise<unknown>): Promise<string> {
  const real = [process.stdout.write, process.stderr.write] as const
  let all = ''
  const keep = (chunk: string | Uint8Array) => {
    all += String(chunk)
    return true
  }
  process.stdout.write = keep as typeof process.stdout.write
  process.stderr.write = keep as typeof process.stderr.write
  try {
    await work()
  } finally {
    ;[process.stdout.write, process.stderr.write] = real
  }
  return all
}

describe('Azure Bot Service', () => {
  const running: Running[] = []
  const start = async (env: Record<string, string>) => {
    const server = await startServer(env)
    running.push(server)
    return server
  }
  let connector: BotService

  beforeEach(async () => {
    connector = await startBotService()
  })
  afterEach(async () => {
    connector.close()
    for (const server of running.splice(0)) await server.close()
  })

  it('has no route without an app id: in production, and where others could reach it', async () => {
    for (const env of [production, { HOST: '0.0.0.0' }]) {
      const server = await start(env)
      assert.equal((await post(server, message(connector.url))).status, 404)
    }
    assert.equal(connector.posts.length, 0)
  })

  it('refuses whoever cannot prove that Microsoft sent it, and leaks nothing of what they sent', async () => {
    const server = await start({ ...production, ...app })
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const unsigned = (iss: string) =>
      `${part({ alg: 'none' })}.${part({ iss, aud: app.MicrosoftAppId, serviceurl: 'https://smba.trafficmanager.net/' })}.`
    const official = message('https://smba.trafficmanager.net/emea/', { channelId: 'sms' })
    const cases: [unknown, Record<string, string>, number][] = [
      [official, {}, 401],
      [official, { authorization: `Bearer ${canary}` }, 401],
      [official, { authorization: `Basic ${canary}` }, 401],
      [official, { authorization: `Bearer ${unsigned('https://api.botframework.com')}` }, 401],
      [official, { authorization: `Bearer ${unsigned(`https://sts.windows.net/${canary}/`)}` }, 401],
      [message('https://attacker.example/'), { authorization: 'Bearer x' }, 403],
      [message(connector.url), { authorization: 'Bearer x' }, 403],
      [{ type: 'message', text: canary }, { authorization: 'Bearer x' }, 400],
      [`{"text":"${canary}`, { authorization: 'Bearer x' }, 400],
    ]
    const answers: string[] = []
    const out = await printed(async () => {
      for (const [body, headers, status] of cases) {
        const answer = await post(server, body, headers)
        assert.equal(answer.status, status)
        answers.push(answer.text)
      }
    })
    assert.doesNotMatch(answers.join() + out, new RegExp(canary))
    assert.equal(connector.posts.length, 0)
    const id = server.services.idFor('sms', canary)
    assert.equal(await server.services.conversations.load(id), null)
  })

  it('replies only to Microsoft, and in development to this machine', () => {
    const live = readConfig({ ...production, ...app })
    const laptop = readConfig({})
    const yes = [
      'https://smba.trafficmanager.net/emea/',
      'https://api.botframework.com/',
      'https://directline.botframework.com/',
      'https://europe.webchat.botframework.com',
      'https://eu.teams.microsoft.com/x',
    ]
    const no = [
      'http://smba.trafficmanager.net/',
      'https://smba.trafficmanager.net.evil.example/',
      'https://evilbotframework.com/',
      'https://botframework.com@evil.example/',
      'https://user:pass@smba.trafficmanager.net/',
      'https://other.trafficmanager.net/',
      'http://127.0.0.1:1/',
      'http://169.254.169.254/',
      'file:///etc/passwd',
      '',
      undefined,
      7,
    ]
    for (const url of yes) assert.ok(mayReplyTo(url, live), url)
    for (const url of no) assert.ok(!mayReplyTo(url, live), String(url))
    assert.ok(mayReplyTo('http://localhost:5000/', laptop))
    assert.ok(!mayReplyTo('https://smba.trafficmanager.net/', laptop))
  })

  it('says which setting of the app is missing', async () => {
    await assert.rejects(
      startServer({ MicrosoftAppId: app.MicrosoftAppId, MicrosoftAppPassword: 'x' }),
      /MicrosoftAppTenantId is required/,
    )
  })

  describe('on a laptop, with the Emulator', () => {
    const say = (text: string, more = {}) => message(connector.url, { text, ...more })
    const texts = () => connector.posts.map(({ body }) => body.text ?? '')

    it('greets whoever joins, answers, and asks with buttons that carry their question', async () => {
      const server = await start({})
      assert.equal(
        (await post(server, say('', { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] }))).status,
        200,
      )
      assert.equal(connector.posts.length, 0)
      await post(
        server,
        say('', { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }, { id: 'her' }] }),
      )
      await post(server, say('', { type: 'conversationUpdate', membersAdded: [{ id: 'her' }] }))
      assert.equal(connector.posts.length, 1)
      assert.equal(connector.posts[0]?.body.channelData?.question, 'control.language')
      const answer = await post(
        server,
        say('English', { value: { question: 'control.language', value: 'en' } }),
      )
      assert.deepEqual(answer, { status: 200, text: '{}' })
      assert.match(texts().join(), /computer program/)
      assert.ok(!texts().includes('English'))
      assert.ok(connector.posts.at(-1)?.body.suggestedActions)
      assert.equal(connector.posts.at(-1)?.body.channelData?.question, 'safety.seen')
      await post(server, say('no'))
      assert.equal(connector.posts.at(-1)?.body.channelData?.question, 'safety.danger')
      assert.match(connector.posts.at(-1)!.path, new RegExp(`^/v3/conversations/${canary}/activities`))
    })

    it('lists the options where a channel shows no buttons', async () => {
      const server = await start({})
      await post(server, say('English', { channelId: 'line' }))
      await post(server, say('English', { channelId: 'line' }))
      const asked = connector.posts.at(-1)!.body
      assert.match(asked.text!, /\n\n1\. No\n2\. Only someone I trust\n3\. Maybe\n4\. Yes\n\nSkip this · /)
      assert.equal(asked.suggestedActions, undefined)
    })

    it('answers text messages by their own rules, after the commit, to their own connector', async () => {
      const server = await start({})
      const texted = say('hello', { channelId: 'sms', conversation: { id: '+358401234567' } })
      assert.equal((await post(server, texted)).status, 200)
      await server.services.outbox.idle()
      assert.equal(connector.posts.length, 1)
      assert.match(connector.posts[0]!.body.text!, /^1 \S+\n\n2 /)
      assert.match(connector.posts[0]!.path, /^\/v3\/conversations\/\+358401234567\/activities/)
      connector.state.fails = true
      const next = { ...texted, id: randomUUID(), text: '3' }
      assert.equal((await post(server, next)).status, 200)
      await server.services.outbox.idle()
      const { idFor, conversations } = server.services
      const loaded = await conversations.load(idFor('sms', '+358401234567'))
      assert.ok((loaded?.state.push?.due.length ?? 0) > 0)
    })

    it('answers a message that is delivered three times once', async () => {
      const server = await start({})
      await post(server, say('hello'))
      const once = say('English')
      for (const _ of [1, 2, 3]) assert.equal((await post(server, once)).status, 200)
      const count = connector.posts.length
      await Promise.all([1, 2, 3].map((n) => post(server, { ...say('no'), id: `same-${n > 0}` })))
      assert.equal(
        connector.posts.filter(({ body }) => body.channelData?.question === 'safety.danger').length,
        1,
      )
      assert.ok(count < connector.posts.length)
    })

    it('answers before it delivers, and the sweep delivers what could not be sent', async () => {
      let now = Date.now()
      const server = await startServer({}, { clock: () => now })
      running.push(server)
      connector.state.fails = true
      const out = await printed(async () => {
        assert.deepEqual(await post(server, say('English')), { status: 200, text: '{}' })
      })
      assert.match(out, /deliver\.failed/)
      assert.doesNotMatch(out, new RegExp(canary))
      connector.state.fails = false
      now += 60_000
      for (const _ of [1, 2]) {
        await server.services.sweep.once()
        await server.services.outbox.idle()
      }
      assert.equal(connector.posts.length, 1)
    })

    it('a service that takes a message and never answers is given up, and what she says next goes out', async () => {
      const server = await start({})
      connector.state.hangs = true
      assert.equal((await post(server, say('English'))).status, 200)
      await eventually(() => connector.state.hanging > 0)
      connector.state.hangs = false
      await post(server, say('no'))
      await server.services.outbox.idle()
      const asked = connector.posts.map(({ body }) => body.channelData?.question)
      assert.deepEqual(asked.filter(Boolean).slice(0, 1), ['control.language'])
      assert.ok(asked.length > 1)
    })

    it('says one kind sentence to a group, and nothing of anybody’s conversation', async () => {
      const server = await start({})
      await post(server, say('hello', { conversation: { id: 'g', isGroup: true } }))
      await post(server, say('hello', { conversation: { id: 'c', conversationType: 'channel' } }))
      assert.deepEqual(texts(), Array(2).fill(server.services.speech.t('en')('say.notInGroups')))
      assert.equal(await server.services.conversations.load(server.services.idFor('emulator', 'g')), null)
    })

    it('says nothing to typing, reactions and kinds it does not know', async () => {
      const server = await start({})
      for (const type of ['typing', 'event', 'endOfConversation', 'messageReaction', 'x'.repeat(300)])
        assert.equal((await post(server, say(canary, { type }))).status, 200)
      assert.equal(connector.posts.length, 0)
    })

    it('says that what is edited or deleted in the chat stays as it was', async () => {
      const server = await start({})
      await post(server, say('', { type: 'messageDelete' }))
      assert.equal(connector.posts.length, 0)
      await post(server, say('English'))
      await post(server, say('English'))
      for (const type of ['messageUpdate', 'messageDelete']) {
        assert.equal((await post(server, say('x', { type }))).status, 200)
        assert.equal(texts().at(-1), server.services.speech.t('en')('say.stays'))
      }
    })

    it('refuses what is no activity with a clear answer, and goes on', async () => {
      const server = await start({})
      const broken: object[] = [
        { type: 'invoke', name: 'strange/name', value: { a: 1 } },
        { type: 'invoke', name: 'adaptiveCard/action', value: 'text' },
        { type: 7 },
        { text: { a: 1 } },
        { conversation: 'text' },
        { conversation: { id: ['a'] } },
        { conversation: { id: 'x'.repeat(1000) } },
        { from: 'me' },
        { from: [] },
        { recipient: { id: 7 } },
        { membersAdded: 'all', type: 'conversationUpdate' },
        { membersAdded: [null, 7], type: 'conversationUpdate' },
        { locale: {} },
        { serviceUrl: undefined },
      ]
      for (const one of broken) {
        const { status } = await post(server, say('hello', one))
        assert.ok(status >= 400 && status < 500, `${status} for ${JSON.stringify(one).slice(0, 80)}`)
      }
      assert.equal((await post(server, `{"text": "${'x'.repeat(300_000)}"}`)).status, 413)
      assert.equal((await post(server, say('English'))).status, 200)
    })

    it('asks again when a value was edited by hand', async () => {
      const server = await start({})
      await post(server, say('hello'))
      await post(server, say('English'))
      const edited: unknown[] = [
        { question: 'safety.seen', value: 'everything' },
        { question: 'safety.seen', value: { $gt: '' } },
        { question: 'safety.seen', value: ['no', 'yes'] },
        { question: 'safety.seen', value: Array(500).fill('no') },
        { question: 'safety.seen' },
        { question: 'no.such.question', value: 'no' },
        { question: '__proto__', value: 'no' },
        { question: { a: 1 }, value: 'no' },
        {},
        [],
        { question: 'safety.seen', choices: ',,,' },
        { question: 'identity.birth', year: 'x', month: {}, day: -1 },
      ]
      for (const value of edited) {
        assert.equal((await post(server, say('', { text: undefined, value }))).status, 200)
        const id = server.services.idFor('emulator', canary)
        const { state } = (await server.services.conversations.load(id))!
        assert.equal(state.open?.key, 'safety.seen', JSON.stringify(value))
        assert.deepEqual(state.answers, {})
        assert.ok(connector.posts.at(-1)!.body.channelData?.question === 'safety.seen')
      }
    })

    it('tells her kindly that files cannot be received', async () => {
      const server = await start({})
      await post(server, say('English'))
      await post(server, {
        ...say('x'),
        text: undefined,
        attachments: [{ contentType: 'image/jpeg', contentUrl: 'https://x.example' }],
      })
      assert.ok(texts().includes(server.services.speech.t('en')('say.noFiles')))
    })
  })
})
