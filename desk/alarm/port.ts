import type { Step } from '../../intake/case/alarm.ts'
import type { Notice } from './notice.ts'

/** A way an alarm leaves this server by. Consoles need none: they see the case itself change. */
export interface Port {
  name: 'webhook' | 'email' | 'supervisors'
  takes: (step: Step) => boolean
  /** Rejects when it was not taken, within seconds. */
  send: (notice: Notice) => Promise<void>
  /** Rejects when it would not be taken; where a way can be tried without disturbing anybody. */
  check?: () => Promise<unknown>
}
