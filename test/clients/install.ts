import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Brings what this folder's own lock names, once: Microsoft's Web Chat and Microsoft 365 Agents Playground are half
 * again as much to install as Silta and everything else it is tested with.
 * @throws Error when npm cannot
 */
export function installClients() {
  const npm = (...args: string[]) =>
    spawnSync('npm', args, { cwd: import.meta.dirname, shell: true, stdio: ['ignore', 'ignore', 'inherit'] })
      .status === 0
  if (!npm('ls', '--silent') && !npm('ci', '--loglevel=error'))
    throw new Error('npm ci in test/clients did not succeed')
}

/** One of Web Chat's bundles, as bytes. */
export const webChat = (bundle: string): Buffer =>
  readFileSync(new URL(bundle, import.meta.resolve('botframework-webchat')))

if (import.meta.main) installClients()
