import type { Translate } from './words.ts'

/**
 * What a channel is like, as far as what may be said there, when, and how it looks depends on it. Nothing else asks
 * which channel it is: a new one is its file in `bot/channels/` and a row here.
 */
export interface Traits {
  /** What is sent stands on a locked phone, for whoever holds it: only words meant for that are said there. */
  lockScreen: boolean
  /** How a question looks: on our page, with a client's buttons, as a numbered list, on a card, or as a text message. */
  shows: 'page' | 'buttons' | 'list' | 'cards' | 'texts'
  /** A phone's carrier brings it: in parts, sometimes twice, and STOP and its like are words to the carrier. */
  carrier?: true
  /** Several questions can stand on one screen: any, or those that are written in boxes. */
  together?: 'any' | 'boxes'
  /** An employer may read along: whoever asks for herself is shown safer ways. */
  workplace?: true
  /** Caseworkers are here too. */
  staff?: true
  /** What she wrote stays in a box of ours when it is refused. */
  box?: true
  /** There is a button to leave at once. */
  exit?: true
  /** Her client tells what has reached her, and that she writes. */
  receipts?: true
  /** The way of `contact.way` that a message here is once she has left: it rings or lights up where she is. */
  rings?: 'sms' | 'app'
}

const table: Record<string, Traits> = {
  web: { lockScreen: false, shows: 'page', together: 'any', box: true, exit: true, receipts: true },
  directline: { lockScreen: false, shows: 'buttons', together: 'boxes', receipts: true },
  sms: { lockScreen: true, shows: 'texts', carrier: true, rings: 'sms' },
  msteams: {
    lockScreen: false,
    shows: 'cards',
    together: 'boxes',
    workplace: true,
    staff: true,
    rings: 'app',
  },
}

/** Channels that a case usually comes from. */
export const channels: readonly string[] = Object.keys(table)

/** Clients of engineers, and the service's own chat for a page. */
const withButtons: Traits = { lockScreen: false, shows: 'buttons', together: 'boxes' }
const others: Record<string, Traits> = { webchat: withButtons, emulator: withButtons }

/** Of a channel that the service carries and nobody has described. */
const unknown: Traits = { lockScreen: false, shows: 'list' }

export const traitsOf = (channel: string): Traits => table[channel] ?? others[channel] ?? unknown

/** The locale key of the words for a locked phone; what has none is never said there. */
export const textKey = (key: string, t: Pick<Translate, 'has'>): string | null =>
  t.has(`sms.${key}`) ? `sms.${key}` : null

/** The same words, but in their wording for a locked phone where there is one. */
export const texted = (t: Translate): Translate =>
  Object.assign((key: string, params?: Record<string, unknown>) => t(textKey(key, t) ?? key, params), {
    has: t.has,
    language: t.language,
    dir: t.dir,
    contacts: t.contacts,
  })
