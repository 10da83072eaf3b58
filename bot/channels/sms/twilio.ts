import type { Request, Server } from 'restify'
import type { Closing } from '../../../intake/conversation/carried.ts'
import type { Speech } from '../../../intake/form/words.ts'
import { sameSecret } from '../../../intake/store/secrets.ts'
import type { Config } from '../../../platform/config.ts'
import { Refusal } from '../../../platform/errors.ts'
import { guarded, queryOf, readForm, send } from '../../../platform/http.ts'
import type { Outbox } from '../../turns/outbox.ts'
import { type Channel, type Pushed, Undelivered } from '../port.ts'
import { textsOf } from './messages.ts'
import { type ReceiveParts, receiveText, type Texted } from './receive.ts'
import { conversationAt, markOf, reportText } from './reports.ts'

/**
 * Text messages through Twilio, both ways by its own package. A request is Twilio's when it is signed with our
 * token for the address we are configured to be reached at; whatever host or proxy header it came with does not
 * count. Nothing configured, nothing accepted.
 */
const PATH = '/api/sms/twilio'
const NAME = 'twilio'

/** https://www.twilio.com/docs/api/errors: what no later try will change. */
const final: Record<string, Closing> = {
  21610: 'stopped',
  21211: 'unreachable',
  21614: 'unreachable',
  30005: 'unreachable',
  30006: 'unreachable',
}

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values: those that are the end of it. */
const outcomes: Record<string, boolean> = { delivered: true, read: true, undelivered: false, failed: false }

const isSet = ({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, PUBLIC_URL }: Config): boolean =>
  Boolean(TWILIO_ACCOUNT_SID && TWILIO_AUTH_TOKEN && PUBLIC_URL)

/** @throws Refusal FORBIDDEN */
async function proven(req: Request, config: Config): Promise<Record<string, string>> {
  const params = Object.fromEntries(await readForm(req))
  if (!isSet(config)) throw new Refusal('FORBIDDEN')
  const { validateRequest } = await library()
  const signature = req.headers['x-twilio-signature']
  const address = config.PUBLIC_URL + (req.url ?? '')
  const signed =
    typeof signature === 'string' &&
    validateRequest(config.TWILIO_AUTH_TOKEN, signature, address, params) &&
    sameSecret(params.AccountSid ?? '', config.TWILIO_ACCOUNT_SID)
  if (!signed) throw new Refusal('FORBIDDEN')
  return params
}

const library = async () => (await import('twilio')).default

/** The package's own client; `TWILIO_API_URL` leads it to a region of Twilio's, or in tests to this machine. */
async function client({ TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_URL }: Config) {
  const twilio = await library()
  const http = new twilio.RequestClient({ timeout: 15_000 })
  if (TWILIO_API_URL)
    http.axios.interceptors.request.use((request) => {
      const { pathname, search } = new URL(request.url ?? '')
      return { ...request, url: TWILIO_API_URL.replace(/\/+$/, '') + pathname + search }
    })
  return twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient: http })
}

const textedIn = (params: Record<string, string>): Texted => ({
  id: params.MessageSid ?? '',
  address: { by: NAME, to: params.From ?? '', from: params.To ?? '' },
  text: params.Body ?? '',
  ...(Number(params.NumMedia ?? 0) > 0 ? { files: true } : {}),
  ...(params.OptOutType === 'HELP' ? { answered: true } : {}),
})

interface TwilioParts extends ReceiveParts {
  config: Config
  outbox: Pick<Outbox, 'register'>
  speech: Speech
}

export function twilioSms(server: Server, parts: TwilioParts): void {
  const { config, optOuts, outbox, speech } = parts
  const take = receiveText(parts)
  let connected: ReturnType<typeof client> | undefined

  const channel: Channel<Request, Texted, string> & Pushed<string> = {
    async receive(req) {
      const params = await proven(req, config)
      if (!params.MessageSid) throw new Refusal('BAD_REQUEST')
      return [textedIn(params)]
    },
    render: (shown) => textsOf(shown, speech, config.PUBLIC_URL),
    async send({ to, from }, body, _given, part) {
      connected ??= client(config)
      const { messages } = await connected
      const sender = config.TWILIO_FROM || from
      const by = sender.startsWith('MG') ? { messagingServiceSid: sender } : { from: sender }
      const statusCallback = `${config.PUBLIC_URL}${PATH}/status${part ? `?line=${markOf(part)}` : ''}`
      try {
        await messages.create({ to, body, statusCallback, ...by })
      } catch (error) {
        const closing = final[String((error as { code?: unknown }).code)]
        throw closing ? new Undelivered(closing) : error
      }
    },
  }
  outbox.register(NAME, channel)

  server.post(
    PATH,
    guarded(async (req, res) => {
      // Committed before it is answered, delivered after: Twilio waits for 15 s, and would ask once more.
      for (const one of await channel.receive(req)) await take(one)
      send(res, 200, 'text/xml; charset=utf-8', '<Response/>')
    }),
  )

  server.post(
    `${PATH}/status`,
    guarded(async (req, res) => {
      const { ErrorCode = '', To = '', MessageStatus = '' } = await proven(req, config)
      const closing = final[ErrorCode]
      const reached = outcomes[MessageStatus]
      if (reached !== undefined) await reportText(parts, To, queryOf(req).get('line') ?? '', reached)
      if (closing && To) {
        await optOuts.close(To, closing)
        const hers = await conversationAt(parts, To)
        if (hers) await parts.turns.close(hers, closing)
      }
      send(res, 200, 'text/xml; charset=utf-8', '<Response/>')
    }),
  )
}
