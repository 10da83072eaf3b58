import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'

/**
 * The key all others derive from: the configured one, or on a laptop a file beside the embedded store, made on
 * the first start. Two processes starting at once agree on the one that was written first. @throws ConfigError
 */
export function masterKey({
  MASTER_KEY,
  DATA_DIR,
  production,
}: Pick<Config, 'MASTER_KEY' | 'DATA_DIR' | 'production'>): Uint8Array {
  if (MASTER_KEY) return Buffer.from(MASTER_KEY, 'base64')
  if (production) throw new Error('no master key')
  try {
    return keptIn(DATA_DIR)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`DATA_DIR is not usable: no key can be kept in it (${code}). Or set MASTER_KEY.`)
  }
}

function keptIn(folder: string): Uint8Array {
  const file = join(folder, 'master.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}
