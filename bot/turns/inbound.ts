import { type Said, type Turn, tongue } from '../../dialogs/turn.ts'
import type { Address, State } from '../../intake/conversation/conversation.ts'
import { reopen } from '../../intake/conversation/fates.ts'
import type { Line } from '../../intake/conversation/line.ts'
import { withoutControls } from '../../intake/form/plain-text.ts'
import { matchLanguage } from '../../locales/match.ts'
import { Refusal } from '../../platform/errors.ts'

/** What reached us, made neutral by a channel. */
export interface Inbound extends Said {
  /** The channel's own id of this message: a second delivery is answered once. */
  id: string
  client?: string
  /** Highest line this client had been given when it sent this: without a question of its own, it answers that one. */
  seen?: number
  /** Language the page was opened in, or the client says it speaks; a hint is asked back, a choice is not. */
  language?: string
  hint?: string
  /** Of a page: the view it was given, and whether it shows a conversation that must already be there. */
  view?: number
  existing?: boolean
  /** Of a channel that is pushed: where replies go. */
  push?: Address
  /** Her number was closed, and this opens it: when, in milliseconds since 1970. */
  opened?: number
  /** More came from there than is read: until when, in milliseconds since 1970. Nothing else of it is taken. */
  busy?: number
}

/** The conversation, or the view of it, is not there: or it was made by another process just now. */
export class NotHere extends Refusal {
  constructor() {
    super('GONE')
  }
}

/** @throws NotHere, and Refusal GONE for what was sent to a conversation that is no longer here */
export function requireHere(state: State, { view, existing, push }: Inbound): void {
  // A page whose view was dropped, or whose conversation was erased, must not begin a new one unasked.
  if (view !== undefined && view > state.view) throw new NotHere()
  if (view !== undefined && view !== state.view) throw new Refusal('GONE')
  if (existing && state.seq === 0) throw new NotHere()
  // Her number led here once; the conversation went on to another phone, or to the web.
  if (push && state.seq > 0 && !isAt(state, push)) throw new Refusal('GONE')
}

const isAt = ({ push, gone }: State, { to }: Address) => gone !== undefined || push?.to.to === to

export function begin(state: State, inbound: Partial<Inbound>, languages: readonly string[]): void {
  const { language, hint, push, opened } = inbound
  if (push) state.push = { to: push, due: state.push?.due ?? [] }
  if (opened) reopen(state, opened)
  const chosen = matchLanguage([language], languages)
  if (!state.language && chosen) state.language = chosen
  const near = matchLanguage([hint], languages)
  if (!state.language && near) state.guess ??= near
}

/** The question last shown to a client that carries none of its own: never one it had not been given. */
export function shownBy(state: State, inbound: Inbound): string | undefined {
  if (inbound.question || inbound.seen === undefined) return inbound.question
  if (!state.open || state.open.seq <= inbound.seen) return undefined
  const last = state.log.findLast(
    ({ from, question, seq }) => from === 'bot' && question && seq <= inbound.seen!,
  )
  return last?.question ?? state.open.key
}

/** She writes while, as far as she knows, a worker reads; where the bot asks for the worker, what answers it is not. */
export const isForWorker = (
  { talk }: State,
  { text, value, question, command }: Inbound,
  isMessage: () => boolean,
): boolean =>
  talk?.announced === 'claimed' &&
  Boolean(text) &&
  !value &&
  !question &&
  !command &&
  (!talk.asking || isMessage())

/** Her own line of the log; none for what is a command and no more. */
export function lineOf(state: State, inbound: Inbound, turn: Turn): Line | undefined {
  const { value, date, question, client, text, parts } = inbound
  if (parts) partLines(state, parts, turn)
  if (text === undefined && value === undefined && date === undefined) return undefined
  state.seq += 1
  const line: Line = {
    seq: state.seq,
    at: turn.now,
    from: 'person',
    ...(value && question ? { value: value.length === 1 ? value[0]! : value, question } : {}),
    ...(date && question ? { value: date, question } : {}),
    ...(text !== undefined && !value && !date ? { text, language: tongue(turn) } : {}),
    ...(client ? { client } : {}),
  }
  state.log.push(line)
  return line
}

/** A line for each question of a screen that she answered. */
function partLines(state: State, parts: Readonly<Record<string, string>>, turn: Turn): void {
  for (const [question, text] of Object.entries(parts)) {
    if (!text) continue
    state.seq += 1
    state.log.push({ seq: state.seq, at: turn.now, from: 'person', question, text, language: tongue(turn) })
  }
}

export const cleanParts = (parts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parts).map(([key, text]) => [key, withoutControls(text)]))
