import type { Step } from '../../intake/case/alarm.ts'
import type { Config } from '../../platform/config.ts'
import { email } from './email.ts'
import type { Notice } from './notice.ts'
import { webhook } from './webhook.ts'

/** A way an alarm leaves this server by. Consoles need none: they see the case itself change. */
export interface Port {
  name: 'webhook' | 'email' | 'supervisors'
  takes: (step: Step) => boolean
  /** Rejects when it was not taken, within seconds. */
  send: (notice: Notice) => Promise<void>
  /** Rejects when it would not be taken; where a way can be tried without disturbing anybody. */
  check?: () => Promise<unknown>
}

const toSupervisors = (step: Step) => step === 'supervisors' || step === 'unanswered'

/** Every way that the configuration names. */
export function portsOf(config: Config): Port[] {
  const { ALARM_WEBHOOK, ALARM_WEBHOOK_KIND, ALARM_EMAIL, ALARM_EMAIL_SUPERVISORS } = config
  return [
    ...(ALARM_WEBHOOK ? [webhook(ALARM_WEBHOOK, ALARM_WEBHOOK_KIND)] : []),
    ...(ALARM_EMAIL.length > 0 ? [email('email', ALARM_EMAIL, config, () => true)] : []),
    ...(ALARM_EMAIL_SUPERVISORS.length > 0
      ? [email('supervisors', ALARM_EMAIL_SUPERVISORS, config, toSupervisors)]
      : []),
  ]
}
