import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { postActivity, startBotService } from '../support/bot-service.ts'
import { KEY, startAcs } from '../support/channels/acs.ts'
import { startServer } from '../support/server.ts'
import { freshServices } from '../support/talk.ts'
import { refuse, startTranslator, KEY as TRANSLATOR_KEY } from '../support/translator-server.ts'
import { account, Phone, startTwilio } from '../support/twilio.ts'
import { webhookServer } from '../support/webhook.ts'
import { canaries, printed, tellAll } from './canary.ts'

const SECRET = 'SecretOfThisServer'.repeat(2)

/** Nothing of hers, and none of our keys. */
const none = (text: string, more: string[] = []) => {
  for (const canary of [
    ...Object.values(canaries),
    SECRET,
    TRANSLATOR_KEY,
    account.TWILIO_AUTH_TOKEN,
    ...more,
  ])
    assert.ok(!text.includes(canary), text)
}
const worker = { id: 'w1', name: 'Workeriella' }

describe('Logs carry codes where messages come from and go to other systems', () => {
  it('text messages: taken, refused by the carrier, forged', async () => {
    const twilio = await startTwilio()
    const text = await printed(async () => {
      const phone = new Phone(twilio, canaries.channel)
      await phone.says(`${canaries.name} ${canaries.story}`)
      for (const status of [400, 500]) {
        twilio.state.refuses = {
          status,
          body: { code: 21610, message: `${canaries.channel} ${canaries.story}`, status },
        }
        await phone.says(canaries.story)
      }
      await twilio.post(twilio.message(canaries.channel, canaries.story), { signature: canaries.name })
      await twilio.services.sweep.once()
    })
    await twilio.close()
    none(text)
    const acs = await startAcs()
    none(
      await printed(async () => {
        const [event] = acs.received(canaries.story)
        await acs.post([{ ...event, data: { ...event!.data, from: canaries.channel } }])
        acs.carrier.close()
        await acs.post([{ ...event, data: { ...event!.data, messageId: 'two', message: canaries.name } }])
        await acs.post([{ eventType: canaries.story }])
        await acs.post(acs.received(canaries.story), { query: `?key=${canaries.name}` })
        await acs.services.outbox.idle()
        await acs.services.sweep.once()
      }),
      [KEY],
    )
    await acs.close()
  })

  it('Teams: a person, a connector that fails, an address that is none of theirs', async () => {
    const service = await startBotService()
    const server = await startServer()
    const post = (text: string, serviceUrl = service.url) =>
      postActivity(
        server.url,
        {
          ...{ type: 'message', id: randomUUID(), channelId: 'msteams', text, serviceUrl },
          conversation: { id: canaries.channel, conversationType: 'personal' },
          from: { id: canaries.name, aadObjectId: canaries.name },
          recipient: { id: '28:bot' },
        },
        { authorization: `Bearer ${canaries.name}` },
      )
    const text = await printed(async () => {
      assert.equal((await post(canaries.story)).status, 200)
      await server.services.outbox.idle()
      service.state.fails = true
      await post(`${canaries.story} again`)
      await server.services.outbox.idle()
      await server.services.sweep.once()
      assert.equal((await post(canaries.story, `https://${canaries.story}.example/`)).status, 403)
      await server.services.outbox.idle()
    })
    await server.close()
    service.close()
    none(text)
    assert.match(text, /"event":"deliver.failed"/)
  })

  it("an agency's hub, alarms by webhook and mail, a machine's translation: away, or refusing", async () => {
    const hook = await webhookServer()
    const translator = await startTranslator()
    hook.state.status = 500
    for (const to of [hook.url, `http://127.0.0.1:1/${SECRET}`]) {
      const services = freshServices({
        ...{ HANDOFF_HUB: to, HANDOFF_KEY: SECRET, ALARM_WEBHOOK: to, ALARM_EMAIL: 'desk@silta.example' },
        ...{ ALARM_EMAIL_FROM: 'silta@silta.example', SMTP_URL: `smtp://silta:${SECRET}@127.0.0.1:1` },
        ...{ TRANSLATOR_ENDPOINT: translator.url, TRANSLATOR_KEY, ALARM_WEBHOOK_KIND: 'json' },
      })
      const text = await printed(async () => {
        const person = await tellAll(services)
        await person.picks('send')
        await person.command('human')
        await person.says(`I fear ${canaries.story}`)
        await services.alarm.once()
        await services.sweep.once()
        const { id } = person.last.state.case!
        await services.desk.claim(id, worker, true)
        await services.desk.message(id, worker, { id: 'm', phrase: 'ask.machine', filled: {} })
        await person.send({ question: 'consent.machine', value: ['yes'] })
        translator.next.push(refuse(401, 401000), refuse(400, 400036))
        const order = (await services.messages.of(id, `case.${id}`)).find(
          ({ from }) => from === 'person',
        )!.order
        await assert.rejects(services.desk.translate(id, worker, order, 'fi'))
        await assert.rejects(services.desk.draft(id, worker, { text: canaries.story, language: 'fi' }))
        await services.alarm.once()
        await services.sweep.once()
      })
      none(text, [worker.name, 'desk@silta.example'])
      for (const event of ['handoff.', 'alarm.way.failed', 'translate.failed'])
        assert.ok(text.includes(`"event":"${event}`), `${event} ${text}`)
      services.watch.stop()
      services.receipts.stop()
    }
    await hook.close()
    await translator.close()
  })

  it("a referrer's link: guessed, sent too much, and with a store that fails", async () => {
    const server = await startServer()
    const post = (body: string) =>
      fetch(`${server.url}/r/${'x'.repeat(32)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      })
    const text = await printed(async () => {
      assert.equal((await post(`a=${canaries.story}`)).status, 404)
      assert.equal((await post(`a=${canaries.story}${'x'.repeat(600_000)}`)).status, 404)
      server.services.links.find = async () => {
        throw new Error(`${canaries.story} of ${canaries.channel}`)
      }
      const answer = await post(`a=${canaries.story}`)
      assert.equal(answer.status, 503)
    })
    await server.close()
    none(text)
    assert.match(text, /"event":"link.failed"/)
  })
})
