import type { Conversations } from '../../../intake/conversation/conversation.ts'
import type { Speech } from '../../../intake/form/words.ts'
import type { Stores } from '../../../intake/store/stores.ts'
import { matchLanguage } from '../../../locales/match.ts'
import { log, nameOf } from '../../../platform/errors.ts'
import type { Turns } from '../../turns/turns.ts'
import { inboundOf, tongueOf } from '../activities.ts'
import { followConversation } from '../follow.ts'
import { textMessage } from '../teams/messages.ts'
import type { Connector } from './connector.ts'
import { type Incoming, isShared } from './incoming.ts'
import { AZURE } from './pushed.ts'

/** Edited or deleted in the chat: here it stays as it was, and she must not believe otherwise. */
const changes = new Set(['messageUpdate', 'messageDelete'])

export interface PersonParts {
  conversations: Conversations
  idFor: Stores['idFor']
  speech: Speech
  turns: Turns
}

/** What a person, alone with the bot, does on a channel of the bot service; and the one thing said to a group. */
export function persons(parts: PersonParts, azure: Connector) {
  const { conversations, idFor, speech, turns } = parts

  const nearest = (locale: string | undefined): string =>
    matchLanguage([locale], speech.languages) ?? speech.languages[0]!

  /** Said beside the conversation: not a turn, and not kept. */
  async function aside(activity: Incoming, key: string, language: string): Promise<void> {
    const { channelId, conversation, recipient, serviceUrl } = activity
    const where = { channelId, conversation: conversation.id, bot: recipient?.id ?? '', via: serviceUrl }
    const said = textMessage(speech.t(language)(key), language)
    // Nobody's answer waits for it, and it is nothing to try again.
    await azure.send(where, said).catch((error) => log('deliver.failed', nameOf(error)))
  }

  async function stays(activity: Incoming): Promise<void> {
    const known = await conversations.load(idFor(activity.channelId, activity.conversation.id))
    if (known) await aside(activity, 'say.stays', tongueOf(known.state, speech))
  }

  return async (activity: Incoming): Promise<void> => {
    const { type, channelId, conversation, membersAdded, recipient, serviceUrl } = activity
    const hint = activity.locale ?? undefined
    if (isShared(activity)) {
      // A group reads along: nothing of anybody's conversation is for a group.
      if (type === 'message') await aside(activity, 'say.notInGroups', nearest(hint))
      return
    }
    const push = { by: AZURE, to: conversation.id, from: recipient?.id ?? '', via: serviceUrl }
    if (arrives(activity, membersAdded ?? [])) {
      await turns.open(idFor(channelId, conversation.id), channelId, hint, push)
      return
    }
    if (changes.has(type)) return stays(activity)
    const place = { channelId, conversationId: conversation.id, person: '' }
    const inbound = inboundOf(activity, place, [])
    if (inbound) await followConversation(parts, channelId, conversation.id, { ...inbound, push })
  }
}

const arrives = ({ type, action, recipient }: Incoming, members: { id?: string }[]): boolean =>
  type === 'conversationUpdate'
    ? members.some(({ id }) => id !== recipient?.id)
    : type === 'installationUpdate' && (action ?? '').startsWith('add')
