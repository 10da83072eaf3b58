import type { Server } from 'restify'
import type { Speech } from '../../../intake/form/words.ts'
import type { Config } from '../../../platform/config.ts'
import { Refusal } from '../../../platform/errors.ts'
import { guarded, readBody, sendJson } from '../../../platform/http.ts'
import { isLoopback } from '../../../platform/loopback.ts'
import type { Outbox } from '../../turns/outbox.ts'
import { type Channel, type Pushed, Undelivered } from '../port.ts'
import { eventGrid, type GridEvent } from './event-grid.ts'
import { textsOf } from './messages.ts'
import { type ReceiveParts, receiveText, type Texted } from './receive.ts'
import { markOf, reportText } from './reports.ts'

/** Text messages through Azure Communication Services: in by Event Grid, out by its own package. */
const NAME = 'acs'
const LARGEST = 1024 * 1024
const REPORT = 'Microsoft.Communication.SMSDeliveryReportReceived'
const outcomes: Record<string, boolean> = { Delivered: true, Failed: false }
const HANDSHAKE = 'Microsoft.EventGrid.SubscriptionValidationEvent'

function textedIn({ eventType, data }: GridEvent): Texted[] {
  const { messageId, from, to, message } = data
  if (eventType !== 'Microsoft.Communication.SMSReceived') return []
  if (typeof messageId !== 'string' || typeof from !== 'string' || typeof to !== 'string') return []
  const address = { by: NAME, to: from, from: to }
  return [{ id: `acs ${messageId}`, address, text: typeof message === 'string' ? message : '' }]
}

/** @throws Refusal BAD_REQUEST */
function codeOf({ data: { validationCode } }: GridEvent): string {
  if (typeof validationCode !== 'string') throw new Refusal('BAD_REQUEST')
  return validationCode
}

async function client({ ACS_CONNECTION_STRING: connection, production }: Config) {
  const { SmsClient } = await import('@azure/communication-sms')
  const endpoint = /endpoint=([^;]+)/i.exec(connection)?.[1] ?? ''
  const here = URL.canParse(endpoint) && isLoopback(new URL(endpoint).hostname)
  return new SmsClient(connection, { allowInsecureConnection: here && !production })
}

interface AcsParts extends ReceiveParts {
  config: Config
  outbox: Pick<Outbox, 'register'>
  speech: Speech
}

export function acsSms(server: Server, parts: AcsParts): void {
  const { config, outbox, speech } = parts
  const grid = eventGrid(config)
  const take = receiveText(parts)
  let connected: ReturnType<typeof client> | undefined

  const channel: Channel<GridEvent[], Texted, string> & Pushed<string> = {
    receive: async (events) => events.flatMap(textedIn),
    render: (shown) => textsOf(shown, speech, config.PUBLIC_URL),
    async send({ to, from }, message, abortSignal, part) {
      connected ??= client(config)
      const service = await connected
      const asked = part ? { enableDeliveryReport: true, tag: markOf(part) } : {}
      const text = { to: [to], from: config.ACS_FROM || from, message }
      const sent = await service.send(text, { abortSignal, ...asked })
      // Of this one recipient: no number that could be texted.
      if (sent.some(({ httpStatusCode }) => httpStatusCode === 400)) throw new Undelivered('unreachable')
      if (!sent.every(({ successful }) => successful)) throw new Error('not taken')
    },
  }
  outbox.register(NAME, channel)

  /** learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events */
  async function told({ eventType, data: { to, tag, deliveryStatus } }: GridEvent): Promise<void> {
    if (eventType !== REPORT || typeof to !== 'string' || typeof tag !== 'string') return
    const reached = outcomes[String(deliveryStatus)]
    if (reached !== undefined) await reportText(parts, to, tag, reached)
  }

  server.post(
    '/api/sms/acs',
    guarded(async (req, res) => {
      await grid.prove(req)
      const events = grid.events((await readBody(req, LARGEST)).toString('utf8'))
      // Event Grid asks once whether we want its events at all.
      const asked = events.find(({ eventType }) => eventType === HANDSHAKE)
      if (asked) return sendJson(res, 200, { validationResponse: codeOf(asked) })
      // One sender's trouble must not keep the others of the same delivery out.
      const failed: unknown[] = []
      for (const one of await channel.receive(events)) await take(one).catch((error) => failed.push(error))
      for (const one of events) await told(one).catch((error) => failed.push(error))
      if (failed.length > 0) throw failed[0]
      sendJson(res, 200, {})
    }),
  )
}
