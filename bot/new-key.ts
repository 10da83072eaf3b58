/** `npm run key:new`: prints a new master key; where KEY_VAULT_KEY is set, wrapped by it, and shown to nobody. */
import { randomBytes } from 'node:crypto'
import { wrappedBy } from '../platform/key-vault.ts'
import { whyOf } from '../platform/why.ts'

try {
  const key = randomBytes(32)
  const { KEY_VAULT_KEY: root } = process.env
  process.stdout.write(`${root ? await wrappedBy(root, key) : key.toString('base64')}\n`)
} catch (error) {
  process.stderr.write(`No key was made:\n${whyOf(error)}\n`)
  process.exitCode = 1
}
