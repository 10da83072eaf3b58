import type { Activity } from 'botbuilder'
import { traitsOf } from '../../../intake/form/channels.ts'
import type { Speech } from '../../../intake/form/words.ts'
import { type Config, webAddress } from '../../../platform/config.ts'
import { activitiesOf } from '../activities.ts'
import { type Pushed, type Shown, Undelivered } from '../port.ts'
import { textsOf } from '../sms/messages.ts'
import { messagesOf, textMessage } from '../teams/messages.ts'
import type { Connector } from './connector.ts'
import { mayReplyTo } from './hosts.ts'

/** The carrier's name in an address. */
export const AZURE = 'azure'

export interface PushedParts {
  config: Config
  speech: Speech
}

/** Everything the bot service carries is pushed: committed first, sent after, marked when it was taken. */
export function pushed({ config, speech }: PushedParts, azure: Connector): Pushed<Partial<Activity>> {
  const web = webAddress(config)

  function shownOn(channel: string, shown: Shown): Partial<Activity>[] {
    const { shows } = traitsOf(channel)
    if (shows === 'cards') return messagesOf(shown, speech, web)
    if (shows === 'texts')
      // This connector breaks a line only where two stand.
      return textsOf(shown, speech, web).map((text) => textMessage(text.replaceAll('\n', '\n\n'), ''))
    const place = { channelId: channel, conversationId: shown.state.push?.to.to ?? '', person: '' }
    const lines = shown.lines.filter(({ from, seq }) => from !== 'person' && seq > shown.state.hiddenUpTo)
    return activitiesOf(shown.state, lines, speech, place).map(outgoing)
  }

  return {
    render: (shown) =>
      shownOn(shown.state.channel, shown).map((one) => ({ ...one, channelId: shown.state.channel })),

    async send({ to, from, via = '' }, { channelId = '', ...activity }) {
      if (!mayReplyTo(via, config)) throw new Undelivered('unreachable')
      await azure.send({ channelId, conversation: to, bot: from, via }, activity)
    },
  }
}

/** The connector numbers and addresses what is sent: our own numbers mean nothing there. */
const outgoing = ({ id, timestamp, from, conversation, replyToId, ...rest }: Partial<Activity>) => rest
