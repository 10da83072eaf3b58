import { createTransport } from 'nodemailer'
import type { Config } from '../../platform/config.ts'
import { outgoing } from '../../platform/outgoing.ts'
import { asText } from './notice.ts'
import type { Port } from './port.ts'

/** Milliseconds for one step of it, and for the whole: a server may take each step just in time. */
const PATIENCE = 8000
const WHOLE = 20_000

/** Mails to fixed addresses, over TLS in production; one message to all of them. */
export function email(
  name: 'email' | 'supervisors',
  to: string[],
  { SMTP_URL, ALARM_EMAIL_FROM: from, production }: Config,
  takes: Port['takes'],
): Port {
  const server = createTransport({
    url: SMTP_URL,
    requireTLS: production,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    name,
    takes,
    check: () => outgoing(WHOLE, () => server.verify()),
    async send(notice) {
      const mail = {
        from,
        to,
        subject: notice.title,
        text: asText(notice),
        // No "I am away" comes back for it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      }
      await outgoing(WHOLE, () => server.sendMail(mail))
    },
  }
}
