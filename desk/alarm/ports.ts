import type { Step } from '../../intake/case/alarm.ts'
import type { Config } from '../../platform/config.ts'
import { email } from './email.ts'
import type { Port } from './port.ts'
import { webhook } from './webhook.ts'

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
export const toSupervisors = (step: Step) => step === 'supervisors' || step === 'unanswered'
