import { EventEmitter } from 'node:events'
import type { Step } from '../../intake/case/alarm.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Bounded } from '../../platform/bounded.ts'
import type { Changes } from '../../platform/changes.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { calledAt, type Fits } from './audience.ts'

/** An alarm as consoles hear it. */
interface Ring {
  id: string
  step: Step
  /** Ids of the workers it calls. */
  called: ReadonlySet<string>
}

/** A change of a case that was raised longer ago is another change. */
const FRESH = 20_000
const MOST = 10_000

interface RingParts {
  cases: Cases
  watch: Changes
  onDuty: () => Promise<WorkerDoc[]>
  fits: Fits
  clock: Clock
}

/**
 * Rings in every process, whichever raised it: the step written on the case is what consoles everywhere see. Looks
 * only while somebody listens.
 */
export function rings({ cases, watch, onDuty, fits, clock }: RingParts) {
  const bus = new EventEmitter().setMaxListeners(0)
  const heard = new Bounded<string, number>(MOST)
  let off: (() => void) | undefined

  async function look(id: string): Promise<void> {
    const doc = await cases.peek(id)
    if (!doc?.alarmed || clock() - doc.alarmed.last > FRESH || heard.get(id) === doc.alarmed.last) return
    const { step, last } = doc.alarmed
    heard.set(id, last)
    const ring: Ring = { id, step, called: await calledAt(step, doc, await onDuty(), fits) }
    bus.emit('ring', ring)
  }

  return {
    /** Until the returned function is called. */
    on(hear: (ring: Ring) => void): () => void {
      bus.on('ring', hear)
      off ??= watch.onCases((id) => {
        if (id) look(id).catch((error) => log('alarm.ring.failed', nameOf(error)))
      })
      return () => {
        bus.off('ring', hear)
        if (bus.listenerCount('ring') > 0) return
        off?.()
        off = undefined
      }
    },
  }
}
