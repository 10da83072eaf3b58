import { setTimeout as after } from 'node:timers/promises'
import type { State } from '../../intake/conversation/conversation.ts'
import { SECOND } from '../../intake/hours/time.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { isTalk } from '../channels/web-shared.ts'
import type { Services } from '../services.ts'
import { everybody, later } from './people.ts'
import { comes, conversationOf, does, type Somebody } from './somebody.ts'

/** Times of somebody who writes on a phone, in ms. */
const READS = 3 * SECOND
const WRITES = 4 * SECOND
const PATIENCE = 100 * SECOND
/** Her page says that it is there. */
const BEAT = 20 * SECOND

/** The same every time (mulberry32): a demo that is shown twice is the same twice. */
export function seeded(seed: number): () => number {
  let now = seed
  return () => {
    now = (now + 0x6d2b79f5) | 0
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The first of these that she has not written yet: what she said is all that needs to be remembered. */
const nextOf = (lines: readonly string[] = [], { log }: State): string | undefined =>
  lines.find((line) => !log.some(({ from, text }) => from === 'person' && text === line))

/** A worker has written since she last answered one: what she wrote by herself is no answer. */
function isAsked({ log }: State, { lines = [] }: Somebody): boolean {
  const asked = log.findLastIndex(({ from }) => from === 'worker')
  return asked > log.findLastIndex(({ from, text }) => from === 'person' && lines.includes(text ?? ''))
}

/** Has whoever is in the demo write on, each as it would be with her; `pace` of 1 is unhurried. */
export function living(parts: Services, pace = 1, random = seeded(1)): Promise<unknown> {
  const { clock, conversations, leaving, receipts, watch } = parts
  const { signal } = leaving
  const unhurried = (ms: number) => ms * (0.75 + random() / 2) * pace
  const rests = (ms: number) => after(unhurried(ms), undefined, { signal })

  /** Until something is said in her conversation, or so long has passed. */
  const news = (id: string, most: number) => {
    const heard = new AbortController()
    const off = watch.onConversation(id, () => heard.abort())
    return after(most, undefined, { signal: AbortSignal.any([signal, heard.signal]) })
      .catch(() => signal.throwIfAborted())
      .finally(off)
  }

  async function writes(who: Somebody, text: string): Promise<void> {
    const id = conversationOf(parts, who)
    const { state } = (await conversations.load(id)) ?? {}
    if (state && isTalk(state)) receipts.note(id, 'person', { read: state.seq, online: clock() })
    await rests(READS)
    for (const _ of Array(2)) {
      if (state && isTalk(state)) receipts.note(id, 'person', { writing: clock(), online: clock() })
      await rests(WRITES)
    }
    await does(parts, who, { id: `line:${text}`, text })
  }

  async function lives(who: Somebody): Promise<void> {
    const id = conversationOf(parts, who)
    let patience = clock() + unhurried(PATIENCE)
    for (;;) {
      signal.throwIfAborted()
      const { state } = (await conversations.load(id)) ?? {}
      if (!state || state.gone) return
      const talks = isTalk(state)
      const answer = nextOf(who.lines, state)
      const asked = talks && isAsked(state, who)
      const left = who.leaves && talks && !answer
      const alone = state.talk && !asked && clock() > patience ? nextOf(who.alone, state) : undefined
      if (left) receipts.note(id, 'person', { left: clock() })
      else if (talks) receipts.note(id, 'person', { delivered: state.seq, online: clock() })
      const text = asked ? answer : alone
      if (text) await writes(who, text)
      if (text) patience = clock() + unhurried(PATIENCE)
      else await news(id, BEAT * pace)
    }
  }

  async function arrives(seconds: number, who: Somebody): Promise<void> {
    if (await conversations.load(conversationOf(parts, who))) return
    await after(seconds * SECOND * pace, undefined, { signal })
    await comes(parts, who)
  }

  const arriving = new Map(later.map(([seconds, who]) => [who, seconds]))
  return Promise.all(
    everybody.map(async (who) => {
      try {
        const seconds = arriving.get(who)
        if (seconds !== undefined) await arrives(seconds, who)
        if (who.lines) await lives(who)
      } catch (error) {
        if (!signal.aborted) log('demo.failed', nameOf(error))
      }
    }),
  )
}
