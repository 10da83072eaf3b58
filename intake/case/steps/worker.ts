import type { Draft } from '../case.ts'
import { newsFor, type Seen, seenBy, seenParts, withSeen } from '../seen.ts'
import { dueStep, type Limits, type Presence, type Step } from '../timeouts.ts'
import {
  changeHolder,
  isClosed,
  isHeldBy,
  isOver,
  isWaitedFor,
  toQueue,
  toWorker,
  type Who,
  withContent,
} from './draft.ts'

/** Which step is due, and by what. */
export interface TimedOut {
  /** The worker who had it. */
  of: string
  step: Step
  who: Presence | null
  limits: Limits
}

const toBot = (now: Draft) => changeHolder(now, { talk: 'bot', assignee: '' })
/** Of a talk, since she first asked for it; an application that nobody talked about waits from now. */
const sinceFirst = ({ lastMessageAt, unanswered, waitingSince }: Draft, at: number) =>
  lastMessageAt === undefined && unanswered === undefined ? at : waitingSince

/** How an offer ended when it was not taken; shown to the worker who made it. */
const offerOver = (now: Draft, how: 'declined' | 'lapsed' | 'withdrawn', at: number): Draft =>
  withContent(
    { ...now, offered: undefined },
    { offerEnded: { how, name: now.content?.offeredName ?? '', at } },
  )

/** Who has it, and how it changes hands. */
export const workerSteps = {
  /** A worker's words are on their way: what waits for them is not taken away meanwhile, and goes on waiting. */
  answering: (now: Draft, { by }: { by: string }, at: number): Draft | null =>
    isHeldBy(now, by) ? { ...now, takenUp: at } : null,
  /** They have reached her conversation. What she wrote after `since`, when they were sent, is not answered by them. */
  answered(now: Draft, { by, since }: { by: string; since: number }): Draft | null {
    const { unanswered, lastMessageAt = 0 } = now
    if (!isHeldBy(now, by)) return null
    const waits = unanswered !== undefined && lastMessageAt > since
    return {
      ...now,
      content: { ...now.content!, seen: withSeen(now.content!, by, { talk: since }) },
      unanswered: waits ? lastMessageAt : undefined,
      lastMessageAt: Math.max(since, lastMessageAt),
    }
  },
  /** What she wrote last, such as a thank you, asks for no answer. */
  needsNoAnswer: (now: Draft, { by }: { by: string }): Draft | null =>
    isHeldBy(now, by) && now.unanswered !== undefined ? { ...now, unanswered: undefined } : null,
  /** Whoever has it has had parts of it before the eyes, up to then. */
  looked(now: Draft, { by, at }: { by: string; at: Partial<Seen> }): Draft | null {
    if (!isHeldBy(now, by)) return null
    const content = { ...now.content!, seen: withSeen(now.content!, by, at) }
    const [before, after] = [seenBy(now.content!, by), seenBy(content, by)]
    if (seenParts.every((part) => before[part] === after[part])) return null
    return { ...now, content, news: newsFor(content, by) }
  },

  /** Whoever asked for somebody waits for a first word. */
  claimed: (now: Draft, { by }: { by: Who }, at: number): Draft | null =>
    now.assignee || isOver(now)
      ? null
      : toWorker(now, by, at, now.talk === 'waiting' ? now.waitingSince : undefined),

  /** `by`: a supervisor takes it `from` a colleague. Who waits for an answer, or a first word, goes to no program. */
  released(
    now: Draft,
    { from, by = from, to }: { from: string; by?: string; to: 'bot' | 'queue' },
    at: number,
  ): Draft | null {
    if (!from || !isHeldBy(now, from) || (to === 'bot' && isWaitedFor(now))) return null
    return withContent(to === 'queue' ? toQueue(now, sinceFirst(now, at)) : toBot(now), { releasedBy: by })
  },

  /** A colleague is asked to take it on; until that is accepted it stays where it is. */
  offered: (now: Draft, { by, to }: { by: string; to: Who }, at: number): Draft | null =>
    isHeldBy(now, by)
      ? withContent(
          { ...now, offered: to.id, offeredAt: at },
          { offeredName: to.name, offerEnded: undefined },
        )
      : null,
  offerWithdrawn: (now: Draft, { by }: { by: string }, at: number): Draft | null =>
    isHeldBy(now, by) ? (now.offered ? offerOver(now, 'withdrawn', at) : now) : null,
  accepted: (now: Draft, { by }: { by: Who }, at: number): Draft | null =>
    now.offered === by.id && !isOver(now) ? toWorker(now, by, at) : null,
  /** A supervisor goes on with it in a colleague's place. */
  takenOver: (now: Draft, { from, by }: { from: string; by: Who }, at: number): Draft | null =>
    from && from !== by.id && isHeldBy(now, from) ? toWorker(now, by, at) : null,
  /** A worker has seen that it cannot wait: it rings as what is urgent does. */
  raised: (now: Draft): Draft | null =>
    now.urgent || isClosed(now) ? null : { ...now, urgent: 1, alarm: undefined, alarmed: undefined },
  declined: (now: Draft, { by }: { by: string }, at: number): Draft | null =>
    now.offered === by && !isOver(now) ? offerOver(now, 'declined', at) : null,

  /** Whoever has it has let it lie, by the rule of `timeouts.ts`, which must still ask for this very step. */
  timedOut(now: Draft, { of, step, who, limits }: TimedOut, at: number): Draft | null {
    if (now.assignee !== of || dueStep(now, who, at, limits) !== step) return null
    if (step === 'withdraw') return offerOver(now, 'lapsed', at)
    // Freed, nobody was talking: she reads of it when she is next here, and is not called.
    return step === 'requeue' ? toQueue(now, sinceFirst(now, at)) : { ...toBot(now), toNotify: undefined }
  },

  /** She knows of the change of `talk` that is numbered so. */
  told: (now: Draft, { talkVersion }: { talkVersion: number }): Draft | null =>
    now.toNotify && now.talkVersion === talkVersion
      ? { ...now, toNotify: undefined, notifyByRules: undefined }
      : null,
}
