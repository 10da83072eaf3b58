import { HOUR, isWithin } from '../hours/time.ts'
import type { CaseDoc } from './case.ts'

/** An agency's own hub that has accepted a case, in place of a worker's id. */
export const HUB = 'hub'

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
  | 'application'
  | 'talk'
  | 'assignee'
  | 'offered'
  | 'offeredAt'
  | 'unanswered'
  | 'takenUp'
  | 'lastMessageAt'
  | 'viaTeams'
>

/** Said so long ago, in milliseconds, a talk is still going on. */
const STILL_TALKING = HOUR

/**
 * What must happen to a case that somebody has, without anybody asking for it: the one rule of who has let it lie.
 * An offer that still stands comes first, so that whoever hands over at the end of a shift may go home at once.
 */
export function dueStep(found: Held, who: Presence | null, now: number, limits: Limits): Step | null {
  const {
    application,
    talk,
    assignee,
    offered,
    offeredAt = 0,
    unanswered,
    takenUp = 0,
    lastMessageAt = 0,
  } = found
  if (application === 'closed' || talk !== 'claimed' || !assignee) return null
  if (offered && isWithin(offeredAt, limits.offer, now)) return null
  const asleep = unanswered !== undefined && !isWithin(Math.max(unanswered, takenUp), limits.sleeper, now)
  // Of a hub we see no sign of life: only that it answers, or does not.
  if (assignee === HUB) return asleep ? 'requeue' : null
  const gone = !who?.seen || !isWithin(who.seen, limits.leaver, now)
  // Talked with in Teams there is no sign of life either; but whoever leaves altogether lets the case go.
  const talking = !found.viaTeams && (unanswered !== undefined || isWithin(lastMessageAt, STILL_TALKING, now))
  if (asleep || (gone && talking)) return 'requeue'
  if (gone && now - (who?.seen || who?.changed || 0) > limits.keep) return 'free'
  return offered ? 'withdraw' : null
}
