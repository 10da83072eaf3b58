import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deriveSecrets, type Secrets } from '../intake/store/secrets.ts'
import { type Config, ConfigError } from './config.ts'

type Keys = Pick<Config, 'MASTER_KEY' | 'MASTER_KEY_ALSO' | 'DATA_DIR' | 'production'>

/**
 * The keys all others derive from: the configured ones, the present one first, or on a laptop a file beside the
 * embedded store, made on the first start. Two processes starting at once agree on the one that was written first.
 * @throws ConfigError
 */
export function masterKeys({
  MASTER_KEY,
  MASTER_KEY_ALSO,
  DATA_DIR,
  production,
}: Keys): [Uint8Array, ...Uint8Array[]] {
  if (MASTER_KEY) return [bytesOf(MASTER_KEY), ...MASTER_KEY_ALSO.map(bytesOf)]
  if (production) throw new Error('no master key')
  try {
    return [keptIn(DATA_DIR)]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`DATA_DIR is not usable: no key can be kept in it (${code}). Or set MASTER_KEY.`)
  }
}

const bytesOf = (key: string) => Buffer.from(key, 'base64')

/** What they give by themselves, before a store has said what else it was kept by. @throws ConfigError */
export function secretsOf(config: Keys): Secrets {
  const [present, ...others] = masterKeys(config)
  return { ...deriveSecrets(present), older: others.map(deriveSecrets) }
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
