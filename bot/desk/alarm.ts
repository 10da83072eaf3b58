import {
  dueAfter,
  type Pace,
  type Raised,
  RETRY,
  raise,
  type Step,
  type Subject,
  waitsForHours,
} from '../../intake/alarm.ts'
import type { Case, CaseDoc, Cases } from '../../intake/cases.ts'
import { type Hours, isOpen, nextOpening } from '../../intake/hours.ts'
import type { Clock, Versioned } from '../../intake/ports.ts'
import type { Translate } from '../../intake/words.ts'
import type { WorkerDoc } from '../../intake/workers.ts'
import { log, nameOf } from '../errors.ts'
import type { Turns } from '../turn.ts'
import type { Fits } from './alarm/audience.ts'
import { delivery } from './alarm/delivery.ts'
import type { Lease } from './alarm/lease.ts'
import { callNotice, callOf, type Notice } from './alarm/notice.ts'
import type { Port } from './alarm/port.ts'

export interface AlarmParts {
  cases: Cases
  onDuty: () => Promise<WorkerDoc[]>
  hours: Hours
  turns: Pick<Turns, 'sync'>
  lease: Lease
  ports: readonly Port[]
  fits: Fits
  pace: Pace
  t: Translate
  /** Where the console is, such as `https://silta.example`. */
  address: string
  clock: Clock
}

const EVERY = 3000
const AT_ONCE = 50
const MOST_WAITING = 1000
/** She is told by a turn of her conversation: owed until it is done, like every other way. */
const PERSON = 'person'
/** Rounds, a minute in all, until it is looked again for what a crash left, and for ways that work again. */
const AGAIN = 20
/** Rounds, ten minutes in all, after which every way is tried, so that a broken one is known before it is needed. */
const ALL = 200

interface Claimed {
  case: Case
  raised: Raised
}

/**
 * Raises the alarms that are due: one process at a time, by a lease, and each step by a conditional write on the
 * case, so that two processes raise it once. What was claimed stays owed until it went out: a crash in between
 * sends it again, so a message may come twice and is never lost.
 */
export function alarm(parts: AlarmParts) {
  const { cases, ports, lease, clock, pace } = parts
  const out = delivery(parts)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let round = 0

  const subjectOf = ({ talk, urgent }: Pick<CaseDoc, 'talk' | 'urgent'>): Subject => ({
    cause: talk === 'waiting' ? 'talk' : 'sent',
    urgent: urgent === 1,
  })

  const waysOf = (step: Step, alone: boolean): string[] => [
    ...ports.filter(({ takes }) => takes(step)).map(({ name }) => name),
    ...(step === 'unanswered' || alone ? [PERSON] : []),
  ]

  /** `null`: somebody took the case, or another process this step. */
  async function claim(doc: Versioned<CaseDoc>, onDuty: WorkerDoc[]): Promise<Claimed | null> {
    const now = clock()
    const fitting = (await parts.fits(doc, onDuty)).length
    const reaches = (step: Step) => (step === 'fitting' ? fitting : onDuty.length) > 0
    let given: Raised | undefined
    const kept = await cases.update(doc.id, (found) => {
      given = undefined
      if (found.alarm !== doc.alarm) return null
      const subject = subjectOf(found)
      if (waitsForHours(subject) && !isOpen(parts.hours, now)) {
        const opens = nextOpening(parts.hours, now)?.[0]
        return { ...found, alarm: opens ?? now + pace.calm }
      }
      const before = found.alarmed
      if (before && before.owed.length > 0 && now < before.next) {
        given = before
        return { ...found, alarm: now + RETRY }
      }
      const next = raise(subject, before, now, pace, reaches)
      const owed = waysOf(next.step, found.alone === true)
      given = { ...next, owed }
      return { ...found, alarmed: given, alarm: dueAfter(given, now) }
    })
    return kept && given ? { case: kept, raised: given } : null
  }

  /** Told of nothing left, the alarm waits for its next step. */
  async function settle({ case: { id }, raised }: Claimed, left: string[]): Promise<void> {
    await cases.update(id, (found) => {
      if (found.alarmed?.times !== raised.times) return null
      const alarmed = { ...found.alarmed, owed: left }
      return { ...found, alarmed, alarm: dueAfter(alarmed, clock()) }
    })
  }

  /** One message a way, however many wait. */
  function noticesOf(claimed: Claimed[]): Map<string, Notice> {
    const notices = new Map<string, Notice>()
    for (const { name } of ports) {
      const calls = claimed
        .filter(({ raised }) => raised.owed.includes(name))
        .map(({ case: found, raised }) => callOf(found, raised.step, parts.address))
      if (calls.length > 0) notices.set(name, callNotice(calls, parts.t, clock()))
    }
    return notices
  }

  /** True when she knows what the case says, or there is nobody to tell. */
  async function tellPerson({ case: { content } }: { case: Pick<Case, 'content'> }): Promise<boolean> {
    if (!content) return true
    return (await apart(async () => parts.turns.sync(content.conversation).then(() => true))) === true
  }

  /** One case that cannot be read or written must not keep the others waiting; `null` for it. */
  async function apart<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      log('alarm.case.failed', nameOf(error))
      return null
    }
  }

  async function ring(onDuty: WorkerDoc[]): Promise<void> {
    const claimed: Claimed[] = []
    for (const doc of await cases.alarming(AT_ONCE)) {
      const one = await apart(() => claim(doc, onDuty))
      if (one) claimed.push(one)
    }
    const owing = claimed.filter(({ raised }) => raised.owed.length > 0)
    if (owing.length === 0) return
    const failed = await out.all(noticesOf(owing))
    for (const one of owing) {
      const { owed } = one.raised
      if (owed.includes(PERSON) && !(await tellPerson(one))) failed.add(PERSON)
      else failed.delete(PERSON)
      const left = owed.filter((way) => failed.has(way))
      await apart(() => settle(one, left))
    }
  }

  /** The last worker left, or the desk closed: whoever waits is to know, once. */
  async function nobodyLeft(): Promise<void> {
    for (const doc of await cases.list({ talk: 'waiting' }, MOST_WAITING)) {
      if (doc.alone) continue
      const now = await apart(() =>
        cases.update(doc.id, (found) =>
          found.talk === 'waiting' && !found.alone ? { ...found, alone: true } : null,
        ),
      )
      if (now) await tellPerson({ case: now })
    }
  }

  let hereBefore = true

  async function work(): Promise<void> {
    if (!(await lease.mine())) return
    const onDuty = await parts.onDuty()
    const here = onDuty.length > 0 && isOpen(parts.hours, clock())
    if (!here && (hereBefore || round % AGAIN === 0)) await nobodyLeft()
    hereBefore = here
    await ring(onDuty)
    if (round % AGAIN === 0) await out.check(round % ALL !== 0)
    round += 1
    await lease.done()
  }

  /** One round; never two at a time in one process. */
  function once(): Promise<void> {
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    once,
    /** Is the chain itself well? */
    state: lease.state,
    start(): void {
      const go = () => void once().catch((error) => log('alarm.failed', nameOf(error)))
      timer = setInterval(go, EVERY)
      timer.unref()
      go()
    },
    stop: () => clearInterval(timer),
  }
}

export type Alarm = ReturnType<typeof alarm>
