import type { Config } from '../../../platform/config.ts'
import { isLoopback } from '../../../platform/loopback.ts'

/** Where replies may be sent: Microsoft's connectors. `serviceUrl` comes with the message and steers our token. */
const connectors = [
  /^(?:[\w-]+\.)*botframework\.com$/,
  /^smba\.trafficmanager\.net$/,
  /^(?:[\w-]+\.)*teams\.microsoft\.com$/,
  /^(?:[\w-]+\.)*infra\.gov\.teams\.microsoft\.us$/,
  /^(?:[\w-]+\.)*botframework\.azure\.us$/,
]

export function mayReplyTo(serviceUrl: unknown, { production, MicrosoftAppId }: Config): boolean {
  if (typeof serviceUrl !== 'string' || !URL.canParse(serviceUrl)) return false
  const { protocol, hostname, username, password } = new URL(serviceUrl)
  if (username || password) return false
  if (!production && isLoopback(hostname)) return protocol === 'http:' || protocol === 'https:'
  return MicrosoftAppId !== '' && protocol === 'https:' && connectors.some((one) => one.test(hostname))
}
