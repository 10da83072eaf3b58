import { randomUUID } from 'node:crypto'
import type { Activity, CardAction } from 'botbuilder'
import type { State } from '../../intake/conversation/conversation.ts'
import type { Line } from '../../intake/conversation/line.ts'
import { askIn } from '../../intake/conversation/standing.ts'
import { type Bubble, show } from '../../intake/conversation/transcript.ts'
import type { Ask } from '../../intake/form/ask.ts'
import { traitsOf } from '../../intake/form/channels.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import { CONSENT } from '../../intake/form/translator.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Inbound } from '../turns/inbound.ts'
import { short, submitted } from './submitted.ts'
import { attached, questionCard } from './teams/card.ts'

/**
 * Lines of a conversation as Bot Framework activities, and a person's activity as an inbound message: the same
 * for every channel that speaks this protocol.
 */
export interface Place {
  channelId: string
  conversationId: string
  /** The person's id on this channel; it is echoed and never kept. */
  person: string
  /** How many return codes led here: the numbers of lines begin anew in another document. */
  hops?: number
}

export const activityId = ({ conversationId, hops = 0 }: Place, seq: number): string =>
  `${conversationId}|${hops ? `${hops}.` : ''}${String(seq).padStart(7, '0')}`

/** The line an activity id of ours names, or 0. */
function seqOf(id: unknown, { conversationId, hops = 0 }: Place): number {
  if (typeof id !== 'string' || !id.startsWith(`${conversationId}|`)) return 0
  const found = /^(?:(\d+)\.)?(\d{7,})$/.exec(id.slice(conversationId.length + 1))
  return found && Number(found[1] ?? 0) === hops ? Number(found[2]) : 0
}

export const tongueOf = ({ language, guess }: State, { languages }: Speech): string =>
  language ?? guess ?? languages[0]!

export function activitiesOf(state: State, lines: readonly Line[], speech: Speech, place: Place) {
  const t = speech.t(tongueOf(state, speech))
  const open = askIn(state, state.open?.key, speech.languages, t)
  const reading = { answers: state.answers, contacts: contactsOf(t), t }
  return lines.map((line): Partial<Activity> => {
    const bubble = show(line, reading)
    const common: Partial<Activity> = {
      type: 'message',
      id: activityId(place, line.seq),
      timestamp: new Date(line.at),
      channelId: place.channelId,
      conversation: { id: place.conversationId } as Activity['conversation'],
      text: bubble?.text ?? '',
      textFormat: 'plain',
      locale: bubble?.language ?? reading.t.language,
    }
    if (line.from === 'person')
      return {
        ...common,
        from: { id: place.person, name: '', role: 'user' },
        ...(line.client ? { channelData: { clientActivityID: line.client } } : {}),
      }
    const before = state.log.findLast(({ from, seq }) => from === 'person' && seq < line.seq)
    const spoken: Partial<Activity> = {
      ...common,
      from: { id: 'silta', name: '', role: 'bot' },
      inputHint: 'acceptingInput',
      ...(before && before.seq > state.hiddenUpTo ? { replyToId: activityId(place, before.seq) } : {}),
    }
    if (line.from === 'worker') return fromWorker(line, spoken, bubble, t)
    return open && line.seq === state.open?.seq ? asking(spoken, open, place, t) : spoken
  })
}

/**
 * A worker's words; after them what a machine made of them, called so, and apart for a client that shows it by
 * itself. Whether a machine may translate is a question she answers by button, whenever it is in sight.
 */
function fromWorker(
  line: Line,
  spoken: Partial<Activity>,
  bubble: Bubble | null,
  t: Translate,
): Partial<Activity> {
  const { machine } = bubble ?? {}
  const asked = line.phrase === 'ask.machine'
  const answers = [
    asked && ['yes', t('web.machine.allow')],
    (asked || machine) && ['no', t('web.machine.stop')],
  ]
  const actions = answers
    .filter((one) => Array.isArray(one))
    .map(([value, title]) => button(CONSENT, value!, title!))
  return {
    ...spoken,
    ...(machine ? { text: `${spoken.text}\n\n[${t('web.machine')}]\n${machine.text}` } : {}),
    channelData: { from: 'worker', ...(machine ? { original: bubble!.text, machine } : {}) },
    ...(actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  }
}

const button = (question: string, value: string, title: string): CardAction => ({
  type: 'messageBack',
  title,
  text: title,
  displayText: title,
  value: { question, value },
})

/**
 * An ask as a message: rows above the options, a numbered list where buttons do not suffice, and the buttons. Several
 * questions come as a card too; a client that draws none shows the first of them, and they are asked one by one.
 */
function asking(spoken: Partial<Activity>, open: Ask, { channelId }: Place, t: Translate): Partial<Activity> {
  const buttons = traitsOf(channelId).shows === 'buttons'
  const rows = open.rows.map(({ label, text }) => `${label}: ${text}`).join('\n')
  const list = open.options.map(({ title }, i) => `${i + 1}. ${title}`).join('\n')
  const ways = open.passes.map(({ title }) => title).join(' · ')
  const text = [spoken.text, rows, (open.kind === 'many' || !buttons) && list, !buttons && ways]
  const actions = [...open.options, ...open.passes].map(({ id, title }) => button(open.key, id, title))
  return {
    ...spoken,
    text: text.filter(Boolean).join('\n\n'),
    inputHint: 'expectingInput',
    channelData: { question: open.key, kind: open.kind },
    ...(open.parts.length > 0 ? { attachments: [attached(questionCard(open, t))] } : {}),
    ...(buttons && actions.length > 0 ? { suggestedActions: { to: [], actions } } : {}),
  }
}

/**
 * A person's activity as it concerns us; `null`: nothing was said (typing and the like).
 * @throws Refusal BAD_REQUEST
 */
export function inboundOf(activity: Partial<Activity>, place: Place, log: readonly Line[]): Inbound | null {
  const { type, text, value, attachments, replyToId, channelData, locale, id } = activity as Record<
    string,
    unknown
  >
  if (typeof type !== 'string') throw new Refusal('BAD_REQUEST', 'an activity has a type')
  if (text !== undefined && text !== null && typeof text !== 'string')
    throw new Refusal('BAD_REQUEST', 'text is a string')
  if (type !== 'message') return null
  const answer = submitted(value)
  const files = Array.isArray(attachments) && attachments.some(isFile)
  const words = (text as string | null | undefined)?.trim() ?? ''
  if (!words && !answer && !files) return null
  const client = short((channelData as { clientActivityID?: unknown } | null | undefined)?.clientActivityID)
  const seq = seqOf(replyToId, place)
  const question = answer?.question ?? log.find((line) => line.seq === seq && line.from === 'bot')?.question
  const given = short(id)
  return {
    id: client ? `client:${client}` : given ? `activity:${given}` : `once:${randomUUID()}`,
    ...(words || !answer ? { text: words } : {}),
    ...answer,
    ...(question ? { question } : {}),
    ...(files ? { files } : {}),
    ...(client ? { client } : {}),
    ...(short(locale) ? { hint: short(locale) } : {}),
  }
}

/** Teams sends every message once more as an HTML attachment: that is no file. */
const isFile = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && (one as { contentType?: unknown }).contentType !== 'text/html'
