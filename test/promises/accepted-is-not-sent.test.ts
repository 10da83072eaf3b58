import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Services } from '../../bot/services.ts'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import { Client } from '../desk/desk-server.ts'
import type { Answer } from '../support/carrier.ts'
import { startAcs } from '../support/channels/acs.ts'
import { account, PATH, startTwilio } from '../support/twilio.ts'

const HER = '+358401234567'

/** A carrier from its far end, on loopback: what it is told, what it says, what it refuses. */
interface Carrier {
  services: Services
  url: string
  post(text: string): Promise<unknown>
  /** The words of each text that it took. */
  took(): string[]
  refuse(answer: Answer | undefined): void
  /** Does something while a text is on its way, before the carrier answers. */
  meanwhile(work: () => Promise<unknown>): void
  /** What became of the text of that number. */
  report(at: number, reached: boolean): Promise<void>
  close(): Promise<void>
}

const carriers: Record<string, (clock: () => number) => Promise<Carrier>> = {
  async Twilio(clock) {
    const twilio = await startTwilio({}, { clock })
    return {
      ...{ services: twilio.services, url: twilio.url, close: () => twilio.close() },
      post: (text) => twilio.post(twilio.message(HER, text)),
      took: () => twilio.sent.map(({ text }) => text),
      refuse: (answer) => Object.assign(twilio.state, { refuses: answer }),
      meanwhile: (work) => twilio.carrier.meanwhile(work),
      async report(at, reached) {
        const { status } = twilio.sent[at]!
        const path = status.slice(account.PUBLIC_URL.length)
        assert.ok(path.startsWith(`${PATH}/status?line=`))
        const said = { MessageStatus: reached ? 'delivered' : 'undelivered', To: HER }
        const given = { MessageSid: 'SM1', AccountSid: account.TWILIO_ACCOUNT_SID, ...said }
        assert.equal((await twilio.post(given, { path, signature: 'forged' })).status, 403)
        assert.equal((await twilio.post(given, { path })).status, 200)
      },
    }
  },
  async 'Azure Communication Services'(clock) {
    const acs = await startAcs({}, clock)
    return {
      ...{ services: acs.services, url: acs.url, close: () => acs.close() },
      post: (text) => acs.post(acs.received(text)),
      took: () => acs.sent,
      refuse: (answer) => Object.assign(acs.state, { refuses: answer }),
      meanwhile: (work) => acs.carrier.meanwhile(work),
      async report(at, reached) {
        const { smsSendOptions } = JSON.parse(acs.carrier.came[at]!.body)
        assert.equal(smsSendOptions.enableDeliveryReport, true)
        // As the service has written it, and as it writes it now.
        const DeliveryStatus = reached ? 'Delivered' : 'Failed'
        const { tag } = smsSendOptions
        const data =
          at % 2 ? { To: HER, DeliveryStatus, Tag: tag } : { to: HER, deliveryStatus: DeliveryStatus, tag }
        const event = {
          id: randomUUID(),
          eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
          data,
        }
        assert.equal((await acs.post([event], { query: '' })).status, 401)
        assert.equal((await acs.post([event])).status, 200)
      },
    }
  },
}

for (const [name, open] of Object.entries(carriers))
  describe(`What is accepted at the desk is not said to be sent: ${name}`, () => {
    let now: number
    let carrier: Carrier
    let id: string
    let worker: Client
    beforeEach(async () => {
      now = Date.UTC(2026, 5, 1, 9)
      carrier = await open(() => now)
      for (const text of ['hello', '3', 'I want to talk to a person']) await says(text)
      const { services } = carrier
      const { state } = (await services.conversations.load(services.idFor('sms', HER)))!
      id = state.case!.id
      let link = ''
      printSignIn(services, carrier.url, (line) => {
        link = line.replace('Desk:', '').trim()
      })
      worker = new Client(carrier.url)
      await worker.get(link)
      assert.equal((await worker.json('POST', `cases/${id}/claim`, {})).status, 200)
      await services.outbox.idle()
      now += 10_000
    })
    afterEach(() => carrier.close())

    async function says(text: string) {
      await carrier.post(text)
      await carrier.services.outbox.idle()
      now += 10_000
    }
    const write = (text: string) =>
      worker.json('POST', `cases/${id}/message`, { id: randomUUID(), text, language: 'en' })
    const settled = () => carrier.services.outbox.idle()
    const seen = async () => (await worker.json('GET', `cases/${id}`)).body
    const fates = async () =>
      (await seen()).messages.filter((one: { from: string }) => one.from === 'worker').map(fateOf)
    const fateOf = ({ text, fate }: { text: string; fate: string }) => `${text}: ${fate}`
    const doors = async () => (await seen()).phone?.doors.map(({ to }: { to: string }) => to)
    const page = async () => (await worker.get(`/console/cases/${id}`)).text

    it('what was on its way when STOP came is marked as not sent, and never goes out', async () => {
      carrier.refuse({ status: 501, body: { code: 20501 } })
      assert.equal((await write('Can you talk now?')).status, 200)
      await settled()
      assert.deepEqual(await fates(), ['Can you talk now?: waits'])
      await says('STOP')
      carrier.refuse(undefined)
      assert.deepEqual(await fates(), ['Can you talk now?: unsent'])
      now += 60_000
      await carrier.services.sweep.once()
      await says('START')
      await carrier.services.sweep.once()
      await settled()
      assert.ok(!carrier.took().some((text) => text.includes('Can you talk now?')))
      assert.deepEqual(await fates(), ['Can you talk now?: unsent'])
      assert.match(await page(), /class="fate">not sent: it did not reach the phone/)
      assert.equal((await write('Are you there?')).status, 200)
      await settled()
      assert.ok(carrier.took().at(-1)!.includes('Are you there?'))
      assert.deepEqual((await fates()).at(-1), 'Are you there?: sent')
    })

    it('what the carrier had taken by then was sent', async () => {
      carrier.meanwhile(() => carrier.post('STOP'))
      assert.equal((await write('Can you talk now?')).status, 200)
      await settled()
      assert.ok(carrier.took().at(-1)!.includes('Can you talk now?'))
      assert.deepEqual(await fates(), ['Can you talk now?: sent'])
      assert.deepEqual(await doors(), ['stopped'])
    })

    it('nothing more of a message in several texts goes out once she has said STOP', async () => {
      const long = 'Nobody may make you stay there, and nobody may take your papers from you. '
        .repeat(14)
        .trim()
      const before = carrier.took().length
      carrier.meanwhile(() => carrier.post('STOP'))
      assert.equal((await write(long)).status, 200)
      await settled()
      assert.equal(carrier.took().length, before + 1)
      assert.deepEqual(await fates(), [`${long}: unsent`])
    })

    it('STOP and START stand in the talk, and there is no box in between but what to do instead', async () => {
      assert.match(await page(), /<textarea id="text"/)
      await says('Please stop texting me!')
      assert.deepEqual(await doors(), ['asked'])
      await says('STOP')
      assert.deepEqual(await doors(), ['asked', 'stopped'])
      const shut = await page()
      assert.doesNotMatch(shut, /<textarea id="text"/)
      assert.match(shut, /id="no-box">No text message can be sent: STOP came from this phone\./)
      assert.match(shut, /class="door soft"[^>]*>\s*Text messages to this phone were stopped \(STOP\)/)
      const { status, body } = await write('Hello?')
      assert.deepEqual([status, body.error.why], [410, 'stopped'])
      const form = await worker.form(`/console/cases/${id}/message`, {
        message: 'm1',
        text: 'Hello?',
        language: 'en',
      })
      assert.match(form.text, /id="trouble"[^>]*>No text message can be sent: STOP came/)
      assert.match(form.text, /Hello\?<\/textarea>/)
      const may = (await seen()).contact.advice.filter((one: { may: boolean }) => one.may)
      assert.ok(!may.some(({ what }: { what: string }) => what === 'reply'))
      // Something else than START opens nothing.
      await says('hm')
      assert.deepEqual(await doors(), ['asked', 'stopped'])
      await says('START')
      assert.deepEqual(await doors(), ['asked', 'stopped', 'open'])
      assert.match(await page(), /<textarea id="text"/)
      assert.deepEqual(await fates(), [])
    })

    it('of what was sent the carrier says whether it reached her phone, and only of that', async () => {
      await write('First')
      await settled()
      await write('Second')
      await settled()
      const at = carrier.took().length
      await carrier.report(at - 2, true)
      assert.deepEqual(await fates(), ['First: reached', 'Second: sent'])
      await carrier.report(at - 1, false)
      assert.deepEqual(await fates(), ['First: reached', 'Second: unsent'])
      // Late, or twice.
      await carrier.report(at - 1, true)
      await carrier.report(at - 2, true)
      assert.deepEqual(await fates(), ['First: reached', 'Second: unsent'])
      assert.match(await page(), /class="fate">reached the phone/)
    })

    it('a message in several texts has reached her when its last one has, and not when one is lost', async () => {
      const long = 'Nobody may make you stay there, and nobody may take your papers from you. '
        .repeat(14)
        .trim()
      const before = carrier.took().length
      await write(long)
      await settled()
      assert.ok(carrier.took().length > before + 1)
      await carrier.report(before, true)
      assert.deepEqual(await fates(), [`${long}: sent`])
      await carrier.report(carrier.took().length - 1, true)
      assert.deepEqual(await fates(), [`${long}: reached`])
      await carrier.report(before, false)
      assert.deepEqual(await fates(), [`${long}: unsent`])
    })

    it('whoever does not have the case is told nothing of it', async () => {
      await write('Hello')
      await says('STOP')
      assert.equal((await worker.json('POST', `cases/${id}/release`, { to: 'queue' })).status, 200)
      const { phone, messages } = await seen()
      assert.deepEqual([phone, messages], [undefined, []])
    })
  })
