import { PERSON, type Step } from '../../intake/case/alarm.ts'
import { isAhead } from '../../intake/case/steps/alarm.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'
import type { Translate } from '../../intake/form/words.ts'
import { isOpen } from '../../intake/hours/hours.ts'
import { SKEW } from '../../intake/hours/time.ts'
import { every } from '../../platform/lease.ts'
import type { ConversationPort } from '../conversation-port.ts'
import { type Fits, firstOf } from './audience.ts'
import { delivery } from './delivery.ts'
import { isolate } from './isolate.ts'
import type { Lease } from './lease.ts'
import { type AlarmNotice, callNotice, callOf } from './notice.ts'
import { notifyPerson } from './person.ts'
import { type RaisedAlarm, type RaiseParts, raising } from './raise.ts'

interface AlarmParts extends RaiseParts {
  onDuty: () => Promise<WorkerDoc[]>
  turns: Pick<ConversationPort, 'sync'>
  lease: Lease
  fits: Fits
  t: Translate
  /** Where the console is, such as `https://silta.example`. */
  address: string
}

const EVERY = 3000
const AT_ONCE = 50
/** Due cases looked at in one round, at most. */
const MOST = 2000
/** Rounds, a minute in all, until it is looked again for what a crash left, and for ways that work again. */
const AGAIN = 20
/** Rounds, ten minutes in all, after which every way is tried, so that a broken one is known before it is needed. */
const ALL = 200

/**
 * Raises the alarms that are due: one process at a time, by a lease. What was raised stays owed until it went out:
 * a crash in between sends it again, so a message may come twice and is never lost.
 */
export function alarm(parts: AlarmParts) {
  const { cases, ports, lease, clock } = parts
  const { raise, settle } = raising(parts)
  const { tell, nobodyLeft } = notifyPerson(parts)
  const out = delivery(parts)
  let running: Promise<void> | undefined
  let round = 0
  /** Cases that could not be read or written; passed over for a while, so that however many they are, others ring. */
  const broken = new Set<string>()

  async function raiseDue(onDuty: WorkerDoc[]): Promise<RaisedAlarm[]> {
    if (round % ALL === 0) broken.clear()
    const asked = Math.min(AT_ONCE + broken.size, MOST)
    const due = (await cases.alarming(asked)).filter(({ id }) => !broken.has(id))
    if (due.length === 0) return []
    const fitting = await parts.fits(onDuty)
    const raised: RaisedAlarm[] = []
    for (const doc of due) {
      const reaches = (step: Step) => (step === 'fitting' ? firstOf(doc, onDuty, fitting) : onDuty).length > 0
      broken.add(doc.id)
      await isolate(async () => {
        const one = await raise(doc, reaches)
        broken.delete(doc.id)
        if (one) raised.push(one)
      })
    }
    return raised
  }

  /** What was put off by a clock that was ahead, once it is put right or another process goes on. */
  async function mendAhead(): Promise<void> {
    for await (const doc of cases.ringing(clock() + SKEW))
      if (isAhead(doc, clock()))
        await isolate(() => cases.apply(doc.id, { type: 'alarmAhead', due: doc.alarm }))
  }

  /** One message a way, however many wait. */
  function noticesOf(alarms: RaisedAlarm[]): Map<string, AlarmNotice> {
    const notices = new Map<string, AlarmNotice>()
    for (const { name } of ports) {
      const calls = alarms
        .filter(({ raised }) => raised.owed.includes(name))
        .map(({ case: found, raised }) => callOf(found, raised.step, parts.address))
      if (calls.length > 0) notices.set(name, callNotice(calls, parts.t, clock()))
    }
    return notices
  }

  async function ring(onDuty: WorkerDoc[]): Promise<void> {
    const owing = (await raiseDue(onDuty)).filter(({ raised }) => raised.owed.length > 0)
    if (owing.length === 0) return
    const failed = await out.all(noticesOf(owing))
    for (const one of owing) {
      const { owed } = one.raised
      if (owed.includes(PERSON) && !(await tell(one.case))) failed.add(PERSON)
      else failed.delete(PERSON)
      const left = owed.filter((way) => failed.has(way))
      await isolate(() => settle(one, left))
    }
  }

  let hereBefore = true

  async function work(): Promise<void> {
    if (!(await lease.mine())) return
    if (lease.wasAhead() || round === 0) await mendAhead()
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

  const rounds = every(EVERY, 'alarm.failed', once)
  return {
    once,
    /** Is the chain itself well? */
    state: lease.state,
    start(): void {
      rounds.start()
      rounds.go()
    },
    /** Ends the round that is going on, and leaves the next one to another process. */
    async stop(): Promise<void> {
      rounds.stop()
      await running?.catch(() => {})
      await lease.release()
    },
  }
}

export type Alarm = ReturnType<typeof alarm>
