import { appendFileSync, readFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { isoTime } from '../intake/hours/time.ts'
import { fingerprint } from '../intake/store/secrets.ts'
import { type Config, ConfigError } from './config.ts'
import { log, nameOf } from './errors.ts'

/**
 * A file outside the store that tells a restore which keys were destroyed since the copy was made: lines of a time
 * and a hash of the key's id, the first of them the time from which on it is kept.
 */
const hashOf = (keyId: string): string => fingerprint(keyId, 32)

/** Begins the file, where one is set. @throws ConfigError */
export function destroyedKeys(
  { DESTROYED_KEYS_FILE: file }: Pick<Config, 'DESTROYED_KEYS_FILE'>,
  now: number,
) {
  if (!file) return async () => {}
  try {
    appendFileSync(file, '', { mode: 0o600 })
    if (readFileSync(file).length === 0) appendFileSync(file, `${isoTime(now)} begun\n`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`DESTROYED_KEYS_FILE is not usable: it cannot be written (${code}).`)
  }
  /** Erasing never waits for a disk that is full or gone: what it could not note is said in the log. */
  return async (keyId: string, at: number): Promise<void> =>
    appendFile(file, `${isoTime(at)} ${hashOf(keyId)}\n`, { flush: true }).catch((error) =>
      log('destroyed.unnoted', nameOf(error)),
    )
}

/** @returns from when on it is kept, in ms since 1970, and whether a key was destroyed; `null`: there is none */
export function readDestroyed({ DESTROYED_KEYS_FILE: file }: Pick<Config, 'DESTROYED_KEYS_FILE'>) {
  if (!file) return null
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const hashes = new Set(lines.map((line) => line.split(' ')[1]))
  return { since: Date.parse(lines[0]!.split(' ')[0]!), has: (keyId: string) => hashes.has(hashOf(keyId)) }
}
