import { refusal, wayOf } from '../../intake/case/contact-rules.ts'
import type { Closing } from '../../intake/conversation/carried.ts'
import { isLocked } from '../../intake/conversation/check-word.ts'
import type { Address, Conversations, Push, State } from '../../intake/conversation/conversation.ts'
import { taken } from '../../intake/conversation/fates.ts'
import type { Line } from '../../intake/conversation/line.ts'
import { HOUR, isWithin, SECOND } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Bounded } from '../../platform/bounded.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { outgoing, PATIENCE } from '../../platform/outgoing.ts'
import { serially } from '../../platform/serially.ts'
import { type Part, type Pushed, type Shown, Undelivered } from '../channels/port.ts'
import type { Fresh } from './transaction.ts'
import type { Turns } from './turns.ts'

/**
 * Delivery where we push. A turn commits its lines as due in the conversation's own document; they are sent
 * after it and marked by a second small write. What a crash left unmarked the sweep sends again: then one message
 * may come twice, and none is lost. What is newer never overtakes what is older, whichever process has it in hand.
 */
const GRACE = 30_000
/** As the first line of a turn: there was none, the sweep looks for what was left. */
const SWEPT = Number.POSITIVE_INFINITY
/** What could not be sent for so long waits until she writes: it would ring when she does not expect it. */
const STALE = HOUR
/** What another process may be sending just now is waited for, and looked at again so often, in ms. */
const AGAIN = SECOND

interface OutboxParts {
  conversations: Conversations
  optOuts: {
    why(number: string): Promise<Closing | null>
    close(number: string, why: Closing): Promise<void>
  }
  amend: Turns['amend']
  close: Turns['close']
  clock: Clock
  /** Milliseconds a carrier has to take one message. */
  patience?: number
}

export function outbox({ conversations, optOuts, amend, close, clock, patience = PATIENCE }: OutboxParts) {
  const channels = new Map<string, Pushed<unknown>>()
  const inOrder = serially()
  const going = new Set<Promise<void>>()
  /** Up to which line this process tried to send, and could not: no other is sending that. */
  const failed = new Bounded<string, number>(10_000)

  async function deliver(id: string, from: number): Promise<void> {
    const state = (await conversations.load(id))?.state
    const channel = channels.get(state?.push?.to.by ?? '')
    if (!state?.push || !channel) return
    const { push } = state
    const why = await optOuts.why(push.to.to)
    if (why) return close(id, why)
    const { open, waiting, knock, behind } = sorted(
      state,
      push,
      { from, failed: failed.get(id) ?? 0 },
      clock(),
    )
    if (behind) {
      setTimeout(() => send(id, from), AGAIN).unref()
      return
    }
    try {
      for (const [out, part] of textsOf(channel, { state, lines: open, knock })) {
        // She may say STOP between two texts of one message.
        const stopped = await optOuts.why(push.to.to)
        if (stopped) return close(id, stopped)
        await outgoing(patience, (given) => channel.send(push.to, out, given, part))
      }
      failed.delete(id)
    } catch (error) {
      if (!(error instanceof Undelivered)) {
        failed.set(id, Math.max(failed.get(id) ?? 0, ...open.map(({ seq }) => seq)))
        log('deliver.failed', nameOf(error))
        return
      }
      log('deliver.closed', { why: error.closes })
      await optOuts.close(push.to.to, error.closes)
      return close(id, error.closes)
    }
    await amend(id, (now) => mark(now, push.to, open, waiting, knock))
  }

  function send(id: string, from: number): void {
    const sent = inOrder(id, () => deliver(id, from)).catch((error) => log('deliver.failed', nameOf(error)))
    going.add(sent)
    void sent.finally(() => going.delete(sent))
  }

  return {
    /** `by` is the carrier's name in an address. */
    register: (by: string, channel: Pushed<unknown>) => void channels.set(by, channel),

    /** After a commit: sends what the turn brought, without anybody waiting for it. */
    after(id: string, { state, from }: Fresh): void {
      if (!state.push || state.push.due.length === 0 || state.push.held) return
      send(id, from)
    },

    /** Something else that goes out behind an answer. */
    behind(work: Promise<void>): void {
      going.add(work)
      void work.finally(() => going.delete(work))
    },

    /** Resolves when everything that was on its way has gone out, or failed to. */
    async idle(): Promise<void> {
      while (going.size > 0) await Promise.all(going)
    },
  }
}

/** What is sent, a worker's line apart from what stands beside it, as the carrier's report is of one of them. */
function* textsOf(channel: Pushed<unknown>, { state, lines, knock }: Shown): Generator<[unknown, Part?]> {
  const runs: Line[][] = []
  for (const line of lines)
    if (line.from === 'worker' || runs.at(-1)?.[0]?.from !== line.from) runs.push([line])
    else runs.at(-1)!.push(line)
  for (const run of runs) {
    const all = channel.render({ state, lines: run })
    const { seq, from } = run[0]!
    for (const [at, out] of all.entries())
      yield from === 'worker' ? [out, { seq, last: at === all.length - 1 }] : [out]
  }
  if (knock) for (const out of channel.render({ state, lines: [], knock })) yield [out]
}

/**
 * `open` goes out now, `waiting` when she writes: her word comes first, or it is no hour to write to her. `behind`:
 * something older is still to go, and another process may be at it.
 */
function sorted(
  state: State,
  { due, knocked }: Push,
  { from, failed }: { from: number; failed: number },
  now: number,
) {
  const all = state.log.filter(({ seq }) => due.includes(seq))
  const isOurs = ({ seq, at }: Line) =>
    seq >= from || (seq <= failed && from !== SWEPT) || !isWithin(at, GRACE - 1, now)
  const unsent = all.filter(isOurs)
  const locked = isLocked(state, now)
  const isOpen = (line: Line) =>
    (!locked || line.once === true) &&
    (line.from === 'worker' || mayWrite(state, now)) &&
    (from !== SWEPT || now - line.at < STALE)
  const open = unsent.filter(isOpen)
  const waiting = unsent.filter((line) => !isOpen(line))
  // Nothing tells that there is more behind what covers it.
  const knock = locked && !state.covered && !knocked && waiting.some((line) => line.from === 'worker')
  const last = open.at(-1)?.seq ?? 0
  const behind = all.some((line) => line.seq < last && !isOurs(line) && isOpen(line))
  return { open, waiting, knock, behind }
}

/** The desk has asked the rules before a worker writes; what the bot says unasked obeys them too. */
function mayWrite({ channel, answers, log, language = '', verifiedAt = 0 }: State, now: number): boolean {
  const last = log.findLast(({ from }) => from === 'person')?.at ?? now
  // Her word, which leaves no line here, is heard as well.
  const heard = Math.max(last, verifiedAt)
  const contact = { way: wayOf(channel, heard, now), at: now, words: 'neutral', language } as const
  return refusal(answers, contact) === null
}

/** Marks what went out, unless she has moved on to another phone meanwhile. */
function mark(state: State, to: Address, open: Line[], waiting: Line[], knock: boolean): boolean {
  const { push } = state
  if (!push || push.to.to !== to.to) return false
  const kept = new Set(state.log.map(({ seq }) => seq))
  const sent = new Set(open.map(({ seq }) => seq))
  push.due = push.due.filter((seq) => kept.has(seq) && !sent.has(seq))
  taken(state, sent)
  if (knock) push.knocked = true
  const wait = new Set(waiting.map(({ seq }) => seq))
  if (push.due.length > 0 && push.due.every((seq) => wait.has(seq))) push.held = true
  return true
}

export type Outbox = ReturnType<typeof outbox>
