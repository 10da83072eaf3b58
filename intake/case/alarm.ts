import { DAY, HOUR } from '../hours/time.ts'

/**
 * The alarm over a case that nobody has: who is called, how often, and when the circle grows. Pure: what was
 * reached stands in the case itself, so any process carries it on.
 */
const steps = ['fitting', 'everyone', 'supervisors', 'unanswered'] as const
/**
 * `fitting`: those on duty whom the case fits. `everyone`: all on duty. `supervisors`: those who are not on duty
 * as well. `unanswered`: she is told that nobody has come, and it goes on quietly.
 */
export type Step = (typeof steps)[number]

/**
 * What is alarmed about: somebody waits to talk, something was sent, what was asked for has not come, or whoever has a
 * case asked to be reminded.
 */
export type Cause = 'talk' | 'sent' | 'moreInfo' | 'reminder'

/** How far the alarm has come. Readable in the store: it says nothing of a person. */
export interface Raised {
  step: Step
  /** When this step was reached, in milliseconds since 1970. */
  at: number
  /** When it was last raised. */
  last: number
  /** How often it was raised in all. */
  times: number
  /** When it is raised next, unless something is still owed. */
  next: number
  /** Ways it has yet to go out by; kept until they have taken it, so that a crash loses none. */
  owed: string[]
}

/** In milliseconds. */
export interface Pace {
  repeat: number
  escalate: number
  /** Both, where nobody sits and waits for it. */
  calm: number
}

const calmly = ({ cause, urgent }: Subject) => cause !== 'talk' && !urgent

/** So long something that was asked for may be on its way while nobody has the case, in milliseconds. */
export const moreDueAfter = (urgent: boolean): number => (urgent ? DAY : 7 * DAY)

/** What it is about: its cause, and whether somebody may be in danger. */
export interface Subject {
  cause: Cause
  urgent: boolean
}

/** Nobody is called in their night for something that can wait until the desk opens. */
export const waitsForHours = calmly

/** She is told by a turn of her conversation: owed until it is done, like every other way. */
export const PERSON = 'person'

/** Once she knows, it is repeated this often. */
const QUIETLY = HOUR
/** What failed to go out is tried again after so long. */
export const RETRY = 30_000

/** What is raised now, or again, after `before`. `reaches`: is there anybody at this step who would hear it? */
export function raise(
  subject: Subject,
  before: Raised | undefined,
  now: number,
  pace: Pace,
  reaches: (step: Step) => boolean,
): Omit<Raised, 'owed'> {
  const repeat = calmly(subject) ? pace.calm : pace.repeat
  const escalate = calmly(subject) ? pace.calm : pace.escalate
  const last = subject.cause === 'talk' ? 'unanswered' : 'supervisors'
  const far = steps.indexOf(last)
  let reached = before ? steps.indexOf(before.step) : 0
  if (before && now >= before.at + escalate) reached += 1
  // Nobody there to hear it: the next circle is called at once.
  while (reached < steps.indexOf('supervisors') && !reaches(steps[reached]!)) reached += 1
  const step = steps[Math.min(reached, far)]!
  const at = before?.step === step ? before.at : now
  const rest = step === 'unanswered' ? now + QUIETLY : now + repeat
  const grows = step === last ? Number.POSITIVE_INFINITY : at + escalate
  return { step, at, last: now, times: (before?.times ?? 0) + 1, next: Math.min(rest, grows) }
}

/** When the case is looked at again: at its next step, or earlier while something is owed. */
export const dueAfter = ({ next, owed }: Raised, now: number): number =>
  owed.length > 0 ? Math.min(next, now + RETRY) : next
