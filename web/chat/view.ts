import type { Bubble } from '../../intake/conversation/transcript.ts'
import type { Ask } from '../../intake/form/ask.ts'
import type { Translate } from '../../intake/form/words.ts'
import type { Day } from './calendar.js'

/** All that the page of one conversation shows. The page decides nothing: `bot/channels/web.ts` fills this in. */
export interface ChatView {
  t: Translate
  /** Signed token of the conversation and a fresh id for the next message: hidden fields, the page's only memory. */
  token: string
  message: string
  bubbles: Bubble[]
  /** The open question, or `null` when there is none (a worker is talking, or all is said). */
  ask: Ask | null
  /**
   * `start`: nothing stored yet · `bot` · `waiting`: for a worker · `claimed`: a worker talks ·
   * `quiet`: nothing is asked, and the matter is off the screen · `covered`: a plain page stands in its place ·
   * `gone`: the conversation was deleted or its view was dropped · `down`: we could not read or save just now.
   */
  state: 'start' | 'bot' | 'waiting' | 'claimed' | 'quiet' | 'covered' | 'gone' | 'down'
  /** She pressed on, and there was nothing to go on with. */
  refused?: boolean
  /** What she typed when it could not be saved: given back, so that nothing is lost. */
  unsent?: string
  /** Nothing could be taken because so much came: until when, in milliseconds since 1970. */
  busy?: number
  /** The same of a screen with several questions, by question. */
  unsentParts?: Readonly<Record<string, string>>
  /** While a worker talks: how far her last message came, and whether the worker writes just now. */
  peerStatus?: { mark: 'delivered' | 'read' | ''; writing: boolean }
  /**
   * She has asked for a person and nobody has come: when the desk is open next, where it is closed (from and before,
   * in milliseconds since 1970), whether nobody is there now, and how somebody comes to her, once she is not still
   * asked for that.
   */
  wait?: {
    opens?: readonly [from: number, before: number]
    alone?: boolean
    comes?: 'here' | 'call' | 'contact'
  }
  /** What she sent waits for a worker. */
  sent?: boolean
  /** Whether a program may translate, once that was asked or answered. */
  machine?: 'asked' | 'yes' | 'no'
  /** Questions of the short path that are left, the open one among them. */
  left?: number
  /** Her last answer has made them more. */
  leftMore?: boolean
  /** She has chosen a word, which alone leads back from a plain page. */
  hasWord?: boolean
  /** She has a return code. */
  hasCode?: boolean
  /** It can be shown once more: she has not said yet that she has it. */
  held?: boolean
  /** She was not here for a while: it is not in sight before she asks for it. */
  away?: boolean
  /** That code where it stands in sight, and whether it opens what she said: it may have no word, or be shut. */
  issued?: { code: string; opens: 'yes' | 'noWord' | 'shut' }
  /** The first line that her last act brought: where the page lands. */
  since?: number
  /** Others may see this screen. */
  watched?: boolean
  /** Somebody who helps another writes, and about somebody who has not agreed to be known. */
  helper?: boolean
  unnamed?: boolean
  /** No answer is kept yet. */
  unanswered?: boolean
  /** Highest line number shown: live mode asks for what is newer. */
  seq: number
  /** What a plain page in its place shows: the day it is. */
  today?: Day
  /** Nobody else sees or hears this: messages may be read aloud. */
  aloud?: boolean
  /** Neutral page that quick exit goes to. */
  exitUrl: string
  /** Phone numbers that stay in sight. */
  emergency: string
  helpline: string
}

/**
 * The page's form. Every field is plain HTML and works without JavaScript.
 * `token`, `message`, `question` are hidden; a button or box sends `value` (repeated for several);
 * a text field sends `text`, date parts send `year`, `month`, `day`; a button of the menu sends `command`. Where a
 * question may be passed over, `empty` says so of a box that is sent empty.
 */
export const fields = [
  'token',
  'message',
  'question',
  'value',
  'text',
  'year',
  'month',
  'day',
  'command',
  'empty',
] as const

/** The form that the acts in the line on top belong to. */
export const ACTS = 'acts'

/** Commands that have a button of their own; most of them may also be typed. */
export const menu = [
  'human',
  'danger',
  'call',
  'alone',
  'back',
  'language',
  'help',
  'safer',
  'next',
  'know',
  'agreed',
  'copy',
  'code',
  'stop',
  'delete',
] as const

/** All that a page may press: going forward over the browser's history has no button, and a code one of its own. */
export const pressed = [...menu, 'forward', 'noted'] as const
