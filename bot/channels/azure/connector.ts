import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder'
import type { Config } from '../../../platform/config.ts'
import { outgoing, PATIENCE } from '../../../platform/outgoing.ts'
import { authentication } from './cloud.ts'
import { withLogs, withoutSdkLogs } from './without-sdk-logs.ts'

/** A conversation that the bot service carries, in a schema of our own: another SDK has another one. */
export interface Reference {
  channelId: string
  conversation: string
  /** The bot's own id there. */
  bot: string
  /** The service address of that conversation. */
  via: string
  tenant?: string
}

/** `process()` would print errors and send their messages to the client; this hands them to the route. */
class Adapter extends CloudAdapter {
  async receive(
    authorisation: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    const proven = Promise.withResolvers<void>()
    const all = withoutSdkLogs(() =>
      this.processActivity(authorisation, activity, (context) => {
        proven.resolve()
        return withLogs(() => logic(context))
      }),
    )
    // To prove who sent it the SDK asks for keys, and waits for them without an end.
    await outgoing(PATIENCE, () => Promise.race([proven.promise, all]))
    return all
  }
}

/** The bot service both ways: what comes in is proven, what goes out carries this bot's token. */
export function connector(config: Config) {
  const adapter = new Adapter(authentication(config))

  async function at<T>(where: Reference, work: (context: TurnContext) => Promise<T>): Promise<T> {
    const { channelId, conversation, bot, via, tenant } = where
    const reference = {
      channelId,
      serviceUrl: via,
      bot: { id: bot, name: '' },
      conversation: { id: conversation, name: '', ...(tenant ? { tenantId: tenant } : {}) },
    }
    let done: { value: T } | undefined
    const logic = async (context: TurnContext) => {
      // Nothing that is sent from here answers one message: the SDK would name one that never was.
      context.onSendActivities((_context, activities, next) => {
        for (const activity of activities) delete activity.replyToId
        return next()
      })
      done = { value: await work(context) }
    }
    // The SDK knows no deadline: neither for a token nor for the service that takes the message.
    await outgoing(PATIENCE, () =>
      adapter.continueConversationAsync(config.MicrosoftAppId, reference as never, logic),
    )
    if (!done) throw new Error('nothing was sent')
    return done.value
  }

  return {
    receive: adapter.receive.bind(adapter),

    /** Resolves with the activity's id at the channel. */
    send: (where: Reference, activity: Partial<Activity>): Promise<string> =>
      at(where, async (context) => (await context.sendActivity(activity))?.id ?? ''),

    update: (where: Reference, id: string, activity: Partial<Activity>): Promise<void> =>
      at(where, async (context) => {
        await context.updateActivity({ ...activity, id })
      }),

    /** Deletes what the bot sent. @throws the connector's error with its `statusCode` */
    remove: (where: Reference, id: string): Promise<void> =>
      at(where, (context) => context.deleteActivity(id)),

    /** A personal conversation with somebody the bot shares a team with; there already, it is the same one. */
    async open(where: Reference, member: string): Promise<Reference> {
      let conversation = ''
      const { channelId, bot, via, tenant } = where
      const wanted = {
        isGroup: false,
        bot: { id: bot, name: '' },
        members: [{ id: member, name: '' }],
        ...(tenant ? { tenantId: tenant, channelData: { tenant: { id: tenant } } } : {}),
      }
      await outgoing(PATIENCE, () =>
        adapter.createConversationAsync(
          config.MicrosoftAppId,
          channelId,
          via,
          undefined as never,
          wanted as never,
          async (context) => {
            conversation = context.activity.conversation.id
          },
        ),
      )
      return { ...where, conversation }
    },
  }
}

export type Connector = ReturnType<typeof connector>
