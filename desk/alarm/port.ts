import type { Step } from '../../intake/case/alarm.ts'
import type { AlarmNotice } from './notice.ts'

/** A way an alarm leaves this server by. Consoles need none: they see the case itself change. */
export interface Port {
  name: 'webhook' | 'email' | 'supervisors'
  takes: (step: Step) => boolean
  /** Rejects when it was not taken, within seconds. */
  send: (notice: AlarmNotice) => Promise<void>
  /** Rejects when it would not be taken; where a way can be tried without disturbing anybody. */
  check?: () => Promise<unknown>
}
