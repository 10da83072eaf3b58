import type { CaseDoc, Draft } from './case.ts'

/** An agency's own hub that has accepted a case, in place of a worker's id. */
export const HUB = 'hub'

/** Why a worker gives a case back. Closed, so that it is read in each reader's language. */
export const returnReasons = [
  'answered',
  'shift',
  'language',
  'skills',
  'wish',
  'disqualified',
  'other',
] as const
export type ReturnReason = (typeof returnReasons)[number]

/** All in milliseconds. */
export interface Limits {
  /** A worker without a sign of life for so long has left a person who is talking. */
  leaver: number
  /** So long a message of hers may stay without an answer. */
  sleeper: number
  /** So long an offer to a colleague stands. */
  offer: number
  /** A worker away for so long keeps no case in which nobody talks. */
  keep: number
}

/** Of whoever has it: last sign of life, 0 after signing out; last change of that, which then is when. */
export interface Presence {
  seen: number
  changed: number
}

/** `withdraw` the offer; `requeue`: she waits again and is told; `free` it quietly. */
export type Step = 'withdraw' | 'requeue' | 'free'

export type Held = Pick<
  CaseDoc,
  'application' | 'talk' | 'assignee' | 'offered' | 'offeredAt' | 'unanswered' | 'lastMessageAt' | 'viaTeams'
>

/** Said so long ago, in milliseconds, a talk is still going on. */
const STILL_TALKING = 60 * 60_000

/**
 * What must happen to a case that somebody has, without anybody asking for it: the one rule of who has let it lie.
 * An offer that still stands comes first, so that whoever hands over at the end of a shift may go home at once.
 */
export function dueStep(found: Held, who: Presence | null, now: number, limits: Limits): Step | null {
  const { application, talk, assignee, offered, offeredAt = 0, unanswered, lastMessageAt = 0 } = found
  if (application === 'closed' || talk !== 'claimed' || !assignee) return null
  if (offered && now - offeredAt <= limits.offer) return null
  const asleep = unanswered !== undefined && now - unanswered > limits.sleeper
  // Of a hub we see no sign of life: only that it answers, or does not.
  if (assignee === HUB) return asleep ? 'requeue' : null
  const gone = !who?.seen || now - who.seen > limits.leaver
  // Talked with in Teams there is no sign of life either; but whoever leaves altogether lets the case go.
  const talking = !found.viaTeams && (unanswered !== undefined || now - lastMessageAt <= STILL_TALKING)
  if (asleep || (gone && talking)) return 'requeue'
  if (gone && now - (who?.seen || who?.changed || 0) > limits.keep) return 'free'
  return offered ? 'withdraw' : null
}

/** A change of who talks with her. `toNotify`: she has yet to be told, which the sweep does if we cannot. */
export const changeHolder = (now: Draft, next: Partial<Draft>): Draft => ({
  ...now,
  viaTeams: undefined,
  ...next,
  talkVersion: now.talkVersion + 1,
  toNotify: 1,
})

/** She waits for somebody, from now on. */
export const waitingAgain = (now: Draft, at: number): Draft =>
  changeHolder(now, { talk: 'waiting', assignee: '', waitingSince: at })

/** She wrote: somebody has to answer. Heard again after the answer, it asks for none. */
export const asking = (now: Draft, at: number): Draft =>
  at > (now.lastMessageAt ?? 0) ? { ...now, lastMessageAt: at, unanswered: now.unanswered ?? at } : now

export const answered = ({ unanswered: _, ...now }: Draft, at: number): Draft => ({
  ...now,
  lastMessageAt: at,
})

/** How an offer ended when it was not taken; shown to the worker who made it. */
export const offerOver = (
  { offered: _, offeredAt: __, ...now }: Draft,
  how: 'declined' | 'lapsed' | 'withdrawn',
  at: number,
): Draft =>
  now.content
    ? {
        ...now,
        content: { ...now.content, offerEnded: { how, name: now.content.offeredName ?? '', at } },
      }
    : now
