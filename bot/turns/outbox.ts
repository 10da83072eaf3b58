import { refusal, wayOf } from '../../intake/case/contact-rules.ts'
import { isLocked } from '../../intake/conversation/check-word.ts'
import type { Address, Conversations, Push, State } from '../../intake/conversation/conversation.ts'
import type { Line } from '../../intake/conversation/line.ts'
import { HOUR, isWithin } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import { type Closing, type Pushed, Undelivered } from '../channels/port.ts'
import type { Fresh } from './transaction.ts'
import type { Turns } from './turns.ts'

/**
 * Delivery where we push. A turn commits its lines as due in the conversation's own document; they are sent
 * after it and marked by a second small write. What a crash left unmarked the sweep sends again: then one message
 * may come twice, and none is lost.
 */
const GRACE = 30_000
/** What could not be sent for so long waits until she writes: it would ring when she does not expect it. */
const STALE = HOUR

interface OutboxParts {
  conversations: Conversations
  optOuts: {
    why(number: string): Promise<Closing | null>
    close(number: string, why: Closing): Promise<void>
  }
  amend: Turns['amend']
  clock: Clock
}

export function outbox({ conversations, optOuts, amend, clock }: OutboxParts) {
  const channels = new Map<string, Pushed<unknown>>()
  const inOrder = serially()
  const going = new Set<Promise<void>>()

  async function deliver(id: string, from: number): Promise<void> {
    const state = (await conversations.load(id))?.state
    const channel = channels.get(state?.push?.to.by ?? '')
    if (!state?.push || !channel) return
    const { push } = state
    if (await optOuts.why(push.to.to)) return shut(id)
    const { open, waiting, knock } = sorted(state, push, from, clock())
    try {
      for (const out of channel.render({ state, lines: open, knock })) await channel.send(push.to, out)
    } catch (error) {
      if (!(error instanceof Undelivered)) {
        log('deliver.failed', nameOf(error))
        return
      }
      log('deliver.closed', { why: error.closes })
      await optOuts.close(push.to.to, error.closes)
      return shut(id)
    }
    await amend(id, (now) => mark(now, push.to, open, waiting, knock))
  }

  const shut = (id: string) =>
    amend(id, ({ push }) => {
      if (!push) return false
      Object.assign(push, { due: [], closed: true })
      return true
    })

  return {
    /** `by` is the carrier's name in an address. */
    register: (by: string, channel: Pushed<unknown>) => void channels.set(by, channel),

    /** After a commit: sends what the turn brought, without anybody waiting for it. */
    after(id: string, { state, from }: Fresh): void {
      if (!state.push || state.push.due.length === 0 || state.push.held) return
      const sent = inOrder(id, () => deliver(id, from)).catch((error) => log('deliver.failed', nameOf(error)))
      going.add(sent)
      void sent.finally(() => going.delete(sent))
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

/** `open` goes out now, `waiting` when she writes: her word comes first, or it is no hour to write to her. */
function sorted(state: State, { due, knocked }: Push, from: number, now: number) {
  const unsent = state.log.filter(
    ({ seq, at }) => due.includes(seq) && (seq >= from || !isWithin(at, GRACE - 1, now)),
  )
  const locked = isLocked(state, now)
  const isOpen = (line: Line) =>
    (!locked || line.once === true) &&
    (line.from === 'worker' || mayWrite(state, now)) &&
    (from !== Number.POSITIVE_INFINITY || now - line.at < STALE)
  const open = unsent.filter(isOpen)
  const waiting = unsent.filter((line) => !isOpen(line))
  const knock = locked && !knocked && waiting.some((line) => line.from === 'worker')
  return { open, waiting, knock }
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
  if (knock) push.knocked = true
  const wait = new Set(waiting.map(({ seq }) => seq))
  if (push.due.length > 0 && push.due.every((seq) => wait.has(seq))) push.held = true
  return true
}

export type Outbox = ReturnType<typeof outbox>
