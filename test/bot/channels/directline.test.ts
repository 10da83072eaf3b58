import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { ConnectionStatus } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { costs, SIZE } from '../../../platform/limits.ts'
import { api, browser, node, type Shown, Visitor } from '../../support/direct-line.ts'
import { referring } from '../../support/essential.ts'
import { eventually } from '../../support/eventually.ts'
import { production } from '../../support/production.ts'
import { type Running, startServer } from '../../support/server.ts'

/** The essential path: question, the button to press, what to type instead. */
const path: readonly (readonly [string, string | null, string])[] = [
  ['control.language', 'en', 'English'],
  ['safety.seen', 'no', 'no'],
  ['safety.danger', 'no', 'No.'],
  ['consent.start', 'yes', 'yes'],
  ['role.who', 'self', 'Me'],
  ['where.inFinland', 'yes', 'yes'],
  ['identity.age', 'adult', '1'],
  ['what.forms', 'labour', '1, 3'],
  ['where.places', 'finland', 'In Finland'],
  ['needs.help', 'legal', '1 and 5'],
  ['contact.way', 'codeOnly', 'Only with a code'],
  ['identity.name', null, 'Mai'],
  ['control.review', 'send', 'Send, I agree'],
]

describe('Direct Line', () => {
  let server: Running
  const all: Visitor[] = []
  const come = async (more = {}) => {
    const one = await Visitor.come(server, more)
    all.push(one)
    return one
  }

  before(async () => {
    Object.assign(globalThis, browser)
    server = await startServer({ DIRECT_LINE_ORIGINS: 'https://chat.example' })
  })
  after(async () => {
    for (const one of all) one.leave()
    Object.assign(globalThis, node)
    await server.close()
  })

  for (const webSocket of [false, true]) {
    const by = webSocket ? 'WebSocket' : 'polling'

    it(`leads to "sent" by buttons, over ${by}`, async () => {
      const her = await come({ webSocket })
      for (const [key, id] of path) {
        if (id) await her.presses(key, id)
        else await her.asked(key).then(() => her.types('Mai'))
      }
      const sent = await her.until(() => her.heard.find(({ text }) => /been sent/.test(text)), 'sent')
      assert.match(sent.text, /been sent/)
      await her.presses('control.word', 'skipped')
      await her.asked('control.sent')
    })

    it(`leads to "sent" by typed words, over ${by}`, async () => {
      const her = await come({ webSocket })
      for (const [key, , words] of path) {
        await her.asked(key)
        await her.types(words)
      }
      await her.asked('control.word')
      await her.types('skip')
      await her.asked('control.sent')
    })
  }

  it('shows every message once, in order, and echoes hers by clientActivityID', async () => {
    const her = await come()
    await her.asked('control.language')
    const id = await her.types('English', 'client-1')
    const echo = await her.until(
      () => her.heard.find(({ channelData }) => channelData?.clientActivityID === 'client-1'),
      'echo',
    )
    assert.equal(echo.text, 'English')
    assert.equal(echo.id, id)
    assert.equal(echo.from.role, 'user')
    assert.match(echo.from.id, /^dl_/)
    const asked = await her.asked('safety.seen')
    assert.equal(asked.replyToId, id)
    const ids = her.heard.map((one) => one.id)
    assert.deepEqual(ids, [...new Set(ids)].sort())
  })

  it('numbers the options of a question that takes several, and offers ways to pass', async () => {
    const her = await come()
    for (const [key, id] of path.slice(0, 8)) await her.presses(key, id!)
    const asked = await her.asked('what.forms')
    assert.match(asked.text, /\n\n1\. .+\n2\. /)
    assert.equal(asked.channelData?.kind, 'many')
    assert.ok(asked.suggestedActions?.actions.some(({ value }) => value.value === 'unsafe'))
    await her.presses('what.forms', 'labour', 'debt')
    await her.presses('where.places', 'skipped')
    await her.asked('needs.help')
  })

  it('brings who helps a card with a box for each question, and asks one by one without it', async () => {
    const parts = ['referrer.name', 'referrer.organisation', 'referrer.contact']
    const [drawn, plain] = [await come(), await come()]
    for (const her of [drawn, plain]) {
      await her.presses('control.language', 'en')
      for (const [key, id] of referring('phone')) await her.presses(key, id)
      const { attachments, text } = await her.asked('referrer.name')
      assert.match(text, /^What is your name\?/)
      assert.equal(attachments?.[0]?.contentType, 'application/vnd.microsoft.card.adaptive')
      for (const key of parts) assert.ok(JSON.stringify(attachments[0].content).includes(`"a:${key}"`), key)
    }
    const [name, organisation, contact] = ['Maija', 'Helsinki', 'maija@example.fi']
    const boxes = {
      'a:referrer.name': name,
      'a:referrer.organisation': organisation,
      'a:referrer.contact': contact,
    }
    await drawn.send({ value: { question: 'referrer.name', ...boxes } })
    await drawn.asked('where.inFinland')
    await plain.types('Maija')
    await plain.asked('referrer.organisation')
    await plain.types('Helsinki')
    await plain.asked('referrer.contact')
    await plain.types('maija@example.fi')
    await plain.asked('where.inFinland')
  })

  it('files a late answer under the question its button or replyToId names', async () => {
    const her = await come()
    await her.presses('control.language', 'en')
    const seen = await her.asked('safety.seen')
    await her.presses('safety.seen', 'skipped')
    await her.asked('safety.danger')
    await her.send({ text: 'no', replyToId: seen.id })
    await her.until(() => her.heard.find(({ text }) => /under the question it belongs to/.test(text)), 'late')
    await her.asked('safety.danger')
  })

  it('goes on from a watermark, and shows the whole again without one', async () => {
    const call = api(server)
    const her = await come()
    await her.presses('control.language', 'en')
    await her.asked('safety.seen')
    const { conversationId, token, watermark } = her.line as unknown as Record<string, string>
    const count = her.heard.length
    her.leave()

    const again = await call('GET', `/conversations/${conversationId}?watermark=${watermark}`, token)
    assert.equal(again.status, 200)
    assert.equal(again.body.conversationId, conversationId)
    const back = new Visitor(server, again.body, {
      conversationId,
      watermark,
      streamUrl: again.body.streamUrl,
    })
    all.push(back)
    await back.types('no')
    await back.asked('safety.danger')
    assert.ok(back.heard.length < count)

    const whole = await call('GET', `/conversations/${conversationId}/activities`, token)
    assert.equal(whole.body.activities.length, count + back.heard.length)
    const none = await call(
      'GET',
      `/conversations/${conversationId}/activities?watermark=${whole.body.watermark}`,
      token,
    )
    assert.deepEqual(none.body.activities, [])
    const nonsense = await call('GET', `/conversations/${conversationId}/activities?watermark=x`, token)
    assert.equal(nonsense.status, 400)
  })

  it('answers three deliveries of one message once', async () => {
    const her = await come()
    await her.asked('control.language')
    const ids = await Promise.all([1, 2, 3].map(() => her.types('English', 'thrice')))
    assert.equal(new Set(ids).size, 1)
    await her.asked('safety.seen')
    assert.equal(await her.types('English', 'thrice'), ids[0])
    assert.equal(her.heard.filter(({ text }) => text === 'English').length, 1)
    assert.equal(her.heard.filter(({ channelData }) => channelData?.question === 'safety.seen').length, 1)
  })

  it('loses none of five messages sent at once, and files none under a question not yet shown', async () => {
    for (const webSocket of [true, false]) {
      const her = await come({ webSocket })
      await her.presses('control.language', 'en')
      await her.asked('safety.seen')
      await Promise.all([1, 2, 3, 4, 5].map((n) => her.types('no', `five-${n}`)))
      await her.until(
        () =>
          [1, 2, 3, 4, 5].every((n) =>
            her.heard.some(({ channelData }) => channelData?.clientActivityID === `five-${n}`),
          ),
        'five echoes',
      )
      const { conversationId } = her.line as unknown as Record<string, string>
      const loaded = await server.services.conversations.load(
        server.services.idFor('directline', conversationId!),
      )
      assert.deepEqual(Object.keys(loaded!.state.answers), ['safety.seen'])
      assert.equal(loaded!.state.open?.key, 'safety.danger')
    }
  })

  it('keeps a token to its own conversation, and speaks of nothing to others', async () => {
    const call = api(server)
    const [a, b] = [
      (await call('POST', '/tokens/generate')).body,
      (await call('POST', '/tokens/generate')).body,
    ]
    for (const { token } of [a, b]) assert.equal((await call('POST', '/conversations', token)).status, 201)
    const at = `/conversations/${b.conversationId}`
    const tries = [
      await call('GET', at, a.token),
      await call('GET', `${at}/activities`, a.token),
      await call('POST', `${at}/activities`, a.token, { type: 'message', text: 'hello' }),
      await call('POST', `${at}/upload`, a.token, 'x'),
    ]
    assert.deepEqual(
      tries.map(({ status }) => status),
      [403, 403, 403, 403],
    )
    assert.equal((await call('GET', `${at}/activities`)).status, 401)
    assert.equal((await call('POST', '/conversations')).status, 401)
    assert.equal((await call('POST', '/conversations', 'nonsense')).status, 401)
    assert.equal((await call('POST', '/tokens/refresh')).status, 401)
    assert.equal((await call('GET', '/session/getsessionid', a.token)).status, 404)
    const page = await server.services.tokens.sign('web', { conv: b.conversationId, user: 'x' }, 60)
    assert.equal((await call('GET', at, page)).status, 401)
  })

  it('refuses nonsense with 400, a flood of bytes with 413, files with 415 and kind words', async () => {
    const call = api(server)
    const { token, conversationId } = (await call('POST', '/tokens/generate', '', { user: { id: 'anna' } }))
      .body
    assert.equal(JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()).user, 'dl_anna')
    const at = `/conversations/${conversationId}`
    assert.equal((await call('POST', `${at}/activities`, token, { type: 'message', text: 'hi' })).status, 404)
    await call('POST', '/conversations', token, { locale: 'sv-FI' })
    for (const body of ['{', '[]', '"x"', {}, { type: 7 }, { type: 'message', text: { a: 1 } }])
      assert.equal((await call('POST', `${at}/activities`, token, body)).status, 400)
    assert.equal(
      (await call('POST', `${at}/activities`, token, { type: 'message', text: 'x'.repeat(21_000) })).status,
      413,
    )
    assert.equal(
      (await call('POST', `${at}/activities`, token, { type: 'message', text: 'x'.repeat(210_000) })).status,
      413,
    )
    for (const body of [{ type: 'typing' }, { type: 'event', name: 'x' }, { type: 'message', text: '  ' }])
      assert.match((await call('POST', `${at}/activities`, token, body)).body.id, /^.+\|\d{7}$/)
    const form = new FormData()
    form.append('file', new Blob(['x'.repeat(500_000)]), 'photo.jpg')
    const upload = await fetch(`${server.url}/v3/directline${at}/upload?userId=x`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(upload.status, 415)
    assert.equal((await upload.json()).error.message, server.services.speech.t('sv')('say.noFiles'))
    const before = (await call('GET', `${at}/activities`, token)).body
    assert.equal(before.activities.length, 1)
    await call('POST', `${at}/activities`, token, {
      type: 'message',
      channelData: { clientActivityID: 'p' },
      attachments: [{ contentType: 'image/png', contentUrl: 'data:' }],
    })
    const after = (await call('GET', `${at}/activities?watermark=${before.watermark}`, token)).body
    assert.deepEqual(
      after.activities.map(
        ({ text, channelData }) => channelData?.clientActivityID ?? channelData?.question ?? text,
      ),
      ['p', server.services.speech.t('sv')('say.noFiles'), 'control.language'],
    )
  })

  it('tells a client that everything is deleted, and then that the conversation has ended', async () => {
    for (const webSocket of [true, false]) {
      const her = await come({ webSocket })
      await her.presses('control.language', 'en')
      await her.asked('safety.seen')
      await her.types('delete everything')
      await her.presses('control.deleteAll', 'yes')
      await her.until(() => her.heard.some(({ text }) => /has been deleted/.test(text)), 'goodbye')
      if (!webSocket) await her.until(() => her.status === ConnectionStatus.Ended, 'ended')
      const { conversationId, token, watermark } = her.line as unknown as Record<string, string>
      const call = api(server)
      for (const what of ['', '/activities'])
        assert.equal(
          (await call('GET', `/conversations/${conversationId}${what}?watermark=${watermark}`, token)).status,
          404,
        )
      assert.equal(
        (
          await call('POST', `/conversations/${conversationId}/activities`, token, {
            type: 'message',
            text: 'no',
          })
        ).status,
        404,
      )
      her.leave()
    }
  })

  it('goes over to the conversation a return code leads to, and ends the way of before', async () => {
    const first = await come()
    await first.presses('control.language', 'en')
    await first.presses('safety.seen', 'no')
    await first.asked('safety.danger')
    await first.types('return code')
    const issued = await first.until(
      () => first.heard.find(({ text }) => /Your return code/.test(text)),
      'code',
    )
    const code = /\u2066(.+?)\u2069/.exec(issued.text)![1]!
    await first.asked('control.word')
    await first.types('bluebell')
    await first.asked('control.wordAgain')
    await first.types('bluebell')
    await first.presses('control.second', 'skipped')
    await first.asked('safety.danger')

    const second = await come({ webSocket: false })
    await second.presses('control.language', 'en')
    await second.asked('safety.seen')
    await second.types(code)
    await second.asked('control.check')
    await second.types('bluebell')
    assert.ok(!second.heard.some(({ text }) => text.includes(code)))
    await second.presses('safety.seen', 'no')
    await second.asked('safety.danger')

    const { conversationId, token } = first.line as unknown as Record<string, string>
    assert.equal((await api(server)('GET', `/conversations/${conversationId}/activities`, token)).status, 404)

    const third = await come()
    await third.asked('control.language')
    await third.types(code)
    await third.presses('control.language', 'en')
    await third.asked('control.check')
    await third.types('bluebell')
    await third.asked('safety.seen')
    const old = second.line as unknown as Record<string, string>
    assert.equal(
      (await api(server)('GET', `/conversations/${old.conversationId}/activities`, old.token)).status,
      404,
    )
    await third.presses('safety.seen', 'no')
  })

  it('lets nobody be led in a circle by two return codes', async () => {
    const { turns, idFor } = server.services
    const say = (name: string, text: string) =>
      turns.take(idFor('directline', name), 'directline', { id: randomUUID(), text })
    const codeOf = async (name: string) => {
      await turns.open(idFor('directline', name), 'directline', 'en')
      for (const text of ['English', 'no']) await say(name, text)
      const { state } = await say(name, 'return code')
      for (const text of ['bluebell', 'bluebell', 'skip']) await say(name, text)
      return String(state.log.find((line) => line.say === 'say.codeIssued')?.with?.code)
    }
    const toDoor = async (name: string, code: string) => {
      await say(name, code)
      await say(name, '1')
    }
    const [a, b] = [await codeOf('a'), await codeOf('b')]
    await toDoor('a', b)
    assert.equal((await say('a', 'bluebell')).id, idFor('directline', 'b'))
    assert.ok((await say('b', a)).lines.some((line) => line.say === 'say.codeWrong'))
    const [c, d] = [await codeOf('c'), await codeOf('d')]
    await toDoor('c', d)
    await toDoor('d', c)
    const ends = await Promise.all([say('c', 'bluebell'), say('d', 'bluebell')])
    assert.equal(ends[0].id, ends[1].id)
  })

  it('lets pages of the configured origins in, and no others', async () => {
    const call = api(server)
    const from = (origin: string) => ({
      origin,
      'access-control-request-headers': 'authorization,content-type,x-ms-bot-agent',
    })
    const asked = await call('OPTIONS', '/tokens/generate', '', undefined, from('https://chat.example'))
    assert.equal(asked.status, 204)
    assert.equal(asked.headers.get('access-control-allow-origin'), 'https://chat.example')
    for (const name of ['authorization', 'content-type', 'x-requested-with', 'x-ms-bot-agent'])
      assert.ok(asked.headers.get('access-control-allow-headers')?.includes(name))
    assert.equal(
      (await call('OPTIONS', '/conversations/x/activities', '', undefined, from('https://evil.example')))
        .status,
      403,
    )
    const evil = await call('POST', '/tokens/generate', '', {}, { origin: 'https://evil.example' })
    assert.equal(evil.status, 403)
    assert.equal(evil.headers.get('access-control-allow-origin'), null)
    assert.equal((await call('POST', '/tokens/generate', '', {}, { origin: 'null' })).status, 403)
    const ours = await call('POST', '/tokens/generate', '', {}, { origin: server.url })
    assert.equal(ours.status, 200)
    assert.equal(
      (await call('GET', '/conversations/x', '', undefined, { origin: 'https://chat.example' })).headers.get(
        'access-control-allow-origin',
      ),
      'https://chat.example',
    )
  })
})

describe('Direct Line over time', () => {
  let now = Date.now()
  let server: Running
  beforeEach(async () => {
    now = Date.now()
    server = await startServer({}, { clock: () => now })
  })
  afterEach(() => server.close())

  it('refreshes a token before it expires and refuses it after', async () => {
    const call = api(server)
    const { token, expires_in, conversationId } = (await call('POST', '/tokens/generate')).body
    assert.equal(expires_in, 1800)
    await call('POST', '/conversations', token)
    now += 15 * 60_000
    const fresh = (await call('POST', '/tokens/refresh', token)).body
    assert.equal(fresh.conversationId, conversationId)
    now += 16 * 60_000
    assert.equal((await call('GET', `/conversations/${conversationId}/activities`, token)).status, 403)
    assert.equal((await call('POST', '/tokens/refresh', token)).status, 403)
    assert.equal((await call('GET', `/conversations/${conversationId}/activities`, fresh.token)).status, 200)
  })

  it('holds back a flood of tokens with Retry-After, and lets them come again later', async () => {
    const call = api(server)
    const atOnce = SIZE / costs.token
    const answers = await Promise.all(
      Array.from({ length: atOnce + 10 }, () => call('POST', '/tokens/generate')),
    )
    // Some more are slowed; the rest is told when to come again.
    const given = answers.filter(({ status }) => status === 200).length
    assert.ok(given > atOnce && given < atOnce + 10, String(given))
    const late = answers.find(({ status }) => status === 429)!
    assert.ok(Number(late.headers.get('retry-after')) > 0)
    assert.equal(late.body.error.code, 'Throttled')
    now += 61_000
    assert.equal((await call('POST', '/tokens/generate')).status, 200)
  })
})

describe('A Direct Line stream', () => {
  const open = (url: string, headers = {}) =>
    new Promise<{ ws: WebSocket; frames: string[]; closed: Promise<number> } | number>((resolve) => {
      const ws = new WebSocket(url, { headers })
      const frames: string[] = []
      const closed = new Promise<number>((end) => ws.on('close', end))
      ws.on('message', (data) => frames.push(String(data)))
      ws.on('unexpected-response', (_, { statusCode }) => resolve(statusCode!))
      ws.on('error', () => {})
      ws.on('open', () => resolve({ ws, frames, closed }))
    })
  it('replaces an older one, and needs a token for its own conversation', async () => {
    const server = await startServer()
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const start = (await call('POST', '/conversations', token)).body
    const one = await open(start.streamUrl)
    assert.ok(typeof one === 'object')
    await eventually(() => one.frames.length === 1)
    assert.equal(JSON.parse(one.frames[0]!).watermark, '1')
    const two = await open(start.streamUrl.replace('watermark=', 'watermark=1'))
    assert.ok(typeof two === 'object')
    assert.equal(await one.closed, 4001)
    await call('POST', `/conversations/${start.conversationId}/activities`, token, {
      type: 'message',
      text: 'English',
    })
    await eventually(() => two.frames.length > 0)
    assert.equal(one.frames.length, 1)
    assert.equal(JSON.parse(two.frames[0]!).activities[0].text, 'English')

    const other = (await call('POST', '/tokens/generate')).body
    const t = new URL(start.streamUrl).searchParams.get('t')!
    assert.equal(await open(start.streamUrl.replace(t, other.token)), 403)
    assert.equal(await open(start.streamUrl.replace(t, '')), 401)
    assert.equal(await open(start.streamUrl.replace('/stream', '/river')), 404)
    assert.equal(await open(start.streamUrl, { origin: 'https://evil.example' }), 403)
    assert.equal((await call('GET', `/conversations/${start.conversationId}`, t)).status, 403)
    two.ws.send('x'.repeat(5000))
    assert.equal(await two.closed, 1009)
    await server.close()
  })

  it('is led to by an encrypted address in production', async () => {
    const server = await startServer(production)
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const { streamUrl } = (await call('POST', '/conversations', token)).body
    assert.match(streamUrl, /^wss:\/\/silta\.example\/v3\/directline\//)
    await server.close()
  })

  it('hears what another process did, a worker’s message too', async () => {
    const store = sqliteStore(':memory:')
    const shared = { ...store, close: async () => {} }
    const key = { MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
    const [a, b] = [await startServer(key, { store: shared }), await startServer(key, { store: shared })]
    const { token } = (await api(a)('POST', '/tokens/generate')).body
    const start = (await api(a)('POST', '/conversations', token, { locale: 'en' })).body
    const stream = await open(start.streamUrl)
    assert.ok(typeof stream === 'object')
    await eventually(() => stream.frames.length === 1)
    const posted = await api(b)('POST', `/conversations/${start.conversationId}/activities`, token, {
      type: 'message',
      text: 'English',
    })
    assert.equal(posted.status, 200)
    await eventually(() => stream.frames.join().includes('phone or screen'))
    await api(b)('POST', `/conversations/${start.conversationId}/activities`, token, {
      type: 'message',
      text: 'person',
    })
    const id = b.services.idFor('directline', start.conversationId)
    await eventually(() => stream.frames.join().includes('somebody is waiting'))
    await b.services.turns.fromWorker(id, { id: '1', text: 'Hello, I am Liisa', language: 'en' })
    await eventually(() => stream.frames.join().includes('I am Liisa'))
    const shown = stream.frames.flatMap((frame) => (frame ? (JSON.parse(frame).activities as Shown[]) : []))
    assert.equal(shown.find(({ text }) => /Liisa/.test(text))?.channelData?.from, 'worker')
    assert.equal(new Set(shown.map((one) => one.id)).size, shown.length)
    await a.close()
    await b.close()
    await store.close()
  })

  it('closes when the conversation is gone', async () => {
    const server = await startServer()
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const start = (await call('POST', '/conversations', token, { locale: 'en' })).body
    const stream = await open(start.streamUrl)
    assert.ok(typeof stream === 'object')
    for (const text of ['English', 'delete everything', 'Yes, delete everything'])
      await call('POST', `/conversations/${start.conversationId}/activities`, token, {
        type: 'message',
        text,
      })
    assert.equal(await stream.closed, 1000)
    assert.match(stream.frames.at(-1)!, /has been deleted/)
    const { watermark } = JSON.parse(stream.frames.at(-1)!)
    assert.equal(await open(start.streamUrl.replace('watermark=', `watermark=${watermark}`)), 404)
    await server.close()
  })
})
