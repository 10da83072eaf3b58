import { randomUUID } from 'node:crypto'
import type { InvokeResponse } from 'botbuilder'
import type { Server } from 'restify'
import { traitsOf } from '../../intake/form/channels.ts'
import type { Config } from '../../platform/config.ts'
import { Refusal } from '../../platform/errors.ts'
import { guarded, readJson, sendJson } from '../../platform/http.ts'
import type { Outbox } from '../turns/outbox.ts'
import { isOfBotService } from './azure/cloud.ts'
import { connector } from './azure/connector.ts'
import { type Incoming, incoming } from './azure/incoming.ts'
import { type PersonParts, persons } from './azure/persons.ts'
import { AZURE, type PushedParts, pushed } from './azure/pushed.ts'
import { type ReceiveParts, receiveText } from './sms/receive.ts'
import { type StaffDeskParts, teamsDesk } from './teams/staff/staff-desk.ts'

/**
 * Azure Bot Service: Teams, Azure's own Direct Line, text messages through Azure. The SDK proves who sent a
 * message and carries what is sent; the conversation is the engine's, and what the SDK would print or tell about
 * an error never leaves here. A message is answered once its turn is committed, and its replies are sent after:
 * a channel waits for 15 s and then sends the message again.
 */
const LARGEST = 256 * 1024

/** Without an app id authentication is off: then only on a laptop, for the Emulator and tests. */
const isOpen = ({ MicrosoftAppId, production, loopback: local }: Config): boolean =>
  MicrosoftAppId !== '' || (!production && local)

interface BotFrameworkParts extends PersonParts, PushedParts, ReceiveParts, StaffDeskParts {
  outbox: Pick<Outbox, 'register' | 'behind'>
}

export function botFramework(server: Server, parts: BotFrameworkParts): void {
  const { config, outbox } = parts
  if (!isOpen(config)) return
  const azure = connector(config)
  const person = persons(parts, azure)
  const desk = teamsDesk(parts, azure)
  const text = receiveText(parts)
  outbox.register(AZURE, pushed(parts, azure))

  /** Text messages through Azure obey the rules of text messages. */
  const texted = ({ type, id = randomUUID(), conversation, recipient, serviceUrl, ...rest }: Incoming) =>
    type === 'message'
      ? text({
          id: `azure ${id}`,
          address: { by: AZURE, to: conversation.id, from: recipient?.id ?? '', via: serviceUrl },
          text: rest.text ?? '',
          ...(rest.attachments?.length ? { files: true } : {}),
        })
      : undefined

  async function answer(activity: Incoming): Promise<InvokeResponse | undefined> {
    if (traitsOf(activity.channelId).carrier) return void (await texted(activity))
    const taken = await desk.take(activity)
    if (typeof taken === 'object') return taken
    if (taken) return undefined
    if (activity.type === 'invoke') throw new Refusal('BAD_REQUEST', 'no such invoke')
    return void (await person(activity))
  }

  server.post(
    '/api/messages',
    guarded(async (req, res) => {
      const authorisation = req.headers.authorization ?? ''
      if (config.MicrosoftAppId && !authorisation) throw new Refusal('UNAUTHORISED')
      const activity = incoming(await readJson(req, LARGEST), config)
      if (config.MicrosoftAppId && !isOfBotService(authorisation, config)) throw new Refusal('UNAUTHORISED')
      let trusted = false
      let reply: InvokeResponse | undefined
      await azure
        .receive(authorisation, activity, async () => {
          trusted = true
          reply = await answer(activity)
        })
        .catch((error) => {
          // Whatever goes wrong before the turn begins is a message that nobody has vouched for.
          if (!trusted) throw new Refusal('UNAUTHORISED')
          throw error
        })
      sendJson(res, reply?.status ?? 200, reply?.body ?? {})
    }),
  )
}
