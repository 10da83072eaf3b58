import { readFileSync } from 'node:fs'
import { installIn } from '../support/own-lock.ts'

/**
 * Microsoft's Web Chat and Microsoft 365 Agents Playground, which are half again as much to install as Silta and
 * everything else it is tested with.
 */
export const installClients = () => installIn(import.meta.dirname)

/** One of Web Chat's bundles, as bytes. */
export const webChat = (bundle: string): Buffer =>
  readFileSync(new URL(bundle, import.meta.resolve('botframework-webchat')))

if (import.meta.main) installClients()
