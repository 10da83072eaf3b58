import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { email } from '../../../desk/alarm/email.ts'
import type { Config } from '../../../platform/config.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'
import { webhookServer } from '../../support/webhook.ts'
import { caseOf } from '../desk-server.ts'

const M = 60_000

interface Mail {
  to: string[]
  text: string
}

/** A mail server on loopback that keeps what it is given, or refuses it. */
async function mailServer() {
  const mails: Mail[] = []
  const state = { refuses: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => done(state.refuses ? new Error('no') : null),
    async onData(stream, session, done) {
      let text = ''
      for await (const chunk of stream) text += chunk
      mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text })
      done()
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    state,
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

/** A mail as it is read: quoted-printable undone. */
const readable = ({ text }: Mail) =>
  decodeURIComponent(
    text
      .replace(/=\r?\n/g, '')
      .replace(/%/g, '%25')
      .replace(/=([0-9A-F]{2})/g, '%$1'),
  )

describe('desk/alarm: the ways out', () => {
  let hook: Awaited<ReturnType<typeof webhookServer>>
  let mail: Awaited<ReturnType<typeof mailServer>>
  let now: number
  beforeEach(async () => {
    hook = await webhookServer()
    mail = await mailServer()
    now = Date.parse('2026-01-12T08:00:00Z')
  })
  afterEach(async () => {
    await hook.close()
    await mail.close()
  })
  const start = (env: Record<string, string> = {}) =>
    freshServices(
      {
        PUBLIC_URL: 'https://silta.example',
        ALARM_LANGUAGE: 'en',
        ALARM_WEBHOOK: hook.url,
        ALARM_EMAIL: 'desk@silta.example',
        ALARM_EMAIL_SUPERVISORS: 'boss@silta.example',
        ALARM_EMAIL_FROM: 'silta@silta.example',
        SMTP_URL: mail.url,
        ...env,
      },
      undefined,
      () => now,
    )

  it('send no mail in production that is not encrypted on its way', async () => {
    const notice = { title: 'x', entries: [], data: {} } as never
    for (const production of [true, false]) {
      const settings = { SMTP_URL: mail.url, ALARM_EMAIL_FROM: 'a@silta.example', production } as Config
      const sent = email('email', ['b@silta.example'], settings, () => true).send(notice)
      await (production ? assert.rejects(sent) : sent)
      assert.equal(mail.mails.length, production ? 0 : 1)
    }
  })

  /** Said, and never to leave this server. */
  const canaries = ['Storycanary', 'Namecanary', '0401234567']
  async function waiting(services: ReturnType<typeof start>) {
    const person = await walkTo(new Person(services), 'ar')
    await person.picks('change:identity.name')
    await person.writes('Namecanary')
    await person.command('human')
    await person.says('Storycanary, my number is 0401234567')
    await person.command('danger')
    return person
  }

  it('say number, language, urgency and waiting time, with a link, and nothing that was said', async () => {
    const services = start()
    await services.workers.seen('anna', 'Anna')
    const person = await waiting(services)
    now += 3 * M
    await services.alarm.once()
    const id = caseOf(person)
    const number = id.replace(/(.{5})(?=.)/g, '$1 ')
    const [card] = hook.bodies as {
      attachments: { contentType: string; content: Record<string, unknown> }[]
    }[]
    assert.equal(card?.attachments[0]?.contentType, 'application/vnd.microsoft.card.adaptive')
    assert.deepEqual(card.attachments[0].content, {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.2',
      body: [
        {
          type: 'TextBlock',
          text: 'Silta: waiting for a caseworker: 1',
          weight: 'Bolder',
          size: 'Medium',
          wrap: true,
        },
        { type: 'TextBlock', text: 'Somebody is waiting to talk', wrap: true, separator: true },
        {
          type: 'FactSet',
          facts: [
            { title: 'Case', value: number },
            { title: 'Urgency', value: 'Urgent' },
            { title: 'Language', value: 'Arabic' },
            { title: 'Waiting', value: '3 min' },
          ],
        },
      ],
      actions: [{ type: 'Action.OpenUrl', title: number, url: `https://silta.example/console/cases/${id}` }],
    })
    const [letter] = mail.mails
    assert.deepEqual(letter?.to, ['desk@silta.example'])
    assert.match(letter.text, /Auto-Submitted: auto-generated/)
    assert.ok(readable(letter).includes(`https://silta.example/console/cases/${id}`))
    const all = JSON.stringify(hook.bodies) + mail.mails.map(readable).join()
    for (const canary of canaries) assert.ok(!all.includes(canary), canary)
  })

  it('reach supervisors by their own address when it comes to them, on duty or not', async () => {
    const services = start()
    await waiting(services)
    await services.alarm.once()
    assert.deepEqual(mail.mails.map(({ to }) => to.join()).sort(), [
      'boss@silta.example',
      'desk@silta.example',
    ])
  })

  it('tell a program in plain fields', async () => {
    const services = start({ ALARM_WEBHOOK_KIND: 'json' })
    await services.workers.seen('anna', 'Anna')
    const id = caseOf(await waiting(services))
    await services.alarm.once()
    const { cases } = hook.bodies[0] as { cases: Record<string, unknown>[] }
    assert.deepEqual(cases, [
      {
        number: id.replace(/(.{5})(?=.)/g, '$1 '),
        about: 'talk',
        step: 'fitting',
        urgent: true,
        language: 'ar',
        waitingMinutes: 0,
        link: `https://silta.example/console/cases/${id}`,
      },
    ])
  })

  it('several who wait come in one message', async () => {
    const services = start()
    await services.workers.seen('anna', 'Anna')
    for (const _ of [1, 2, 3]) await waiting(services)
    await services.alarm.once()
    assert.deepEqual([hook.bodies.length, mail.mails.length], [1, 1])
  })

  it('one that fails is tried again until it works, told of by the others, and shown as long as it lasts', async () => {
    const services = start()
    await services.workers.seen('anna', 'Anna')
    mail.state.refuses = true
    await waiting(services)
    await services.alarm.once()
    const said = hook.bodies.map((body) => JSON.stringify(body))
    assert.equal(said.length, 2)
    assert.match(said[1]!, /Alarms by e-mail to the desk have not gone out since/)
    // The same server takes the supervisors' mail, which was to tell of it.
    const failing = [
      { way: 'email', since: now },
      { way: 'supervisors', since: now },
    ]
    assert.deepEqual((await services.alarm.state()).failing, failing)
    now += 31_000
    await services.alarm.once()
    assert.equal(hook.bodies.length, 2, 'what went out is not sent again, and the failure told once')
    mail.state.refuses = false
    now += 31_000
    await services.alarm.once()
    assert.equal(mail.mails.length, 1)
    now += M
    for (let round = 0; round < 20; round += 1) await services.alarm.once()
    assert.deepEqual((await services.alarm.state()).failing, [])
  })

  it('a mail server that is gone is known before it is needed', async () => {
    const services = start({ SMTP_URL: 'smtp://127.0.0.1:1' })
    await services.alarm.once()
    const ways = (await services.alarm.state()).failing.map(({ way }) => way)
    assert.deepEqual(ways, ['email', 'supervisors'])
    assert.match(JSON.stringify(hook.bodies), /Alarms by e-mail to the desk have not gone out/)
  })

  for (const status of [302, 404, 500])
    it(`an answer ${status} of the webhook is a failure, and mail says so`, async () => {
      const services = start()
      await services.workers.seen('anna', 'Anna')
      hook.state.status = status
      await waiting(services)
      await services.alarm.once()
      assert.match(
        mail.mails.map(readable).join(),
        /Alarms to Teams or another webhook have not gone out since/,
      )
    })

  it('no address and no secret is in a log, whatever fails', async () => {
    const lines: string[] = []
    const { write } = process.stdout
    const services = start({
      SMTP_URL: 'smtp://silta:secretcanary@127.0.0.1:1',
      ALARM_WEBHOOK: 'http://127.0.0.1:1/hookcanary',
    })
    await waiting(services)
    process.stdout.write = ((line: string) => lines.push(line)) as never
    try {
      await services.alarm.once()
    } finally {
      process.stdout.write = write
    }
    const logged = lines.filter((line) => line.includes('alarm.way.failed'))
    assert.ok(logged.length >= 3)
    assert.doesNotMatch(logged.join(), /canary|silta\.example|127\.0\.0\.1/)
  })
})
