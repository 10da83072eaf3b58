import type { Activity } from 'botbuilder'
import type { Config } from '../../../platform/config.ts'
import { Refusal } from '../../../platform/errors.ts'
import { mayReplyTo } from './hosts.ts'

/** An activity as far as this program reads it: whoever sent it, each of these is what it claims to be. */
export type Incoming = Activity

const LONGEST = 400

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isName = (value: unknown): boolean =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST
const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string'
const isAccount = (value: unknown): boolean =>
  value === undefined || value === null || (isObject(value) && isText(value.id) && isText(value.aadObjectId))

/** @throws Refusal BAD_REQUEST, FORBIDDEN */
export function incoming(body: Record<string, unknown>, config: Config): Incoming {
  const { type, channelId, conversation, serviceUrl, text, id, locale, from, recipient, membersAdded } = body
  const members = membersAdded ?? []
  const fits =
    [type, channelId, isObject(conversation) && conversation.id].every(isName) &&
    [text, id, locale, body.name, body.replyToId, body.action].every(isText) &&
    [from, recipient].every(isAccount) &&
    Array.isArray(members) &&
    members.every(isAccount)
  if (!fits) throw new Refusal('BAD_REQUEST', 'no such activity')
  if (!mayReplyTo(serviceUrl, config))
    throw new Refusal('FORBIDDEN', 'replies to this serviceUrl are not allowed')
  return body as unknown as Incoming
}

/** Several people read along: a group chat, a channel of a team. */
export const isShared = ({ conversation }: Incoming): boolean =>
  conversation.isGroup === true || ['groupChat', 'channel'].includes(conversation.conversationType)
