import { AssertionError } from 'node:assert'
import { randomUUID } from 'node:crypto'
import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder'
import type { Server } from 'restify'
import { type Config, ConfigError } from '../config.ts'
import { log, nameOf, Refusal } from '../errors.ts'
import { guarded, readJson, sendJson } from '../http.ts'
import type { Services } from '../services.ts'
import type { Outcome } from '../turn.ts'
import { activitiesOf, inboundOf } from './activities.ts'
import { Undelivered } from './port.ts'
import { CHANNEL as SMS, smsDoor } from './sms/door.ts'
import { textsOf } from './sms/texts.ts'

/**
 * Azure Bot Service: Teams, Azure's own Direct Line, text messages through Azure. The SDK here proves who sent a
 * message and carries the replies; the conversation is the engine's, and what the SDK would print or tell about
 * an error never leaves this file.
 */
const LARGEST = 256 * 1024
const MOST_UNDELIVERED = 1000

/** Where replies may be sent: Microsoft's connectors. `serviceUrl` comes with the message and steers our token. */
const connectors = [
  /^(?:[\w-]+\.)*botframework\.com$/,
  /^smba\.trafficmanager\.net$/,
  /^(?:[\w-]+\.)*teams\.microsoft\.com$/,
  /^(?:[\w-]+\.)*infra\.gov\.teams\.microsoft\.us$/,
  /^(?:[\w-]+\.)*botframework\.azure\.us$/,
]
const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])$/

export function mayReplyTo(serviceUrl: unknown, { production, MicrosoftAppId }: Config): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false
  const { protocol, hostname, username, password } = new URL(serviceUrl)
  if (username || password) return false
  if (!production && loopback.test(hostname)) return protocol === 'http:' || protocol === 'https:'
  return MicrosoftAppId !== '' && protocol === 'https:' && connectors.some((one) => one.test(hostname))
}

/** `process()` would print errors and send their messages to the client; this hands them to the route. */
class Receiver extends CloudAdapter {
  receive(
    authorisation: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorisation, activity, logic)
  }
}

/** @throws ConfigError when the settings of the app do not fit together */
function receiver(config: Config): Receiver {
  const { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType } = config
  try {
    const settings = MicrosoftAppId
      ? { MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, MicrosoftAppType }
      : {}
    return new Receiver(new ConfigurationBotFrameworkAuthentication(settings))
  } catch (error) {
    throw error instanceof AssertionError ? new ConfigError(error.message) : error
  }
}

/** @throws Refusal BAD_REQUEST, FORBIDDEN */
function activityIn(body: Record<string, unknown>, config: Config): Activity {
  const { type, channelId, conversation, serviceUrl } = body as Partial<Activity>
  const words = [type, channelId, (conversation as { id?: unknown } | undefined)?.id]
  if (!words.every((one) => typeof one === 'string' && one !== '')) throw new Refusal('BAD_REQUEST')
  if (!mayReplyTo(serviceUrl, config))
    throw new Refusal('FORBIDDEN', 'replies to this serviceUrl are not allowed')
  return body as unknown as Activity
}

/** Without an app id authentication is off: then only on a laptop, for the Emulator and tests. */
const isOpen = ({ MicrosoftAppId, production, loopback: local }: Config): boolean =>
  MicrosoftAppId !== '' || (!production && local)

export function botFramework(server: Server, services: Services): void {
  const { config, idFor, outbox, speech, turns } = services
  if (!isOpen(config)) return
  const adapter = receiver(config)
  const text = smsDoor(services)
  /** Messages whose replies were committed but did not get out: the next delivery of them brings the replies. */
  const undelivered = new Set<string>()

  async function take(activity: Activity): Promise<Outcome | null> {
    const { type, channelId, conversation, membersAdded, recipient, locale } = activity
    const id = idFor(channelId, conversation.id)
    if (type === 'conversationUpdate')
      return membersAdded?.some((member) => member.id !== recipient?.id)
        ? turns.open(id, channelId, typeof locale === 'string' ? locale : undefined)
        : null
    const inbound = inboundOf(activity, placeOf(activity), [])
    return inbound && turns.take(id, channelId, inbound)
  }

  /** Text messages through Azure obey the rules of text messages; their replies are pushed after the commit. */
  const texts = ({ type, id = randomUUID(), conversation, recipient, serviceUrl, ...rest }: Activity) =>
    type === 'message'
      ? text({
          id: `azure ${id}`,
          address: { by: 'azure', to: conversation.id, from: recipient?.id ?? '', via: serviceUrl },
          text: typeof rest.text === 'string' ? rest.text : '',
          ...(rest.attachments?.length ? { files: true } : {}),
        })
      : Promise.resolve()
  outbox.register('azure', {
    render: (shown) => textsOf(shown, speech, config.PUBLIC_URL),
    async send({ to, from, via }, out) {
      if (!mayReplyTo(via, config)) throw new Undelivered('unreachable')
      const reference = {
        channelId: SMS,
        serviceUrl: via!,
        conversation: { id: to, isGroup: false },
        user: { id: to },
        bot: { id: from },
      } as Partial<ConversationReference>
      await adapter.continueConversationAsync(config.MicrosoftAppId, reference, async (context) => {
        // This connector breaks a line only where two stand.
        await context.sendActivity({
          type: 'message',
          text: String(out).replaceAll('\n', '\n\n'),
          textFormat: 'plain',
        })
      })
    },
  })

  async function logic(context: TurnContext): Promise<void> {
    const { activity } = context
    // A group reads along: nothing of this is for a group.
    if (activity.conversation.isGroup) return
    if (activity.channelId === SMS) return texts(activity)
    const outcome = await take(activity)
    if (!outcome) return
    const name = `${outcome.id}:${activity.id ?? ''}`
    if (outcome.duplicate && !undelivered.delete(name)) return
    const { state } = outcome
    const lines = outcome.lines.filter(({ from, seq }) => from !== 'person' && seq > state.hidden)
    if (lines.length === 0) return
    try {
      await context.sendActivities(activitiesOf(state, lines, speech, placeOf(activity)).map(outgoing))
    } catch (error) {
      if (undelivered.size < MOST_UNDELIVERED) undelivered.add(name)
      log('deliver.failed', nameOf(error))
      throw new Refusal('UNAVAILABLE')
    }
  }

  server.post(
    '/api/messages',
    guarded(async (req, res) => {
      const authorisation = req.headers.authorization ?? ''
      if (config.MicrosoftAppId && !authorisation) throw new Refusal('UNAUTHORISED')
      const activity = activityIn(await readJson(req, LARGEST), config)
      let trusted = false
      const reply = await adapter
        .receive(authorisation, activity, async (context) => {
          trusted = true
          await logic(context)
        })
        .catch((error) => {
          // Whatever goes wrong before the turn begins is a message that nobody has vouched for.
          if (!trusted) throw new Refusal('UNAUTHORISED')
          throw error
        })
      sendJson(res, reply?.status ?? 200, {})
    }),
  )
}

const placeOf = ({ channelId, conversation, from }: Activity) => ({
  channelId,
  conversationId: conversation.id,
  person: from?.id ?? '',
})

/** The connector numbers and addresses what is sent: our own numbers mean nothing there. */
const outgoing = ({ id, timestamp, from, conversation, replyToId, ...rest }: Partial<Activity>) => rest
